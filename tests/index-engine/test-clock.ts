/**
 * A clock for tests of code that works in slices of time: how far it goes on depends on how often it is read, not on how
 * fast the machine is.
 */

import { onTestFinished, vi } from 'vitest';

/** Until the end of the test, `performance.now()` goes on by so many milliseconds with each reading. */
export function advanceWithEachReading(milliseconds: number): void {
  let now = performance.now();
  const reading = vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds));
  onTestFinished(() => reading.mockRestore());
}
