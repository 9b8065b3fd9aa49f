/** A moment of the past, as the history knows it. */
import type { Connection } from '../../storage/connection.ts';

/** The history before a moment was compacted, so that nobody knows what was in force then. */
export class CompactedError extends Error {
  readonly code = 'COMPACTED';
  constructor(message: string) {
    super(message);
    this.name = 'CompactedError';
  }
}

/** Until when the history is compacted. */
export interface Compaction {
  /** Milliseconds since 1970: batches before it may have lost their values. */
  readonly before: number;
  /** The last of these batches. */
  readonly lastBatch: number;
}

/** Null where the history is whole. */
export function compactionOf(connection: Connection): Compaction | null {
  return (
    connection
      .prepare<[], Compaction>(
        'SELECT before_at AS before, last_batch AS lastBatch FROM main.history_compaction ORDER BY last_batch DESC LIMIT 1',
      )
      .get() ?? null
  );
}

/** Date and time in the local time zone, for messages. */
export function dateText(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString('sv-SE');
}

/**
 * The last batch that was made at `at` or before; 0 where there is none. Batches are in the order of their ids also
 * where a clock was set back. The work grows with the batches since then.
 */
export function lastBatchAt(connection: Connection, at: number): number {
  return (
    connection
      .prepare<[number], number>('SELECT id FROM main.edit_batch WHERE at <= ? ORDER BY id DESC LIMIT 1')
      .pluck()
      .get(at) ?? 0
  );
}
