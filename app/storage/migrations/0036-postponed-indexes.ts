/** Version 36: the definitions of indexes that are away while many rows are written (`postponed-indexes.ts`). */
import type { Connection } from '../connection.ts';

export function postponedIndexes(connection: Connection): void {
  connection.exec('CREATE TABLE postponed_index (name TEXT PRIMARY KEY, sql TEXT NOT NULL) STRICT, WITHOUT ROWID');
}
