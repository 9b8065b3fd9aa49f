/**
 * Finds batches of the history by words. A batch is found where each word begins one of its words; where a word has
 * several meanings, one of them is enough. A page costs what it lists, whatever the history.
 */
import type { Connection } from '../../storage/connection.ts';
import { authorMark, batchOf, historyWords, rowOf } from './history-words.ts';

export interface BatchSearch {
  /** Words with their meanings; a meaning of several words has all of them. */
  readonly find: readonly (readonly string[])[];
  /** Kinds of authors, or null for all. */
  readonly kinds: readonly string[] | null;
  /** Batches before this one. */
  readonly before: number;
  readonly limit: number;
}

/** Ids of the batches, the latest first. */
export function findBatches(connection: Connection, { find, kinds, before, limit }: BatchSearch): number[] {
  const expression = matchExpression(find, kinds);
  const rows = connection
    .prepare<[string, bigint], number>(
      'SELECT rowid FROM history_search WHERE history_search MATCH ? AND rowid < ? ORDER BY rowid DESC',
    )
    .pluck();
  const found: number[] = [];
  for (const row of rows.iterate(expression, rowOf(before, 0))) {
    const batch = batchOf(row);
    if (batch === found.at(-1)) continue;
    if (found.length === limit) break;
    found.push(batch);
  }
  return found;
}

/** Whether anything is looked for: signs are no words. */
export function hasWords(find: BatchSearch['find']): boolean {
  return find.some((meanings) => meanings.some((meaning) => historyWords(meaning).length > 0));
}

function matchExpression(find: BatchSearch['find'], kinds: BatchSearch['kinds']): string {
  const parts = find.flatMap((meanings) => {
    const written = meanings.map(historyWords).filter((words) => words.length > 0);
    return written.length === 0 ? [] : [`(${written.map((words) => `(${allOf(words)})`).join(' OR ')})`];
  });
  if (kinds !== null) parts.push(`(${kinds.map((kind) => `"${authorMark(kind)}"`).join(' OR ')})`);
  return parts.join(' AND ');
}

function allOf(words: readonly string[]): string {
  return words.map((word) => `"${word}"*`).join(' AND ');
}
