/**
 * Checks the values that a person gives typed fields: numbers, dates, identifiers. `Edits` calls it for every edit of a
 * person, before anything is written. What programs save in the mount is not checked: an odd value of theirs is kept
 * as it is, as odd values in files are.
 */
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { formInWords, hasForm } from '../../fuse/fields/value-form.ts';

/** Characters of a refused value that the message shows. */
const MOST_SHOWN = 100;

/** A value that a typed field cannot take. */
export class FieldValueError extends Error {
  readonly code = 'INVALID_VALUE';
  constructor(message: string) {
    super(message);
    this.name = 'FieldValueError';
  }
}

/** By names alone: a custom field of a file may be called like an alias. */
const FORMS = new Map(FIELDS.map(({ name, form }) => [name, form]));

/**
 * @param changes field → new values; null removes the field
 * @throws FieldValueError for the first value that does not have the form of its field
 */
export function checkValues(changes: Readonly<Record<string, readonly string[] | null>>): void {
  for (const [field, values] of Object.entries(changes)) {
    const form = FORMS.get(field) ?? 'text';
    const wrong = values?.find((value) => !hasForm(value, form));
    if (wrong === undefined) continue;
    const shown = wrong.length > MOST_SHOWN ? `${wrong.slice(0, MOST_SHOWN)}…` : wrong;
    throw new FieldValueError(`${field} takes ${formInWords(form)}, not ${JSON.stringify(shown)}`);
  }
}
