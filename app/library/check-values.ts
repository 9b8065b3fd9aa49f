/**
 * Reads the values that a person gives typed fields: numbers, dates, ratings, identifiers. `Edits` calls it for every
 * edit of a person, before anything is written, and keeps what it returns: each value in the one spelling of its form
 * (`yes` becomes `1`). What programs save in the mount is not checked: an odd value of theirs is kept
 * as it is, as odd values in files are.
 */
import { findField } from '../../fuse/fields/find-field.ts';
import { formInWords, inForm, type ValueForm } from '../../fuse/fields/value-form.ts';

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
function formOf(name: string): ValueForm {
  const field = findField(name);
  return field?.name === name ? field.form : 'text';
}

type Changes = Readonly<Record<string, readonly string[] | null>>;

/**
 * The changes with every value in the one spelling of its field's form.
 * @param changes field → new values; null removes the field
 * @throws FieldValueError for the first value that does not have the form of its field
 */
export function checkedValues(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).map(([field, values]) => {
      const form = formOf(field);
      return [field, form === 'text' ? values : (values?.map((value) => checkedValue(field, value, form)) ?? null)];
    }),
  );
}

function checkedValue(field: string, value: string, form: ValueForm): string {
  const read = inForm(value, form);
  if (read !== null) return read;
  const shown = value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value;
  throw new FieldValueError(`${field} takes ${formInWords(form)}, not ${JSON.stringify(shown)}`);
}
