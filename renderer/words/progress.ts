/**
 * Progress of the two long jobs in one line of words: the job, counts, rate and time left. The status bar, the activity
 * page and the live region say the same.
 */
import type { JobProgress } from '../../app/model/jobs.ts';
import { shownRate } from './amounts.ts';
import { span } from './duration.ts';
import { t } from './text.ts';

const JOBS = {
  scan: {
    running: 'Scanning folders',
    failed: 'The scan failed',
    cancelled: 'The scan was cancelled',
    paused: 'The scan is paused',
    rate: '{{count}} files/s',
    sofar: '{{count}} files so far',
  },
  analysis: {
    running: 'Analysing audio',
    failed: 'The analysis failed',
    cancelled: 'The analysis was cancelled',
    paused: 'The analysis is paused',
    rate: '{{count}} tracks/s',
    sofar: '{{count}} tracks so far',
  },
} as const;

/** What the job is called while it runs. */
export function jobName(job: JobProgress['job']): string {
  return t(JOBS[job].running);
}

/** One line, parts joined by middle dots; an idle job has none (`null`). */
export function progressWords(progress: JobProgress): string | null {
  const texts = JOBS[progress.job];
  switch (progress.state) {
    case 'idle':
      return null;
    case 'failed':
      return `${t(texts.failed)}${progress.message === null ? '' : `: ${progress.message}`}`;
    case 'cancelled':
      return `${t(texts.cancelled)} · ${countsOf(progress)}`;
    case 'paused':
      return `${t(texts.paused)} · ${countsOf(progress)}`;
    case 'running':
      return [
        t(texts.running),
        countsOf(progress),
        progress.rate > 0 ? t(texts.rate, { count: shownRate(progress.rate) }) : null,
        progress.timeLeft === null ? null : t('{{time}} left', { time: span(progress.timeLeft) }),
      ]
        .filter((part) => part !== null)
        .join(' · ');
    default:
      return null;
  }
}

function countsOf({ job, done, total }: JobProgress): string {
  return total === null ? t(JOBS[job].sofar, { count: done }) : t('{{done}} of {{total}}', { done, total });
}

/** Done part, 0..1, or `null` while the total is unknown. */
export function progressPart(progress: JobProgress): number | null {
  if (progress.total === null || progress.total === 0) return null;
  return Math.min(1, progress.done / progress.total);
}

/** What is said of work that may rest, for a person has paused it. */
export function pausedWords(isPaused: boolean, words: string): string {
  return isPaused ? `${t('Paused')} · ${words}` : words;
}
