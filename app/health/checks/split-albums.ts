/**
 * Albums that the catalogue takes for two, and that are probably one: their titles differ in signs and spaces alone, or
 * their artists do, and no number is taken twice. Albums of different releases or years are two.
 */
import { UNCHANGED } from '../../actions/action.ts';
import type { HealthCheck } from '../check.ts';
import type { CheckedAlbum, CollectedFinding, Collector } from '../finders.ts';
import type { HealthFix } from '../fix.ts';
import { nameKey } from './name-variants.ts';

interface KnownAlbum {
  readonly title: string;
  readonly artist: string;
  readonly artistKey: string;
  readonly isVarious: boolean;
  readonly releases: ReadonlySet<string>;
  readonly years: ReadonlySet<number>;
  readonly folders: ReadonlySet<number>;
  /** Disc and number of each track that has a number. */
  readonly places: ReadonlySet<string>;
  readonly tracks: readonly number[];
}

/** More albums of one title are no parts of one. */
const MOST_OF_ONE_TITLE = 50;

const joinParts: HealthFix = {
  summary: 'gives all parts of an album the title and the album artist of the largest',
  guess: 'that the parts are one album, and that its largest part is right',
  takesValue: false,
  isOfAlbums: true,
  prepare: ({ albums, collected }) => {
    const largest = new Map(
      collected.flatMap(({ tracks }) => {
        const album = albums.get(tracks[0]!);
        return album ? tracks.map((id) => [id, album] as const) : [];
      }),
    );
    return {
      change: (track) => {
        const album = largest.get(track.id);
        return album ? { changes: { album: [album.title], albumartist: [album.artist] } } : UNCHANGED;
      },
    };
  },
};

export const splitAlbums: HealthCheck = {
  name: 'split-albums',
  group: 'albums',
  severity: 'warning',
  words: {
    title: 'Albums in several parts',
    one: 'album is shown as several, because its title or artist is spelled differently',
    several: 'albums are shown as several, because their titles or artists are spelled differently',
    advice:
      'descant health fix split-albums proposes names; or give all tracks the same album and album artist: descant edit QUERY album=… albumartist=…',
  },
  finder: { kind: 'library', start },
  fix: joinParts,
};

function start(): Collector {
  const byTitle = new Map<string, KnownAlbum[]>();
  return {
    album: (album) => {
      const key = nameKey(album.title);
      const known = byTitle.get(key);
      if (known) known.push(knownAlbum(album));
      else byTitle.set(key, [knownAlbum(album)]);
    },
    end: () =>
      [...byTitle.values()]
        .filter(({ length }) => length > 1 && length <= MOST_OF_ONE_TITLE)
        .flatMap(partsOfOne)
        .map(toFinding),
  };
}

function knownAlbum({ title, artist, isVarious, tracks }: CheckedAlbum): KnownAlbum {
  return {
    title,
    artist,
    artistKey: nameKey(artist).replace(/^the/, ''),
    isVarious,
    releases: new Set(tracks.flatMap(({ release }) => release ?? [])),
    years: new Set(tracks.flatMap(({ year }) => year ?? [])),
    folders: new Set(tracks.map(({ tags }) => tags.facts.folderId)),
    places: new Set(tracks.flatMap(({ disc, number }) => (number === null ? [] : `${disc ?? 1}/${number}`))),
    tracks: tracks.map(({ trackId }) => trackId),
  };
}

/** Albums that are one, each with all of its parts. */
function partsOfOne(albums: readonly KnownAlbum[]): KnownAlbum[][] {
  const groups: KnownAlbum[][] = [];
  for (const album of albums) {
    const group = groups.find((one) => one.every((other) => areOne(album, other)));
    if (group) group.push(album);
    else groups.push([album]);
  }
  return groups.filter(({ length }) => length > 1);
}

function areOne(a: KnownAlbum, b: KnownAlbum): boolean {
  const isNear = meet(a.folders, b.folders) || (a.artistKey !== '' && a.artistKey === b.artistKey);
  if (!isNear || meet(a.places, b.places)) return false;
  return agree(a.releases, b.releases) && agree(a.years, b.years);
}

/** Whether two sets have something in common, or one says nothing. */
function agree(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return a.size === 0 || b.size === 0 || meet(a, b);
}

function meet(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  return [...a].some((one) => b.has(one));
}

function toFinding(parts: readonly KnownAlbum[]): CollectedFinding {
  const largest = [...parts].sort((a, b) => b.tracks.length - a.tracks.length);
  return {
    about: `${largest[0]!.artist}: ${largest[0]!.title}`,
    message: largest.map(({ artist, title, tracks }) => `${artist}: ${title} (${tracks.length})`).join(', '),
    tracks: largest.flatMap(({ tracks }) => tracks),
  };
}
