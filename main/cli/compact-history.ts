/** `descant history compact`: drops the values between the first and the last of old edits. */
import { parseDate } from '../../app/library/query/values.ts';
import { UsageError } from './command-line.ts';
import type { Api } from './connect.ts';
import { CancelledError, interruptible, showProgress } from './long-work.ts';
import { countOf, formatBytes, formatTime, printJson, printLines } from './output.ts';

const USUAL_AGE = '-365d';

interface Totals {
  edits: number;
  compacted: number;
  bytes: number;
}

/** The moment that `--before` names, a year ago without it: the beginning of a day. @throws UsageError */
export function compactionDate(text = USUAL_AGE, now = Date.now()): number {
  const before = parseDate(text, 'from', now);
  if (before !== null && before >= 0 && before <= now) return before;
  throw new UsageError(`--before takes a date of the past such as 2026-05-01 or -30d, not "${text}"`);
}

export function compactHistory(
  api: Api,
  before: number,
  { json, dryRun }: { readonly json: boolean; readonly dryRun: boolean },
): Promise<number> {
  return interruptible(async (signal) => {
    const totals = await savings(api, before, signal);
    if (!dryRun && totals.compacted > 0) {
      await api.history.beginCompaction.mutate({ before });
      let done = 0;
      for (let after: number | null = 0; after !== null;) {
        if (signal.aborted) throw new CancelledError('compacting was cancelled; the next run goes on from here');
        const page: { edits: number; next: number | null } = await api.history.compact.mutate({ after });
        done += page.edits;
        after = page.next;
        showProgress(`history: ${done} of ${totals.compacted} edits compacted`);
      }
    }
    showProgress('');
    if (json) printJson({ before: new Date(before).toISOString(), dryRun, ...totals });
    else printLines(words(totals, before, dryRun));
    return 0;
  });
}

async function savings(api: Api, before: number, signal: AbortSignal): Promise<Totals> {
  const totals: Totals = { edits: 0, compacted: 0, bytes: 0 };
  for (let after: number | null = 0; after !== null;) {
    if (signal.aborted) throw new CancelledError('compacting was cancelled; nothing was changed');
    const page: Totals & { next: number | null } = await api.history.savings.query({ before, after });
    totals.edits += page.edits;
    totals.compacted += page.compacted;
    totals.bytes += page.bytes;
    after = page.next;
    showProgress(`history: ${totals.edits} edits looked at`);
  }
  return totals;
}

function words({ edits, compacted, bytes }: Totals, before: number, dryRun: boolean): string[] {
  const date = formatTime(before);
  if (compacted === 0) return [`nothing to compact among the ${countOf(edits, 'edit')} before ${date}`];
  const saved = `${compacted} of ${countOf(edits, 'edit')} before ${date} ${dryRun ? 'would lose' : 'have lost'} values between the first and the last edit of a field: ${formatBytes(bytes)}`;
  return [
    saved,
    dryRun
      ? `Their batches could not be undone any more, and --as-of would reach back to ${date}.`
      : `Their batches cannot be undone any more, and --as-of reaches back to ${date}. The library uses the space again.`,
  ];
}
