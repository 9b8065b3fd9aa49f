/** The fields of one track or of several in reading order, those always shown included. Pure. */
import type { ComparedField } from '../../app/model/compared-tracks.ts';
import type { FieldValue } from '../../app/model/tracks.ts';
import { alwaysShown, compareFields } from '../words/field-names.ts';

/** The fields of several tracks; one that none of them has and that is always shown has no value. */
export function sharedFields(fields: readonly ComparedField[]): ComparedField[] {
  return inOrder(fields, (field) => ({ field, values: [], differing: [], edited: 0 }));
}

/** The fields of one track; one that it does not have and that is always shown has no value. */
export function fieldsInOrder(fields: readonly FieldValue[]): FieldValue[] {
  return inOrder(fields, (field) => ({ field, values: [], original: null, edit: null }));
}

function inOrder<Shown extends { readonly field: string }>(
  fields: readonly Shown[],
  empty: (field: string) => Shown,
): Shown[] {
  const present = new Set(fields.map(({ field }) => field));
  const missing = alwaysShown().filter((field) => !present.has(field));
  return [...fields, ...missing.map(empty)].sort((a, b) => compareFields(a.field, b.field));
}
