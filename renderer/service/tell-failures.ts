/** Failed calls that nothing on the page waits for: whatever a person has begun by them ends with words, not in silence. */
import { isTRPCClientError } from '@trpc/client';
import { showToast } from '../messages/toasts.ts';
import { errorWords } from './client.ts';

export function tellUncaughtFailures(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const { reason } = event as { reason: unknown };
    if (!isTRPCClientError(reason)) return;
    event.preventDefault();
    // A call that the page itself has ended is no failure.
    if (reason.cause?.name !== 'AbortError') showToast(errorWords(reason), { tone: 'problem' });
  });
}
