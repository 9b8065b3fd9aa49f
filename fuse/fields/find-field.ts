/** Finds fields of the table by the names that people type. Names like `constructor` are custom fields like any other. */
import { FIELDS, type Field } from './field-table.ts';

const byName = new Map(FIELDS.flatMap((field) => [field.name, ...field.aliases].map((name) => [name, field] as const)));

/** The field that has `name` as its name or as an alias; `undefined` for a custom field. Case does not matter. */
export function findField(name: string): Field | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

/** The table's name of the field that `name` means; a custom field keeps its name, in lower case. */
export function canonicalName(name: string): string {
  return findField(name)?.name ?? name.toLowerCase();
}
