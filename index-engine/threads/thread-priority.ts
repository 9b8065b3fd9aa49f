/**
 * The priority of a thread among the threads of the system.
 */

import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Steps down: a tenth of the processor time of an ordinary thread where both want all of it. */
const STEPS = 10;
const LOWEST = 19;

/**
 * Lets the other threads go first where processors are scarce. Only Linux has priorities of threads that a thread can
 * lower; elsewhere this does nothing.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // PROCESS/task/THREAD
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, Math.min(LOWEST, getPriority(thread) + STEPS));
  } catch {
    // Without /proc, or where a sandbox forbids it: the thread works as well, and others wait for it now and then.
  }
}
