/**
 * Values of a field as one line of text, and back. Several values are separated by semicolons; a semicolon
 * that belongs to a value is written `\;`. A field that holds one value is taken as it stands.
 */
import { holdsOneValue } from './field-names.ts';

/** `['Folk', 'Soundtrack']` → `Folk; Soundtrack`. */
export function valuesToText(field: string, values: readonly string[]): string {
  if (values.length === 1 && holdsOneValue(field)) return values[0] ?? '';
  return values.map((value) => value.replace(/\\(?=[;\\])|;/gu, '\\$&')).join('; ');
}

/** The values in a text; an empty list when there is none. White space around values does not count. */
export function textToValues(field: string, text: string): string[] {
  const trimmed = text.trim();
  if (holdsOneValue(field)) return trimmed === '' ? [] : [trimmed];
  return (trimmed.match(/(?:\\[;\\]|[^;])+/gu) ?? [])
    .map((value) => value.trim().replace(/\\([;\\])/gu, '$1'))
    .filter((value) => value !== '');
}

/** Whether two value lists are the same; `null` and the empty list both mean "no value". */
export function sameValues(left: readonly string[] | null, right: readonly string[] | null): boolean {
  const a = left ?? [];
  const b = right ?? [];
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
