/**
 * Where queries and sorting find a field in the database, keyed by the names of the field table. A field without an
 * entry is looked up among the effective tags. Maps, not records: a query may name a field `constructor`.
 */
import type { Field } from '../../../fuse/fields/field-table.ts';
import { findField } from '../../../fuse/fields/find-field.ts';

/** How a field is stored. `key` is an expression of folded text. */
export type QueryField =
  | { readonly kind: 'text'; readonly column: string; readonly key: string }
  | { readonly kind: 'genre' | 'path' | 'picture' }
  | { readonly kind: 'number' | 'duration' | 'date'; readonly column: string };

/** The effective tags as one JSON object: null in the overrides removes a field (RFC 7396). */
export const EFFECTIVE_TAGS =
  "CASE WHEN track.overrides = '{}' THEN file.tags ELSE json_patch(file.tags, track.overrides) END";

/** The JSON path of a field's values among the tags: SQLite reads quoted names with the escapes of JSON. */
export function tagPath(field: string): string {
  return `$.${JSON.stringify(field)}`;
}

/** The first value of a field as a number, null where the field has none. Only for names of the table. */
function tagNumber(field: string): string {
  return `CAST(json_extract(${EFFECTIVE_TAGS}, '$."${field}"[0]') AS REAL)`;
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
  ['id', { kind: 'number', column: 'track.id' }],
  ['date', { kind: 'number', column: 'track.year' }],
  ['tracknumber', { kind: 'number', column: 'track.track_number' }],
  ['discnumber', { kind: 'number', column: 'track.disc_number' }],
  ['bitrate', { kind: 'number', column: 'track.bitrate' }],
  ['size', { kind: 'number', column: 'track.bytes' }],
  ['samplerate', { kind: 'number', column: 'file.sample_rate' }],
  ['bitdepth', { kind: 'number', column: 'file.bits_per_sample' }],
  ['channels', { kind: 'number', column: 'file.channels' }],
  // What a tag says goes before what the analysis found.
  ['bpm', { kind: 'number', column: `coalesce(nullif(${tagNumber('bpm')}, 0), analysis.bpm)` }],
  ['length', { kind: 'duration', column: 'track.duration' }],
  ['added', { kind: 'date', column: 'track.added_at' }],
  ['changed', { kind: 'date', column: 'track.changed_at' }],
  ['edited', { kind: 'date', column: 'nullif(track.edited_at, 0)' }],
]);

/** How a query finds the field that `name` means; `undefined` for a field that is compared as text among the tags. */
export function queryField(name: string): QueryField | undefined {
  const field = findField(name);
  return field && (FIELD_COLUMNS.get(field.name) ?? numberInTags(field));
}

function numberInTags({ name, type }: Field): QueryField | undefined {
  return type === 'number' ? { kind: 'number', column: tagNumber(name) } : undefined;
}

const ALBUM_ORDER = ['track.disc_number', 'track.track_number', 'track.id'];

/** Field → the columns that sorting by it goes by, most important first. Matched by the indexes of `track`. */
export const SORT_COLUMNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['title', ['track.title_key', 'track.id']],
  ['artist', ['track.artist_key', 'track.album_key', ...ALBUM_ORDER]],
  ['albumartist', ['track.album_artist_key', 'track.album_key', ...ALBUM_ORDER]],
  ['album', ['track.album_key', ...ALBUM_ORDER]],
  ['genre', ['track.genre', 'track.id']],
  ['date', ['track.year', 'track.album_key', ...ALBUM_ORDER]],
  ['tracknumber', ['track.track_number', 'track.id']],
  ['discnumber', ['track.disc_number', 'track.track_number', 'track.id']],
  ['length', ['track.duration', 'track.id']],
  ['kind', ['track.kind', 'track.id']],
  ['bitrate', ['track.bitrate', 'track.id']],
  ['size', ['track.bytes', 'track.id']],
  ['added', ['track.added_at', 'track.id']],
  ['changed', ['track.changed_at', 'track.id']],
  ['id', ['track.id']],
]);

/** The columns to sort by, or undefined for a name that cannot be sorted by. */
export function sortColumns(name: string): readonly string[] | undefined {
  const field = findField(name);
  return field && SORT_COLUMNS.get(field.name);
}

/** Every name and alias that tracks can be sorted by. */
export const SORT_FIELDS: readonly string[] = [...SORT_COLUMNS.keys()].flatMap((name) => [
  name,
  ...(findField(name)?.aliases ?? []),
]);
