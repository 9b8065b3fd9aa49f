/**
 * The fields of several tracks as one list: what they share, and where they differ. Pure.
 */
import type { FieldValue, TrackDetail } from '../../app/model/tracks.ts';
import { alwaysShown, compareFields } from '../words/field-names.ts';
import { sameValues } from './field-text.ts';

export interface SharedField {
  readonly field: string;
  /** What all tracks have; `null` when they differ. */
  readonly values: readonly string[] | null;
  /** Distinct values where they differ, most frequent first. */
  readonly differing: readonly (readonly string[])[];
  /** In how many of the tracks the value in force comes from an edit. */
  readonly edited: number;
}

/** One entry for every field that one of the tracks has, and for those always shown, in reading order. */
export function sharedFields(details: readonly TrackDetail[]): SharedField[] {
  const byTrack = details.map((detail) => new Map(detail.fields.map((value) => [value.field, value])));
  const names = new Set([...alwaysShown(), ...byTrack.flatMap((fields) => [...fields.keys()])]);
  return [...names].sort(compareFields).map((field) =>
    sharedField(
      field,
      byTrack.map((fields) => fields.get(field)),
    ),
  );
}

function sharedField(field: string, found: readonly (FieldValue | undefined)[]): SharedField {
  const first = found[0]?.values ?? [];
  const edited = found.filter((value) => (value?.edit ?? null) !== null).length;
  if (found.every((value) => sameValues(value?.values ?? [], first))) {
    return { field, values: first, differing: [], edited };
  }
  const counts = new Map<string, { values: readonly string[]; times: number }>();
  for (const { values } of found.filter((value) => value !== undefined)) {
    const key = JSON.stringify(values);
    counts.set(key, { values, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  const differing = [...counts.values()]
    .sort((a, b) => b.times - a.times)
    .map(({ values }) => values)
    .filter((values) => values.length > 0);
  return { field, values: null, differing, edited };
}

/** The fields of one track in reading order, those always shown included, with no value where it has none. */
export function fieldsInOrder(fields: readonly FieldValue[]): FieldValue[] {
  const present = new Map(fields.map((value) => [value.field, value]));
  const missing = alwaysShown()
    .filter((field) => !present.has(field))
    .map((field) => ({
      field,
      values: [],
      original: null,
      edit: null,
    }));
  return [...fields, ...missing].sort((a, b) => compareFields(a.field, b.field));
}
