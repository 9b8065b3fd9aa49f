/**
 * Names of tag fields as people read them, their order in the inspector, and how their values are typed. The table of
 * fields comes from the service when the page starts; nothing that shows fields is rendered before. Custom fields show
 * under their own name, after the fields of the table.
 */
import type { FieldInfo } from '../../app/model/fields.ts';
import { serviceText } from './text.ts';

let byName: ReadonlyMap<string, FieldInfo> = new Map();
let byTypedName: ReadonlyMap<string, FieldInfo> = new Map();
let order: ReadonlyMap<string, number> = new Map();

/** Takes the table of fields in, in the order in which the inspector shows them. */
export function learnFields(fields: readonly FieldInfo[]): void {
  byName = new Map(fields.map((field) => [field.name, field]));
  byTypedName = new Map(
    // Names come last: a name goes before a label or an alias that is the same word.
    [
      ...fields.map((field) => [field.label.toLowerCase(), field] as const),
      ...fields.flatMap((field) => field.aliases.map((alias) => [alias, field] as const)),
      ...fields.map((field) => [field.name, field] as const),
    ],
  );
  order = new Map(fields.map(({ name }, index) => [name, index]));
}

/** Families of fields for programs, for names that the table does not have. */
const PROGRAM_FAMILIES = /^(?:(?:replaygain|musicbrainz|acoustid|musicip)_.*|.*sort)$/u;

/** Shown empty in the inspector when the file has none, so that they can be filled in place. */
export function alwaysShown(): readonly string[] {
  return [...byName.values()].filter(({ always }) => always).map(({ name }) => name);
}

/** Fields that a person may add by name; anything else may be typed. */
export function suggestedFields(): readonly string[] {
  return [...byName.values()]
    .filter(({ type, readOnly, forPrograms }) => type !== 'picture' && !readOnly && !forPrograms)
    .map(({ name }) => name);
}

/** Words of queries that stand in place of a field's name. */
const QUERY_WORDS = ['has', 'missing', 'playlist'];

/** Names that a query may begin a term with: those of fields first, then their other names. */
export function queryNames(): readonly string[] {
  const fields = [...byName.values()].filter(({ type, forPrograms }) => type !== 'picture' && !forPrograms);
  return [...fields.map(({ name }) => name), ...fields.flatMap(({ aliases }) => aliases), ...QUERY_WORDS];
}

/** The field that a person means who types `text`: a label, a name or an alias, or else a custom field of that name. */
export function typedField(text: string): string {
  const typed = text.trim().toLowerCase();
  const known =
    byTypedName.get(typed) ?? [...byName.values()].find(({ name }) => fieldLabel(name).toLowerCase() === typed);
  return known?.name ?? typed;
}

/** The field of the table that a person means by a label, a name or an alias; `null` for any other word. */
export function knownField(text: string): string | null {
  const field = byTypedName.get(text.trim().toLowerCase());
  return field === undefined || field.readOnly || field.type === 'picture' ? null : field.name;
}

/** Fields with a word in their label that begins so, in the language of the page. */
export function fieldsWithWord(beginning: string): readonly string[] {
  const typed = beginning.toLowerCase();
  return [...byName.keys()].filter((name) => {
    return fieldLabel(name)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.startsWith(typed));
  });
}

/** Whether a field is for programs rather than for people: the inspector keeps such fields folded. */
export function isForPrograms(field: string): boolean {
  return byName.get(field)?.forPrograms ?? PROGRAM_FAMILIES.test(field);
}

/** Label of a field: `albumartist` → `Album artist`; custom fields keep their name. */
export function fieldLabel(field: string): string {
  const known = byName.get(field);
  return known === undefined ? field : serviceText(`field: ${field}`, known.label);
}

/** What kind of values a field of the table has; `null` for any other name, whose values are texts. */
export function fieldType(field: string): FieldInfo['type'] | null {
  return byName.get(field)?.type ?? null;
}

/** Whether a field takes one value, so that `;` inside it is just a character. A custom field may have several. */
export function holdsOneValue(field: string): boolean {
  return byName.get(field)?.many === false;
}

/** Whether the service counts tracks by the values of a field, and so knows which there are. */
export function hasCountedValues(field: string): boolean {
  return byName.get(field)?.counted ?? false;
}

/** Whether a field may run over several lines. */
export function holdsLongText(field: string): boolean {
  return byName.get(field)?.long ?? false;
}

/** Sort order of fields in the inspector: those of the table first, then the rest by name. */
export function compareFields(left: string, right: string): number {
  const a = order.get(left) ?? Number.MAX_SAFE_INTEGER;
  const b = order.get(right) ?? Number.MAX_SAFE_INTEGER;
  return a === b ? left.localeCompare(right) : a - b;
}
