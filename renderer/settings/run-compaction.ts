/** Makes the history of old edits smaller: first what it would save, then the compaction, page by page. */
import { service } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { t } from '../words/text.ts';

/** Edits of a year ago and older. */
const AGE_DAYS = 365;

export interface CompactionSavings {
  /** Milliseconds since 1970: edits before it are looked at. */
  readonly before: number;
  readonly edits: number;
  /** Edits that lose values. */
  readonly compacted: number;
  readonly bytes: number;
}

/** The beginning of the day a year ago. */
export function usualCompactionDate(now: Date): number {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  day.setDate(day.getDate() - AGE_DAYS);
  return day.getTime();
}

/** What a compaction would save. Nothing is changed. */
export async function compactionSavings(before: number): Promise<CompactionSavings> {
  const totals = { before, edits: 0, compacted: 0, bytes: 0 };
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof service.history.savings.query>> = await service.history.savings.query({
      before,
      after,
    });
    totals.edits += page.edits;
    totals.compacted += page.compacted;
    totals.bytes += page.bytes;
    after = page.next;
  }
  return totals;
}

/**
 * Compacts, page after page; what is done when it is cancelled stays done, and the next run goes on.
 * @param onProgress called with the number of edits that are done
 */
export async function compactHistory(
  before: number,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await service.history.beginCompaction.mutate({ before });
  let done = 0;
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    const page: Awaited<ReturnType<typeof service.history.compact.mutate>> = await service.history.compact.mutate({
      after,
    });
    done += page.edits;
    after = page.next;
    onProgress(done);
  }
}

/** What it would save, in words. */
export function savingsWords({ edits, compacted, bytes }: CompactionSavings): string {
  if (compacted === 0) return t('Nothing to save among {{count}} edits of a year ago and older', { count: edits });
  return t('{{compacted}} of {{count}} edits would lose values in between: {{size}}', {
    compacted,
    count: edits,
    size: fileSize(bytes),
  });
}
