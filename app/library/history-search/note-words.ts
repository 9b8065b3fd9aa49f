/**
 * Keeps the words of the history up to date. They are noted behind the changes, batch by batch in the order of their
 * ids, when somebody is about to look for them: no edit waits for that, and a history of any origin gets its words, be
 * it from before there was this table or from a backup.
 *
 * Invariant: all batches up to that of the last row have their words, whole. Each call is one transaction.
 */
import type { Connection } from '../../storage/connection.ts';
import { BatchWords } from './batch-words.ts';
import { batchOf, rowOf } from './history-words.ts';

/** Changes of a call, after which others get their turn; a larger batch is one call. */
const CHANGES = 5000;
/** Batches of a call. */
const BATCHES = 500;

/** Whether all batches have their words. */
export function historyHasWords(connection: Connection): boolean {
  const last = connection.prepare<[], number | null>('SELECT max(id) FROM edit_batch').pluck().get() ?? 0;
  return lastNoted(connection) >= last;
}

/** Notes the words of the next batches. @returns whether there are others */
export function noteHistoryWords(connection: Connection): boolean {
  const add = connection.prepare('INSERT INTO history_search (rowid, words) VALUES (?, ?)');
  return connection.transaction((): boolean => {
    const batches = connection
      .prepare<[number, number], { id: number; author: string; kind: string; note: string }>(
        'SELECT id, author, author_kind AS kind, note FROM edit_batch WHERE id > ? ORDER BY id LIMIT ?',
      )
      .all(lastNoted(connection), BATCHES);
    const words = new BatchWords(connection);
    let changes = 0;
    for (const [at, batch] of batches.entries()) {
      if (changes >= CHANGES) return at < batches.length;
      let part = 0;
      for (const { words: text, changes: inPart } of words.of(batch)) {
        add.run(rowOf(batch.id, part), text);
        part += 1;
        changes += inPart;
      }
    }
    return batches.length === BATCHES;
  })();
}

/** Forgets all words, so that they are noted anew: values have left the history, or the table is damaged. */
export function forgetHistoryWords(connection: Connection): void {
  connection.transaction(() => {
    const made = connection
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'history_search'")
      .pluck()
      .get()!;
    connection.exec('DROP TABLE history_search');
    connection.exec(made);
  })();
}

function lastNoted(connection: Connection): number {
  const row = connection
    .prepare<[], number>('SELECT rowid FROM history_search ORDER BY rowid DESC LIMIT 1')
    .pluck()
    .get();
  return row === undefined ? 0 : batchOf(row);
}
