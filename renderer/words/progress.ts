/**
 * Progress of the two long pieces of work in one line of words: what is done, counts, rate and time left.
 * The same words stand in the status bar, on the activity page and in the live region.
 */
import type { JobProgress } from '../../app/model/jobs.ts';
import { count, countOf, perSecond } from './amounts.ts';
import { span } from './duration.ts';

const WORK = {
  scan: { running: 'Reading the folders', thing: 'file' },
  analysis: { running: 'Listening to new music', thing: 'track' },
} as const;

/** What the job is called while it runs. */
export function jobName(job: JobProgress['job']): string {
  return WORK[job].running;
}

/** One line, parts joined by middle dots; an idle job has none (`null`). */
export function progressWords(progress: JobProgress): string | null {
  const { running, thing } = WORK[progress.job];
  switch (progress.state) {
    case 'idle':
      return null;
    case 'failed':
      return `${running} stopped${progress.message === null ? '' : `: ${progress.message}`}`;
    case 'cancelled':
      return `${running} was cancelled · ${countsOf(progress, thing)}`;
    case 'paused':
      return `${running} is paused · ${countsOf(progress, thing)}`;
    case 'running':
      return [
        running,
        countsOf(progress, thing),
        progress.rate > 0 ? `${perSecond(progress.rate)} ${thing}s/s` : null,
        progress.timeLeft === null ? null : `${span(progress.timeLeft)} left`,
      ]
        .filter((part) => part !== null)
        .join(' · ');
    default:
      return null;
  }
}

function countsOf(progress: JobProgress, thing: string): string {
  return progress.total === null
    ? `${countOf(progress.done, thing)} so far`
    : `${count(progress.done)} of ${count(progress.total)}`;
}

/** Done part, 0..1, or `null` while the total is unknown. */
export function progressPart(progress: JobProgress): number | null {
  if (progress.total === null || progress.total === 0) return null;
  return Math.min(1, progress.done / progress.total);
}
