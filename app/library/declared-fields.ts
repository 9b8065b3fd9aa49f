/**
 * Fields that a person declares for a library: a name, a type, and the name of the tag in files. They are a setting, so
 * that backups have them, and are fields like those of the table for everything that reads names of fields
 * (`fuse/fields/declared-fields.ts`).
 *
 * Tracks and files hold the values under the name of the tag, whether the field is declared or not: declaring a field
 * writes nothing to any track, and a removed declaration leaves the values as texts. Where the tag is called otherwise,
 * the name that people type is an alias of it.
 */
import { z } from 'zod';
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import { fieldOfTable } from '../../fuse/fields/find-field.ts';
import type { Field } from '../../fuse/fields/field-table.ts';
import { DECLARED_TYPES, type DeclaredField, type DeclaredType } from '../model/fields.ts';
import type { Connection } from '../storage/connection.ts';

/** What can be typed in a query and in a template. */
const NAME = /^[a-z][a-z0-9_]{0,59}$/;
/** What every tag format can carry, and what stands in SQL and in JSON as it is. */
const TAG = /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}$/;

export const SETTING = 'fields.declared';

export const declaredFieldShape = z.strictObject({
  name: z.string().regex(NAME, 'a field has a name of small letters, digits and _, which begins with a letter'),
  type: z.enum(DECLARED_TYPES),
  title: z.string().trim().min(1).max(60).optional(),
  tag: z.string().regex(TAG, 'a tag has a name of letters, digits, spaces and _ . - only').optional(),
});

export const declaredFieldSchema = declaredFieldShape.refine(
  (field) => [field.name, storedName(field)].every((name) => !fieldOfTable(name)),
  'the name is that of a field that Descant has',
);

export const declaredFieldsSchema = z.array(declaredFieldSchema).max(200);

type Shape = Pick<Field, 'type' | 'form' | 'many'>;

const SHAPES: Readonly<Record<DeclaredType, Shape>> = {
  text: { type: 'text', form: 'text', many: false },
  list: { type: 'text', form: 'text', many: true },
  number: { type: 'number', form: 'decimal', many: false },
  date: { type: 'date', form: 'date', many: false },
  boolean: { type: 'boolean', form: 'flag', many: false },
  duration: { type: 'duration', form: 'duration', many: false },
  rating: { type: 'number', form: 'rating', many: false },
};

/** The name under which tracks and files hold the values: that of the tag, in lower case. */
export function storedName({ name, tag }: Pick<DeclaredField, 'name' | 'tag'>): string {
  return (tag ?? name).toLowerCase();
}

/** A declared field as one of the table. */
export function toField(declared: DeclaredField): Field {
  const name = storedName(declared);
  return {
    name,
    aliases: name === declared.name ? [] : [declared.name],
    label: declared.title ?? declared.name,
    ...SHAPES[declared.type],
    long: false,
    always: false,
    forPrograms: false,
    readOnly: false,
    personal: false,
  };
}

/** The declared fields of a library. Those that this version does not understand are left out. */
export function readDeclaredFields(connection: Connection): DeclaredField[] {
  const stored = connection.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(SETTING);
  const list: unknown = JSON.parse(stored ?? '[]');
  return (Array.isArray(list) ? list : []).flatMap((one) => declaredFieldSchema.safeParse(one).data ?? []);
}

/** Declares the fields of a library in this thread. */
export class DeclaredFields {
  readonly #connection: Connection;
  #changed: (fields: readonly Field[]) => void;
  readonly #state;
  #known: string | null = null;
  #version = '';

  /** @param changed called with the fields where they are others than before */
  constructor(connection: Connection, changed: (fields: readonly Field[]) => void = () => {}) {
    this.#connection = connection;
    this.#changed = () => {};
    this.#state = connection.prepare<[], number>('SELECT total_changes()').pluck();
    this.follow();
    this.#changed = changed;
  }

  /** Again, where the library has changed since the last call. */
  follow(): void {
    const version = `${String(this.#connection.pragma('data_version', { simple: true }))} ${this.#state.get()}`;
    if (version === this.#version) return;
    this.#version = version;
    const declared = readDeclaredFields(this.#connection);
    const known = JSON.stringify(declared);
    if (known === this.#known) return;
    this.#known = known;
    const fields = declared.map(toField);
    declareFields(fields);
    this.#changed(fields);
  }
}
