/**
 * Fields that a library declares beside the table: custom fields with a type. A process, or a thread, serves one library
 * at a time; it declares the fields of that library before it reads names of fields, and again when they change.
 */
import { FIELDS, type Field } from './field-table.ts';

let declared: readonly Field[] = [];
let byName: ReadonlyMap<string, Field> = new Map();

/** Takes these fields for the declared ones, in the place of those before. No name of them is a name of the table. */
export function declareFields(fields: readonly Field[]): void {
  declared = fields;
  byName = new Map(fields.flatMap((field) => [field.name, ...field.aliases].map((name) => [name, field] as const)));
}

/** The declared field that has this lower-case name or alias. */
export function declaredField(name: string): Field | undefined {
  return byName.get(name);
}

export function declaredFields(): readonly Field[] {
  return declared;
}

/** The fields of the table, and behind them the declared ones. */
export function allFields(): readonly Field[] {
  return declared.length === 0 ? FIELDS : [...FIELDS, ...declared];
}
