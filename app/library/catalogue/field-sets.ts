/** Which fields tracks have: see version 25 of the database. Most tracks share their set of fields with many others. */
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Connection } from '../../storage/connection.ts';
import { keptOf } from './value-fields.ts';

/** How many sets' ids are remembered. */
const REMEMBERED = 2000;

export class FieldSets {
  readonly #ids = new Map<string, number>();
  readonly #find;
  readonly #insert;

  constructor(connection: Connection) {
    this.#find = connection.prepare<[string], number>('SELECT id FROM field_set WHERE fields = ?').pluck();
    this.#insert = connection.prepare('INSERT INTO field_set (fields) VALUES (?)');
  }

  /** The set of a track's fields, stored if it is new. Inside a transaction. @param tags in force */
  idOf(tags: Tags): number {
    const fields = fieldSet(tags);
    const id = this.#ids.get(fields) ?? this.#find.get(fields) ?? Number(this.#insert.run(fields).lastInsertRowid);
    if (this.#ids.size >= REMEMBERED) this.#ids.clear();
    this.#ids.set(fields, id);
    return id;
  }

  /** Forgets what a transaction that was rolled back may have stored. */
  forget(): void {
    this.#ids.clear();
  }
}

/** The names of the fields in JSON, each with what `field_value` has of its values. */
function fieldSet(tags: Tags): string {
  const fields = Object.keys(tags).sort();
  return `{${fields.map((field) => `${JSON.stringify(field)}:${keptOf(field, tags[field]!)}`).join()}}`;
}
