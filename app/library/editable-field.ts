/** Checks the names of fields that an edit or a revert asks for. */
import { findField } from '../../fuse/fields/find-field.ts';

/** A name that no edit can use. */
export class FieldNameError extends Error {
  readonly code = 'BAD_FIELD';
  constructor(message: string) {
    super(message);
    this.name = 'FieldNameError';
  }
}

/** What every tag format can carry as the name of a custom field. */
const VALID = /^[\p{L}\p{N}][\p{L}\p{N} _.:/()-]{0,126}$/u;

/**
 * The field that `name` means: a field of the table by its name or an alias, otherwise a custom field.
 * @throws FieldNameError for a name that no tag format can carry, and for a field that Descant measures or records
 */
export function editableField(name: string): string {
  const lower = name.trim().toLowerCase();
  if (!VALID.test(lower)) {
    throw new FieldNameError(`"${name}" cannot be a field name: use letters, digits, spaces and - _ . : only`);
  }
  const field = findField(lower);
  if (field?.readOnly) {
    throw new FieldNameError(`"${name}" cannot be edited: Descant measures it or records it`);
  }
  return field?.name ?? lower;
}
