/**
 * Progress of the two long jobs in one line of words: the job, counts, rate and time left. The status bar, the activity
 * page and the live region say the same.
 */
import type { JobProgress } from '../../app/model/jobs.ts';
import { count, countOf, nounOf, perSecond } from './amounts.ts';
import { span } from './duration.ts';

const JOBS = {
  scan: { running: 'Scanning folders', name: 'The scan', thing: 'file' },
  analysis: { running: 'Analysing audio', name: 'The analysis', thing: 'track' },
} as const;

/** What the job is called while it runs. */
export function jobName(job: JobProgress['job']): string {
  return JOBS[job].running;
}

/** One line, parts joined by middle dots; an idle job has none (`null`). */
export function progressWords(progress: JobProgress): string | null {
  const { running, name, thing } = JOBS[progress.job];
  switch (progress.state) {
    case 'idle':
      return null;
    case 'failed':
      return `${name} failed${progress.message === null ? '' : `: ${progress.message}`}`;
    case 'cancelled':
      return `${name} was cancelled · ${countsOf(progress, thing)}`;
    case 'paused':
      return `${name} is paused · ${countsOf(progress, thing)}`;
    case 'running':
      return [
        running,
        countsOf(progress, thing),
        progress.rate > 0 ? rateOf(progress.rate, thing) : null,
        progress.timeLeft === null ? null : `${span(progress.timeLeft)} left`,
      ]
        .filter((part) => part !== null)
        .join(' · ');
    default:
      return null;
  }
}

function rateOf(rate: number, thing: string): string {
  const amount = perSecond(rate);
  return `${amount} ${nounOf(Number(amount), thing)}/s`;
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
