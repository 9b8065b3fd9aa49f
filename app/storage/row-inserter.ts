/**
 * Inserts rows into a table whose ids SQLite gives out, many rows per statement: to begin a statement, which opens every
 * index of its table, costs as much as half a row with a dozen indexes.
 *
 * SQLite takes the row back if a statement of several rows fails, and so begins a savepoint. Each savepoint writes the
 * pending entries of a full-text index: these are better written after the rows.
 */
import type { Connection } from './connection.ts';

/** Rows of one statement; more save little. */
export const ROWS_TOGETHER = 16;

export class RowInserter {
  readonly #one;
  readonly #many;

  constructor(connection: Connection, table: string, columns: readonly string[]) {
    const row = `(${columns.map(() => '?').join(', ')})`;
    const insert = (rows: number): string =>
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array<string>(rows).fill(row).join(', ')}`;
    this.#one = connection.prepare(insert(1));
    this.#many = connection.prepare(insert(ROWS_TOGETHER));
  }

  /**
   * Inserts rows as a part of a transaction.
   * @param rows the values of the columns, in their order
   * @returns the ids of the rows, in their order
   */
  insert(rows: readonly (readonly unknown[])[]): number[] {
    const ids: number[] = [];
    let next = 0;
    for (; next + ROWS_TOGETHER <= rows.length; next += ROWS_TOGETHER) {
      const last = Number(this.#many.run(...rows.slice(next, next + ROWS_TOGETHER)).lastInsertRowid);
      // The ids of one statement follow each other.
      for (let id = last - ROWS_TOGETHER + 1; id <= last; id++) ids.push(id);
    }
    for (; next < rows.length; next++) ids.push(Number(this.#one.run(rows[next]).lastInsertRowid));
    return ids;
  }
}
