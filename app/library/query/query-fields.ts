/** The fields that queries and sorting know as columns; every other name is looked up among the tags. */

/** How a field is stored. `key` columns hold folded text. */
export type QueryField =
  | { readonly kind: 'text'; readonly column: string; readonly key: string }
  | { readonly kind: 'genre' }
  | { readonly kind: 'path' }
  | { readonly kind: 'number' | 'duration' | 'date'; readonly column: string };

const FIELDS: Readonly<Record<string, QueryField>> = {
  title: { kind: 'text', column: 'track.title', key: 'track.title_key' },
  artist: { kind: 'text', column: 'track.artist', key: 'track.artist_key' },
  album: { kind: 'text', column: 'track.album', key: 'track.album_key' },
  albumartist: { kind: 'text', column: 'track.album_artist', key: 'track.album_artist_key' },
  kind: { kind: 'text', column: 'track.kind', key: 'lower(track.kind)' },
  genre: { kind: 'genre' },
  path: { kind: 'path' },
  id: { kind: 'number', column: 'track.id' },
  year: { kind: 'number', column: 'track.year' },
  track: { kind: 'number', column: 'track.track_number' },
  disc: { kind: 'number', column: 'track.disc_number' },
  bitrate: { kind: 'number', column: 'track.bitrate' },
  size: { kind: 'number', column: 'track.bytes' },
  samplerate: { kind: 'number', column: 'file.sample_rate' },
  bitdepth: { kind: 'number', column: 'file.bits_per_sample' },
  channels: { kind: 'number', column: 'file.channels' },
  bpm: { kind: 'number', column: 'analysis.bpm' },
  length: { kind: 'duration', column: 'track.duration' },
  added: { kind: 'date', column: 'track.added_at' },
  changed: { kind: 'date', column: 'track.changed_at' },
  edited: { kind: 'date', column: 'nullif(track.edited_at, 0)' },
};

const ALIASES: Readonly<Record<string, string>> = {
  format: 'kind',
  codec: 'kind',
  duration: 'length',
  time: 'length',
  tracknumber: 'track',
  discnumber: 'disc',
  album_artist: 'albumartist',
  genres: 'genre',
  date: 'year',
  bytes: 'size',
  mtime: 'changed',
  bits: 'bitdepth',
};

/** The column behind a field name as people type it, or undefined for a plain tag. */
export function queryField(name: string): QueryField | undefined {
  return FIELDS[ALIASES[name] ?? name];
}

const ALBUM_ORDER = ['track.disc_number', 'track.track_number', 'track.id'];

/** Field → the columns that sorting by it goes by, most important first. Matched by the indexes of `track`. */
const SORT_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  title: ['track.title_key', 'track.id'],
  artist: ['track.artist_key', 'track.album_key', ...ALBUM_ORDER],
  albumartist: ['track.album_artist_key', 'track.album_key', ...ALBUM_ORDER],
  album: ['track.album_key', ...ALBUM_ORDER],
  genre: ['track.genre', 'track.id'],
  year: ['track.year', 'track.album_key', ...ALBUM_ORDER],
  track: ['track.track_number', 'track.id'],
  disc: ['track.disc_number', 'track.track_number', 'track.id'],
  length: ['track.duration', 'track.id'],
  kind: ['track.kind', 'track.id'],
  bitrate: ['track.bitrate', 'track.id'],
  size: ['track.bytes', 'track.id'],
  added: ['track.added_at', 'track.id'],
  changed: ['track.changed_at', 'track.id'],
  id: ['track.id'],
};

/** The columns to sort by, or undefined for a name that cannot be sorted by. */
export function sortColumns(name: string): readonly string[] | undefined {
  return SORT_COLUMNS[ALIASES[name] ?? name];
}

export const SORT_FIELDS: readonly string[] = Object.keys(SORT_COLUMNS);
