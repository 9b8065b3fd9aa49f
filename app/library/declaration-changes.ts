/**
 * Changes of declared fields as parts of a batch of the history: of each field its declaration before and after, null
 * where it was not declared. A change is taken back only where the declaration is still as the change left it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { DeclaredField } from '../model/fields.ts';
import type { Connection } from '../storage/connection.ts';
import { readDeclaredFields, SETTING } from './declared-fields.ts';

export interface DeclarationChange {
  readonly name: string;
  readonly before: DeclaredField | null;
  readonly after: DeclaredField | null;
}

export class DeclarationChanges {
  readonly #connection: Connection;
  readonly #append;
  readonly #ofBatch;
  readonly #write;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#append = connection.prepare<[number, string, string, string]>(
      'INSERT INTO field_change (batch_id, name, before, after) VALUES (?, ?, ?, ?)',
    );
    this.#ofBatch = connection.prepare<[number], { name: string; before: string; after: string }>(
      'SELECT name, before, after FROM field_change WHERE batch_id = ? ORDER BY id',
    );
    this.#write = connection.prepare<[string, string]>('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  }

  /** Declares a field, or takes its declaration back. */
  make({ name, after }: DeclarationChange): void {
    const others = readDeclaredFields(this.#connection).filter((field) => field.name !== name);
    this.#write.run(SETTING, JSON.stringify(after === null ? others : [...others, after]));
  }

  append(batch: number, changes: readonly DeclarationChange[]): void {
    for (const { name, before, after } of changes) {
      this.#append.run(batch, name, JSON.stringify(before), JSON.stringify(after));
    }
  }

  /** Undoes the changes of a batch. @returns what undid them; a field that was declared otherwise since stays */
  takeBack(batch: number): DeclarationChange[] {
    return this.#ofBatch.all(batch).flatMap(({ name, before, after }): DeclarationChange[] => {
      const now = readDeclaredFields(this.#connection).find((field) => field.name === name) ?? null;
      const back = { name, before: now, after: JSON.parse(before) as DeclaredField | null };
      if (!isDeepStrictEqual(now, JSON.parse(after))) return [];
      this.make(back);
      return [back];
    });
  }
}
