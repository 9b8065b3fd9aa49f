/**
 * The values by which tracks are counted, of the fields that have no column of their own: artists one by one, composers,
 * labels, moods …, and fields that the library declares. Titles, numbers and identifiers are left out: nearly every track
 * has one of its own.
 */
import { declaredField, declaredFields } from '../../../fuse/fields/declared-fields.ts';
import { FIELDS } from '../../../fuse/fields/field-table.ts';
import type { Tags } from '../../../fuse/formats/layout.ts';

/** Fields with a value of its own for nearly every track, and fields that have a table or a column of their own. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'title',
  'album',
  'genre',
  'artists',
  'subtitle',
  'movement',
  'isrc',
  'barcode',
  'catalognumber',
  'website',
  'podcasturl',
]);

/** Numbers and dates that have a column of the track. */
const HAVE_COLUMNS: ReadonlySet<string> = new Set(['date', 'tracknumber', 'discnumber', 'rating']);

/** Names of the fields whose values are kept in `field_value`, and by which tracks are counted. */
export const VALUE_FIELDS: readonly string[] = FIELDS.filter(
  ({ name, type, long, readOnly, forPrograms }) =>
    (type === 'text' || type === 'boolean') && !long && !readOnly && !forPrograms && !LEFT_OUT.has(name),
).map(({ name }) => name);

/** Fields of numbers and dates without a column: queries look for them among the values, too. */
const TYPED_FIELDS: readonly string[] = FIELDS.filter(
  ({ name, type, readOnly }) => (type === 'number' || type === 'date') && !readOnly && !HAVE_COLUMNS.has(name),
).map(({ name }) => name);

/** Of these fields queries compare the first value alone, as a number or a date. */
const COMPARED_BY_FIRST: ReadonlySet<string> = new Set([
  ...TYPED_FIELDS,
  ...FIELDS.filter(({ type }) => type === 'boolean').map(({ name }) => name),
]);

/** Fields whose values, as the tags have them, are kept. Those of artists are kept one by one. */
const KEPT: ReadonlySet<string> = new Set([
  ...VALUE_FIELDS.filter((field) => field !== 'artist' && field !== 'albumartist'),
  ...TYPED_FIELDS,
]);

/** Longer values are texts, which nobody counts by. */
const MOST_CHARACTERS = 300;
/** More values of one track and field are a mistake. */
const MOST_VALUES = 100;

export interface CountedValue {
  readonly field: string;
  readonly value: string;
  /** What a tag gives for sorting the value; null where none does. */
  readonly sort: string | null;
}

/** The artists of a track one by one. */
export function artistsOf(tags: Tags): readonly string[] {
  return tags['artists'] ?? tags['artist'] ?? [];
}

/** All fields whose values are kept, each with the field that sorts it. */
const COUNTED = [...VALUE_FIELDS, ...TYPED_FIELDS].map((field) => ({ field, sortField: `${field}sort` }));

/** The values of a track by which it is counted. */
export function countedValues(tags: Tags): CountedValue[] {
  const counted: CountedValue[] = [];
  for (const { field, sortField } of COUNTED) {
    const values = valuesOf(tags, field);
    if (values.length === 0) continue;
    const sorts = tags[sortField]?.length === values.length ? tags[sortField] : [];
    for (const [index, value] of values.slice(0, MOST_VALUES).entries()) {
      if (isKept(value)) counted.push({ field, value, sort: sorts[index] ?? null });
    }
  }
  for (const { name: field } of declaredFields()) {
    for (const value of valuesOf(tags, field).slice(0, MOST_VALUES)) {
      if (isKept(value)) counted.push({ field, value, sort: null });
    }
  }
  return counted;
}

/** What `countedValues` has of the values of a field: not all (0), all (1), or all of several, in no order (2). */
export type Kept = 0 | 1 | 2;

/** What `countedValues` has of these values, as far as queries ask for it. */
export function keptOf(field: string, values: readonly string[]): Kept {
  const isDeclared = declaredField(field)?.name === field;
  if (!(isDeclared || KEPT.has(field)) || values.length > MOST_VALUES || !values.every(isKept)) return 0;
  if (values.length === 1) return 1;
  // Whatever its type is now: it may be declared as another one.
  if (isDeclared) return 2;
  return COMPARED_BY_FIRST.has(field) ? 0 : 1;
}

function isKept(value: string): boolean {
  return value !== '' && value.length <= MOST_CHARACTERS;
}

function valuesOf(tags: Tags, field: string): readonly string[] {
  if (field === 'artist') return artistsOf(tags);
  if (field === 'albumartist') return tags['albumartist'] ?? artistsOf(tags);
  return (Object.hasOwn(tags, field) ? tags[field] : undefined) ?? [];
}
