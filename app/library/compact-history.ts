/**
 * Compaction of the history: of each field of each track, the edits before a date lose the values between the first
 * and the last of them. Who changed which field of which track, when and in which batch stays for ever, and so do the
 * values before the first and after the last of these edits.
 *
 * A batch that has lost values cannot be undone any more, and the library as of a moment is known from the date on.
 * The date is recorded before the first value goes, so that nothing is answered from a history half compacted.
 */
import type { CompactedPage, HistorySavings } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { CompactedError, compactionOf, dateText, lastBatchAt } from './as-of/moment.ts';
import type { Author } from './edit-history.ts';
import { forgetHistoryWords } from './history-search/note-words.ts';
import { NotFoundError } from './not-found.ts';

export interface CompactionPage {
  /** Id of the last track of the page before; 0 for the first. */
  readonly after: number;
  /** Tracks with a history. */
  readonly limit: number;
}

/** The values of `edit.compacted`: both for an edit between two others. */
const BEFORE = 1;
const AFTER = 2;

/** What is to be dropped of each edit of a page, where it is not dropped yet. */
const DROPPED = `
  WITH chain AS (
    SELECT id, compacted,
      (row_number() OVER (PARTITION BY track_id, field ORDER BY id) > 1) * ${BEFORE}
        + (row_number() OVER (PARTITION BY track_id, field ORDER BY id DESC) > 1) * ${AFTER} AS dropped
    FROM edit WHERE track_id > @after AND track_id <= @last AND batch_id <= @batch)
  SELECT id, dropped FROM chain WHERE dropped & ~compacted`;

/** What a compaction of the history before a moment would save, page by page. Nothing is changed. */
export function historySavings(
  connection: Connection,
  { before, ...page }: CompactionPage & { readonly before: number },
): HistorySavings {
  const batch = lastBatchAt(connection, before - 1);
  const last = lastTrack(connection, page);
  const counts = connection
    .prepare<[{ after: number; last: number; batch: number }], { edits: number; compacted: number; bytes: number }>(`
      WITH gone AS (${DROPPED})
      SELECT count(*) AS edits, count(gone.id) AS compacted,
        coalesce(sum(iif(gone.dropped & ${BEFORE}, octet_length(before), 0) + iif(gone.dropped & ${AFTER}, octet_length(after), 0)), 0)
          AS bytes
      FROM edit LEFT JOIN gone ON gone.id = edit.id
      WHERE track_id > @after AND track_id <= @last AND batch_id <= @batch`)
    .get({ after: page.after, last: last ?? page.after, batch })!;
  return { ...counts, next: last };
}

/**
 * Records that the history before a moment is compacted from now on. Values are dropped by `compactHistory`.
 * @throws NotFoundError where there is no batch before it
 */
export function beginCompaction(connection: Connection, before: number, author: Author): void {
  const lastBatch = lastBatchAt(connection, before - 1);
  if (lastBatch === 0) throw new NotFoundError(`there is no edit before ${dateText(before)}`);
  const known = compactionOf(connection);
  if (known && known.lastBatch >= lastBatch) return;
  connection
    .prepare('INSERT INTO history_compaction (at, author, before_at, last_batch) VALUES (?, ?, ?, ?)')
    .run(Date.now(), author.name, before, lastBatch);
}

/** Drops the values of a page of tracks: those of the recorded compaction. Each page is a transaction. */
export function compactHistory(connection: Connection, page: CompactionPage): CompactedPage {
  const compaction = compactionOf(connection);
  if (!compaction) throw new NotFoundError('no compaction of the history has begun');
  return connection.transaction((): CompactedPage => {
    const last = lastTrack(connection, page);
    const { changes } = connection
      .prepare(`
        UPDATE edit SET compacted = compacted | gone.dropped,
          before = iif(gone.dropped & ${BEFORE}, NULL, before), after = iif(gone.dropped & ${AFTER}, NULL, after)
        FROM (${DROPPED}) AS gone WHERE gone.id = edit.id`)
      .run({ after: page.after, last: last ?? page.after, batch: compaction.lastBatch });
    // What is not kept is not found any more.
    if (last === null) forgetHistoryWords(connection);
    return { edits: changes, next: last };
  })();
}

/** Tells of a batch whether it has lost values, and refuses to undo one that has. */
export class CompactedBatches {
  readonly #connection: Connection;
  readonly #isCompacted;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#isCompacted = connection
      .prepare<[number], number>('SELECT 1 FROM edit WHERE batch_id = ? AND compacted <> 0 LIMIT 1')
      .pluck();
  }

  has(batch: number): boolean {
    return this.#isCompacted.get(batch) !== undefined;
  }

  /** @throws CompactedError */
  require(batch: number): void {
    if (!this.has(batch)) return;
    const { before } = compactionOf(this.#connection)!;
    throw new CompactedError(
      `edit batch ${batch} is compacted and cannot be undone: its values are not known any more; batches from ${dateText(before)} on can`,
    );
  }
}

/** The last of the next tracks with a history; null where there are no more. */
function lastTrack(connection: Connection, { after, limit }: CompactionPage): number | null {
  return connection
    .prepare<[number, number], number | null>(
      'SELECT max(track_id) FROM (SELECT DISTINCT track_id FROM edit WHERE track_id > ? ORDER BY track_id LIMIT ?)',
    )
    .pluck()
    .get(after, limit)!;
}
