/**
 * Orphans: mount processes whose service has died. They go on serving, so that players keep their music, and show it in
 * their title. The process that mounts the library next asks them to end.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { mountStateOf } from './mount-state.ts';

/** Title of a mount process whose service has died. */
export const ORPHAN_TITLE = 'descant-orphan';

/** Milliseconds that an orphan may take to unmount. */
const END_TIMEOUT = 10_000;
/** Milliseconds between two checks whether its mount is gone: programs find no file meanwhile. */
const CHECK_INTERVAL = 2;

/** Whether this process is a mount whose service has died. */
export async function isOrphan(pid: number): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
  return title.startsWith(ORPHAN_TITLE);
}

/**
 * The signal that asks an orphan to unmount and to leave the directory that it made. It ends any other process of that
 * title, whose mount is dead then.
 */
export const HANDOVER_SIGNAL = 'SIGUSR2';

/**
 * Asks an orphan to unmount, and waits until its mount is gone. Its process may take seconds to end after that; the next
 * mount need not wait for it.
 * @param timeout milliseconds
 * @returns whether the mount is gone; false at once for a process that this one may not end
 */
export async function relieve(pid: number, directory: string, timeout = END_TIMEOUT): Promise<boolean> {
  try {
    process.kill(pid, HANDOVER_SIGNAL);
  } catch (error) {
    // One that has ended by itself meanwhile has left the directory, too.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') return false;
  }
  for (let waited = 0; waited < timeout; waited += CHECK_INTERVAL) {
    // Looked at first: what has ended does not unmount any more, so that the list that is read after it is the last word.
    const wasRunning = isRunning(pid);
    if ((await mountStateOf(directory))?.pid !== pid) return true;
    if (!wasRunning) return false;
    await pause(CHECK_INTERVAL);
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
