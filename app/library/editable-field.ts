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
 * How a client names fields. `typed`: as a person types them, so that an alias means the field of the table. `exact`: as
 * tracks have them, so that a custom field of a file that is called like an alias (`country`, `format`) can be edited.
 */
export const FIELD_NAMING = ['typed', 'exact'] as const;
export type FieldNaming = (typeof FIELD_NAMING)[number];

/**
 * The field of a track that is called `name`, whatever the table says of the name.
 * @throws FieldNameError for a name that no tag format can carry
 */
function exactField(name: string): string {
  const lower = name.trim().toLowerCase();
  if (!VALID.test(lower)) {
    throw new FieldNameError(`"${name}" cannot be a field name: use letters, digits, spaces and - _ . : only`);
  }
  return lower;
}

/**
 * The field that `name` means: a field of the table by its name or an alias, otherwise a custom field.
 * @throws FieldNameError for a name that no tag format can carry, and for a field that Descant measures or records
 */
export function editableField(name: string, naming: FieldNaming = 'typed'): string {
  const lower = exactField(name);
  if (naming === 'exact') return lower;
  const field = findField(lower);
  if (field?.readOnly) {
    throw new FieldNameError(`"${name}" cannot be edited: Descant measures it or records it`);
  }
  return field?.name ?? lower;
}
