/**
 * Version 39: the words of the history. A row holds those of a batch, or of a part of a large one: its id is that of the
 * batch times 2²⁰, and the number of the part. The words are made of the history by `app/library/history-search`, which
 * finds out by the last row how far they go; so the table begins empty.
 */
import type { Connection } from '../connection.ts';

export function historySearch(connection: Connection): void {
  // Rows matter, places of words in them do not. The words are cut and folded already: `ascii` leaves them as they are.
  connection.exec(`
    CREATE VIRTUAL TABLE history_search USING fts5 (
      words, content = '', detail = none, prefix = '1 2 3', tokenize = 'ascii'
    );
  `);
}
