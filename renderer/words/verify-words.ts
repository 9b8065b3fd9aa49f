/** The state of a run that verifies originals, in one line of words. */
import type { VerifyProgress } from '../../app/model/verify.ts';
import { fileSize } from './amounts.ts';
import { span } from './duration.ts';
import { t } from './text.ts';

/** One line, parts joined by middle dots; `null` where there was no run. */
export function verifyWords(progress: VerifyProgress): string | null {
  const { state, done, total, bytes, totalBytes, rate, timeLeft, message } = progress;
  switch (state) {
    case 'idle':
      return null;
    case 'failed':
      return message === null ? t('Failed') : t('Failed: {{message}}', { message });
    case 'running':
      return joined([
        t('Verifying {{done}} of {{count}} files', { done, count: total }),
        t('{{done}} of {{total}}', { done: fileSize(bytes), total: fileSize(totalBytes) }),
        rate > 0 ? `${fileSize(rate)}/s` : null,
        timeLeft === null ? null : t('{{time}} left', { time: span(timeLeft) }),
        foundWords(progress),
      ]);
    case 'done':
      return joined([t('Verified {{count}} files', { count: done }), foundWords(progress) ?? t('no problems')]);
    default:
      return joined([
        state === 'paused' ? t('Paused') : t('Cancelled'),
        t('{{done}} of {{count}} files', { done, count: total }),
        foundWords(progress),
      ]);
  }
}

/** Done part, 0..1, by bytes; `null` while it is unknown. */
export function verifyPart({ bytes, totalBytes }: VerifyProgress): number | null {
  return totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' · ');
}

function foundWords({ problems }: VerifyProgress): string | null {
  return problems === 0 ? null : t('{{count}} problems', { count: problems });
}
