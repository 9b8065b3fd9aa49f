/**
 * The words by which changes of the history are found, as they stand in `history_search`: folded, so that neither case
 * nor accents matter, and without signs between them. Texts of changes and what people look for are cut alike.
 */
import { fold } from '../fold.ts';

/** Characters of a text whose words are kept: people see no more of a value. */
const CHARACTERS = 300;
/** Characters of a word that are compared. */
const WORD = 40;
/** No text has it in a word: it tells what is noted of a batch from what its texts say. */
const MARK = '¦';

export function historyWords(text: string): string[] {
  const words = fold(text.slice(0, CHARACTERS)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.slice(0, WORD));
}

/** Stands among the words of the batches of a kind of author. */
export function authorMark(kind: string): string {
  return `${MARK}${kind}`;
}

/** The id of a batch × PARTS + the number of a part is a row of `history_search`. */
const PARTS = 2 ** 20;
/** Far beyond all batches; its row is still an id that SQLite has. */
const LAST_BATCH = 2 ** 42;

/** The row of a part of a batch: more than a number holds exactly. */
export function rowOf(batch: number, part: number): bigint {
  return BigInt(Math.min(batch, LAST_BATCH)) * BigInt(PARTS) + BigInt(part);
}

export function batchOf(row: number): number {
  return Math.floor(row / PARTS);
}
