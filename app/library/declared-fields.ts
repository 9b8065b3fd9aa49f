/**
 * Fields that a person declares for a library: a name, a type, and the name of the tag in files. They are a setting, so
 * that backups have them, and are fields like those of the table for everything that reads names of fields
 * (`fuse/fields/declared-fields.ts`).
 *
 * Tracks and files hold the values under the name of the tag, whether the field is declared or not: declaring a field
 * writes nothing to any track, and a removed declaration leaves the values as texts. Where the tag is called otherwise,
 * the name that people type is an alias of it.
 */
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import { fieldOfTable } from '../../fuse/fields/find-field.ts';
import type { Field } from '../../fuse/fields/field-table.ts';
import { DECLARED_TYPES, type DeclaredField, type DeclaredType } from '../model/fields.ts';
import type { Connection } from '../storage/connection.ts';

/** Names that can be typed in a query and in a template. */
export const DECLARED_NAME = /^[a-z][a-z0-9_]{0,59}$/;
/** Names that every tag format can carry, and that stand in SQL and in JSON as they are. */
export const DECLARED_TAG = /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}$/;

export const SETTING = 'fields.declared';

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
  return (Array.isArray(list) ? list : []).filter(isDeclaredField);
}

/** By hand: threads that read load no library for that. `declared-field-schema.ts` says it to clients. */
function isDeclaredField(value: unknown): value is DeclaredField {
  const { name, type, title = '', tag = name } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    typeof name === 'string' &&
    DECLARED_NAME.test(name) &&
    DECLARED_TYPES.some((one) => one === type) &&
    typeof title === 'string' &&
    typeof tag === 'string' &&
    DECLARED_TAG.test(tag) &&
    [name, tag.toLowerCase()].every((one) => !fieldOfTable(one))
  );
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
