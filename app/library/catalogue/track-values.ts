/** Writes the values by which tracks are counted: see `value-fields.ts`. */
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { countedValues } from './value-fields.ts';

/** How many values' ids are remembered: most tracks repeat the values of the one before. */
const REMEMBERED = 20_000;

interface StoredValue {
  readonly id: number;
  readonly sort: string | null;
}

export class TrackValues {
  readonly #ids = new Map<string, StoredValue>();
  readonly #find;
  readonly #insert;
  readonly #setSort;
  readonly #stored;
  readonly #add;
  readonly #remove;

  constructor(connection: Connection) {
    this.#find = connection.prepare<[string, string], StoredValue>(
      'SELECT id, sort FROM field_value WHERE field = ? AND value = ?',
    );
    this.#insert = connection.prepare('INSERT INTO field_value (field, key, value, sort) VALUES (?, ?, ?, ?)');
    this.#setSort = connection.prepare('UPDATE field_value SET sort = ? WHERE id = ?');
    this.#stored = connection.prepare<[number], number>('SELECT value_id FROM track_value WHERE track_id = ?').pluck();
    this.#add = connection.prepare('INSERT OR IGNORE INTO track_value (value_id, track_id) VALUES (?, ?)');
    this.#remove = connection.prepare('DELETE FROM track_value WHERE value_id = ? AND track_id = ?');
  }

  /** Inside a transaction. @param tags in force; null for a track that is not counted */
  write(trackId: number, tags: Tags | null): void {
    const wanted = new Set(
      tags === null ? [] : countedValues(tags).map(({ field, value, sort }) => this.#id(field, value, sort)),
    );
    for (const id of this.#stored.all(trackId)) {
      if (!wanted.delete(id)) this.#remove.run(id, trackId);
    }
    for (const id of wanted) this.#add.run(id, trackId);
  }

  /** Forgets what a transaction that was rolled back may have stored. */
  forget(): void {
    this.#ids.clear();
  }

  #id(field: string, value: string, sort: string | null): number {
    const name = `${field}\0${value}`;
    const known = this.#ids.get(name) ?? this.#find.get(field, value);
    const id = known?.id ?? Number(this.#insert.run(field, fold(value), value, sort).lastInsertRowid);
    if (known && sort !== null && sort !== known.sort) this.#setSort.run(sort, id);
    if (this.#ids.size >= REMEMBERED) this.#ids.clear();
    this.#ids.set(name, { id, sort: sort ?? known?.sort ?? null });
    return id;
  }
}
