/**
 * Indexes that a connection takes away for as long as many rows are written, and makes again afterwards: to sort all rows
 * at once costs a third of what it costs to find each row's place in the index as it comes.
 *
 * Their definitions wait in the table `postponed_index`, which is written in the transaction that takes them away: what a
 * killed process has left is made by the next start, before any migration (`migrate.ts`).
 */
import type { Connection } from './connection.ts';

/** Takes indexes away, outside of any transaction, if they are there. Statements are slower without them, or not possible. */
export function postponeIndexes(connection: Connection, names: readonly string[]): void {
  const wait = connection.prepare<[string]>(
    "INSERT INTO postponed_index (name, sql) SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name = ?",
  );
  connection.transaction(() => {
    for (const name of names) if (wait.run(name).changes > 0) connection.exec(`DROP INDEX ${name}`);
  })();
}

/** Whether an index is away. */
export function isPostponed(connection: Connection, name: string): boolean {
  return connection.prepare<[string]>('SELECT 1 FROM postponed_index WHERE name = ?').get(name) !== undefined;
}

/** Makes one of the indexes that are away, in a transaction of its own. @returns whether there was one */
export function makePostponedIndex(connection: Connection): boolean {
  return connection.transaction(() => {
    const next = connection
      .prepare<[], { name: string; sql: string }>('SELECT name, sql FROM postponed_index LIMIT 1')
      .get();
    if (!next) return false;
    connection.exec(next.sql);
    connection.prepare('DELETE FROM postponed_index WHERE name = ?').run(next.name);
    return true;
  })();
}

/** Makes the indexes that a process has not made again before it ended. */
export function makeLeftIndexes(connection: Connection): void {
  const knowsThem = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'postponed_index'");
  if (knowsThem.get() !== undefined) while (makePostponedIndex(connection));
}
