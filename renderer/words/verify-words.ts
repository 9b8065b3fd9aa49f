/** The state of a run that verifies originals, in one line of words. */
import type { VerifyProgress } from '../../app/model/verify.ts';
import { count, countOf, fileSize } from './amounts.ts';
import { span } from './duration.ts';

/** One line, parts joined by middle dots; `null` where there was no run. */
export function verifyWords(progress: VerifyProgress): string | null {
  const { state, done, total, bytes, totalBytes, rate, timeLeft, message } = progress;
  const counts = `${count(done)} of ${countOf(total, 'file')}`;
  switch (state) {
    case 'idle':
      return null;
    case 'failed':
      return `Failed${message === null ? '' : `: ${message}`}`;
    case 'running':
      return [
        `Verifying ${counts}`,
        `${fileSize(bytes)} of ${fileSize(totalBytes)}`,
        rate > 0 ? `${fileSize(rate)}/s` : null,
        timeLeft === null ? null : `${span(timeLeft)} left`,
        foundWords(progress),
      ]
        .filter((part) => part !== null)
        .join(' · ');
    case 'done':
      return `Verified ${countOf(done, 'file')}${progress.problems === 0 ? ' · no problems' : ` · ${foundWords(progress)}`}`;
    default:
      return [state === 'paused' ? 'Paused' : 'Cancelled', counts, foundWords(progress)]
        .filter((part) => part !== null)
        .join(' · ');
  }
}

/** Done part, 0..1, by bytes; `null` while it is unknown. */
export function verifyPart({ bytes, totalBytes }: VerifyProgress): number | null {
  return totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
}

function foundWords({ problems }: VerifyProgress): string | null {
  return problems === 0 ? null : countOf(problems, 'problem');
}
