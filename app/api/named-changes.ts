/** Changes of tags as clients send them, in the form that the library takes. */
import type { FieldChanges } from '../library/edits.ts';
import { editableField, type FieldNaming } from '../library/editable-field.ts';

/** Gives fields the library's names, and trims values. A field without a value left is removed. */
export function namedChanges(
  sent: Readonly<Record<string, readonly string[] | null>>,
  naming: FieldNaming = 'typed',
): FieldChanges {
  return Object.fromEntries(
    Object.entries(sent).map(([name, values]) => {
      const kept = values?.map((text) => text.trim()).filter((text) => text !== '') ?? [];
      return [editableField(name, naming), kept.length > 0 ? kept : null];
    }),
  );
}
