/** Releases of invented music in the form in which MusicBrainz answers. */

/** A UUID that a number stands for; `kind` tells releases, recordings, tracks, artists and groups apart. */
export function inventedId(
  kind: 'release' | 'recording' | 'track' | 'artist' | 'group' | 'acoustid',
  number: number,
): string {
  const digit = { release: 1, recording: 2, track: 3, artist: 4, group: 5, acoustid: 6 }[kind];
  return `${digit}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const VARIOUS = { name: 'Various Artists', id: '89ad4ac3-39f7-470e-963a-56509c546377' };

export interface InventedArtist {
  readonly name: string;
  readonly id: string;
}

export interface InventedTrack {
  readonly title: string;
  readonly seconds: number;
  /** Number of the recording, of which the track's id is made as well. */
  readonly recording: number;
  readonly artist?: InventedArtist;
}

export interface InventedRelease {
  readonly number: number;
  readonly title: string;
  readonly artist: InventedArtist;
  readonly date: string;
  readonly media: readonly {
    readonly title?: string;
    readonly hidden?: InventedTrack;
    readonly tracks: readonly InventedTrack[];
  }[];
}

const creditOf = ({ name, id }: InventedArtist): unknown => [
  { name, joinphrase: '', artist: { id, name, 'sort-name': `${name}, sorted` } },
];

export function musicBrainzRelease({ number, title, artist, date, media }: InventedRelease) {
  const trackOf = (track: InventedTrack, position: number): unknown => ({
    id: inventedId('track', track.recording),
    position,
    number: String(position),
    title: track.title,
    length: track.seconds * 1000,
    'artist-credit': creditOf(track.artist ?? artist),
    recording: {
      id: inventedId('recording', track.recording),
      title: track.title,
      isrcs: [`XX000${String(track.recording).padStart(7, '0')}`],
      'artist-credit': creditOf(track.artist ?? artist),
    },
  });
  return {
    id: inventedId('release', number),
    title,
    status: 'Official',
    date,
    country: 'NO',
    barcode: `00000000${number}`,
    asin: null,
    'text-representation': { language: 'eng', script: 'Latn' },
    'artist-credit': creditOf(artist),
    'label-info': [{ 'catalog-number': `BW ${number}`, label: { name: 'Breakwater' } }],
    'release-group': { id: inventedId('group', number), 'first-release-date': '2010', 'primary-type': 'Album' },
    'cover-art-archive': { front: true },
    media: media.map((medium, at) => ({
      position: at + 1,
      title: medium.title ?? '',
      format: 'CD',
      'track-count': medium.tracks.length,
      ...(medium.hidden ? { pregap: trackOf(medium.hidden, 0) } : {}),
      tracks: medium.tracks.map((track, place) => trackOf(track, place + 1)),
    })),
  };
}
