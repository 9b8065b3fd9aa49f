/**
 * Where queries and sorting find a field in the database, keyed by the names of the field table. A field without an
 * entry is looked up among the effective tags. Maps, not records: a query may name a field `constructor`.
 */
import { declaredField, declaredFields } from '../../../fuse/fields/declared-fields.ts';
import type { Field } from '../../../fuse/fields/field-table.ts';
import { findField } from '../../../fuse/fields/find-field.ts';
import { HIDDEN_COLUMN, TRASHED_COLUMN } from '../set-aside.ts';

/** How a field is stored. `key` is an expression of folded text. */
export type QueryField =
  | { readonly kind: 'text'; readonly column: string; readonly key: string }
  | { readonly kind: 'genre' | 'path' | 'picture' | 'sound' }
  | OrderedField;

/** A field whose values have an order. */
export interface OrderedField {
  readonly kind: 'number' | 'duration' | 'date' | 'flag';
  readonly column: string;
  /** Whether a track with 0 counts as one without a value where a query asks whether it has one. */
  readonly zeroIsNone?: true;
  readonly rows?: NumberedTracks;
  /** Of a date in a tag, whose `column` is the year: SQL of the date as it is written. */
  readonly date?: string;
}

/** A table of tracks by a number, where an index finds those of a range. */
interface NumberedTracks {
  /** SQL that selects ids of tracks, up to the condition. */
  readonly select: string;
  readonly key: string;
}

/** The effective tags as one JSON object: null in the overrides removes a field (RFC 7396). */
export const EFFECTIVE_TAGS =
  "CASE WHEN track.overrides = '{}' THEN file.tags ELSE json_patch(file.tags, track.overrides) END";

/** The JSON path of a field's values among the tags: SQLite reads quoted names with the escapes of JSON. */
export function tagPath(field: string): string {
  return `$.${JSON.stringify(field)}`;
}

/** The first value of a field, null where the field has none. Only for names of the table. */
function firstValue(field: string): string {
  return `json_extract(${EFFECTIVE_TAGS}, '$."${field}"[0]')`;
}

/** The first value of a field as a number, null where the field has none. Only for names of the table. */
function tagNumber(field: string): string {
  return `CAST(${firstValue(field)} AS REAL)`;
}

export const FIELD_COLUMNS: ReadonlyMap<string, QueryField> = new Map<string, QueryField>([
  ['title', { kind: 'text', column: 'track.title', key: 'track.title_key' }],
  ['artist', { kind: 'text', column: 'track.artist', key: 'track.artist_key' }],
  ['album', { kind: 'text', column: 'track.album', key: 'track.album_key' }],
  ['albumartist', { kind: 'text', column: 'track.album_artist', key: 'track.album_artist_key' }],
  ['kind', { kind: 'text', column: 'track.kind', key: 'lower(track.kind)' }],
  ['genre', { kind: 'genre' }],
  ['path', { kind: 'path' }],
  ['picture', { kind: 'picture' }],
  // What the analysis found: names of `SOUND_FINDINGS`.
  ['sound', { kind: 'sound' }],
  ['cutoff', { kind: 'number', column: '(SELECT cut_off FROM sound_quality WHERE file_id = track.file_id)' }],
  ['id', { kind: 'number', column: 'track.id' }],
  [
    'albumid',
    {
      kind: 'number',
      column: '(SELECT album_id FROM album_track WHERE track_id = track.id)',
      rows: { select: 'SELECT track_id FROM album_track WHERE', key: 'album_id' },
    },
  ],
  [
    'recordingid',
    {
      kind: 'number',
      column: '(SELECT recording_id FROM recording_track WHERE track_id = track.id)',
      rows: { select: 'SELECT track_id FROM recording_track WHERE', key: 'recording_id' },
    },
  ],
  [
    'date',
    {
      kind: 'number',
      column: 'track.year',
      date: `coalesce(${firstValue('date')}, ${firstValue('originaldate')})`,
    },
  ],
  ['tracknumber', { kind: 'number', column: 'track.track_number' }],
  ['discnumber', { kind: 'number', column: 'track.disc_number' }],
  ['bitrate', { kind: 'number', column: 'track.bitrate' }],
  ['size', { kind: 'number', column: 'track.bytes' }],
  ['samplerate', { kind: 'number', column: 'file.sample_rate' }],
  ['bitdepth', { kind: 'number', column: 'file.bits_per_sample' }],
  ['channels', { kind: 'number', column: 'file.channels' }],
  // What a tag says goes before what the analysis found.
  ['bpm', { kind: 'number', column: `coalesce(nullif(${tagNumber('bpm')}, 0), analysis.bpm)` }],
  ['rating', { kind: 'number', column: 'track.rating' }],
  ['favourite', { kind: 'flag', column: 'track.favourite' }],
  ['hidden', { kind: 'flag', column: HIDDEN_COLUMN }],
  ['trashed', { kind: 'flag', column: TRASHED_COLUMN }],
  ['plays', { kind: 'number', column: 'track.plays', zeroIsNone: true }],
  ['skips', { kind: 'number', column: 'track.skips', zeroIsNone: true }],
  ['lastplayed', { kind: 'date', column: 'track.last_played' }],
  ['length', { kind: 'duration', column: 'track.duration' }],
  ['added', { kind: 'date', column: 'track.added_at' }],
  ['changed', { kind: 'date', column: 'track.changed_at' }],
  ['edited', { kind: 'date', column: 'nullif(track.edited_at, 0)' }],
]);

