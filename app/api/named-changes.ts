/** Changes of tags as clients send them, in the form that the library takes. */
import type { FieldChanges } from '../library/planned-edit.ts';
import { editableField, type FieldNaming } from '../library/editable-field.ts';
import { parsePictureToken, PICTURE_FIELD } from '../library/pictures.ts';
import { PictureError } from '../storage/art-store.ts';

/**
 * Gives fields the library's names, and trims values. A field without a value left is removed.
 * @throws FieldNameError for a field that cannot be edited, PictureError for a picture that is no picture token
 */
export function namedChanges(
  sent: Readonly<Record<string, readonly string[] | null>>,
  naming: FieldNaming = 'typed',
): FieldChanges {
  return Object.fromEntries(
    Object.entries(sent).map(([name, values]) => {
      const kept = values?.map((text) => text.trim()).filter((text) => text !== '') ?? [];
      const field = editableField(name, naming);
      if (field === PICTURE_FIELD) kept.forEach(checkPicture);
      return [field, kept.length > 0 ? kept : null];
    }),
  );
}

/** The hash of a token becomes part of a path, so nothing else may be stored as one. */
function checkPicture(value: string): void {
  if (parsePictureToken(value) !== null) return;
  throw new PictureError(`"${value}" is no picture: it takes file:N, or TYPE:HASH of a picture of the library`);
}
