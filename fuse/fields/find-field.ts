/**
 * Finds fields by the names that people type: those of the table, and those that the library declares. Names like
 * `constructor` are custom fields like any other.
 */
import { declaredField } from './declared-fields.ts';
import { FIELDS, type Field } from './field-table.ts';

const byName = new Map(FIELDS.flatMap((field) => [field.name, ...field.aliases].map((name) => [name, field] as const)));

/** The field that has `name` as its name or as an alias; `undefined` for a custom field. Case does not matter. */
export function findField(name: string): Field | undefined {
  const found = byName.get(name);
  if (found) return found;
  const lower = name.toLowerCase();
  return byName.get(lower) ?? declaredField(lower);
}

/** The field of the table that has `name`, in lower case, as its name or as an alias. */
export function fieldOfTable(name: string): Field | undefined {
  return byName.get(name);
}

/** The name of the field that `name` means; a custom field keeps its name, in lower case. */
export function canonicalName(name: string): string {
  return findField(name)?.name ?? name.toLowerCase();
}