/** How a query finds the field that `name` means; `undefined` for a field that is compared as text among the tags. */
export function queryField(name: string): QueryField | undefined {
  const field = findField(name);
  return field && (FIELD_COLUMNS.get(field.name) ?? inTags(field));
}

/**
 * How a query finds a field of numbers, dates or flags without a column among the values that the catalogue keeps: the
 * columns are those of `field_value`.
 */
export function keptField(name: string): OrderedField | undefined {
  const field = findField(name);
  if (!field || FIELD_COLUMNS.has(field.name)) return undefined;
  return declaredField(field.name) ? declaredColumn(field.type, 'value') : typed(field.type, 'value');
}

function inTags({ name, type }: Field): OrderedField | undefined {
  return declaredField(name) ? declaredColumn(type, declaredValue(name)) : typed(type, firstValue(name));
}

/** @param value SQL of the field's first value */
function typed(type: Field['type'], value: string): OrderedField | undefined {
  const number = `CAST(${value} AS REAL)`;
  if (type === 'number') return { kind: 'number', column: number };
  if (type === 'date') return { kind: 'number', column: `CAST(substr(${value}, 1, 4) AS INTEGER)`, date: value };
  return type === 'boolean' ? { kind: 'flag', column: number } : undefined;
}

/**
 * How a query finds a declared field. Few tracks have it: the tags of the others are not read as JSON. Names of declared
 * fields hold nothing that SQL or JSON would read otherwise (`app/library/declared-fields.ts`).
 */
function declaredColumn(type: Field['type'], value: string): OrderedField | undefined {
  if (type === 'duration') return { kind: 'duration', column: `duration_of(${value})` };
  if (type === 'number') return { kind: 'number', column: `number_of(${value})` };
  if (type === 'boolean') return { kind: 'flag', column: `number_of(${value})` };
  return type === 'date'
    ? { kind: 'number', column: `CAST(substr(${value}, 1, 4) AS INTEGER)`, date: value }
    : undefined;
}

/** SQL: the first value of a declared field, null where the track has none. */
function declaredValue(name: string): string {
  const mentioned = `instr(file.tags, '"${name}"') > 0 OR instr(track.overrides, '"${name}"') > 0`;
  return `CASE WHEN ${mentioned} THEN ${firstValue(name)} END`;
}

/** The columns that sorting by a field goes by. */
export interface SortColumns {
  /** The column of the field. */
  readonly key: string;
  /** Where that is equal; descending where the field is. */
  readonly ties: readonly string[];
  /** Where all of them are equal; always ascending. */
  readonly within: readonly string[];
  /** The index with the tracks whose file is there in this order, or turned round; null for none. */
  readonly index: string | null;
}

/** Sorting by a column alone. */
function alone(key: string, index: string | null = null): SortColumns {
  return { key, ties: ['track.id'], within: [], index };
}

/** Sorting whole albums: a descending order turns the albums round, but not the tracks inside them. */
function albumsBy(key: string, index: string | null = null): SortColumns {
  return { key, ties: ['track.album_sort'], within: ['track.disc_number', 'track.track_number', 'track.id'], index };
}

/** Field → its columns. Ascending orders are those of the indexes of `track`, descending ones those of most columns. */
export const SORT_COLUMNS: ReadonlyMap<string, SortColumns> = new Map([
  ['title', alone('track.title_sort', 'track_by_title')],
  ['artist', albumsBy('track.artist_sort', 'track_by_artist')],
  ['albumartist', albumsBy('track.album_artist_sort', 'track_by_album')],
  ['album', albumsBy('track.album_sort', 'track_by_album_title')],
  ['composer', albumsBy('track.composer_sort')],
  ['genre', alone('sort_key(track.genre)')],
  ['date', albumsBy('track.year', 'track_by_year')],
  ['tracknumber', alone('track.track_number')],
  ['discnumber', { key: 'track.disc_number', ties: ['track.track_number', 'track.id'], within: [], index: null }],
  ['length', alone('track.duration')],
  ['kind', alone('track.kind')],
  ['bitrate', alone('track.bitrate')],
  ['size', alone('track.bytes')],
  ['added', alone('track.added_at', 'track_by_added')],
  ['changed', alone('track.changed_at')],
  ['rating', alone('track.rating', 'track_by_rating')],
  ['favourite', alone('track.favourite')],
  ['plays', alone('track.plays', 'track_by_plays')],
  ['skips', alone('track.skips')],
  ['lastplayed', alone('track.last_played', 'track_by_last_played')],
  ['id', alone('track.id', 'track_totals')],
]);

/** The columns to sort by, or undefined for a name that cannot be sorted by. */
export function sortColumns(name: string): SortColumns | undefined {
  const field = findField(name);
  if (!field) return undefined;
  if (!declaredField(field.name)) return SORT_COLUMNS.get(field.name);
  const column = queryField(field.name);
  if (!column || !('column' in column)) return alone(`sort_key(${declaredValue(field.name)})`);
  return alone('date' in column ? declaredValue(field.name) : column.column);
}

/** Every name and alias that tracks can be sorted by. */
export function sortFields(): readonly string[] {
  const names = [...SORT_COLUMNS.keys(), ...declaredFields().map(({ name }) => name)];
  return names.flatMap((name) => [name, ...(findField(name)?.aliases ?? [])]);
}
