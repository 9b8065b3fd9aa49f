/** Waiting with a limit. */
import { setTimeout } from 'node:timers/promises';

/**
 * @returns true when `work` ended within `milliseconds`, false when it did not; the work itself goes on
 * @throws whatever `work` throws within that time
 */
export async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const timer = new AbortController();
  const late = setTimeout(milliseconds, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
