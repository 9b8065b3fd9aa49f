/**
 * Orphans: mount processes whose service has died. They go on serving, so that players keep their music, and show it in
 * their title. The process that mounts the library next asks them to end.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { mountStateOf } from './mount-state.ts';

/** Title of a mount process whose service has died. */
export const ORPHAN_TITLE = 'descant-orphan';

/** Milliseconds that an orphan may take to end. */
const END_TIMEOUT = 10_000;
/** Milliseconds between two checks whether it has ended. */
const CHECK_INTERVAL = 20;

/** Whether this process is a mount whose service has died. */
export async function isOrphan(pid: number): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
  return title.startsWith(ORPHAN_TITLE);
}

/**
 * Asks an orphan to unmount, and waits for the end of its process: before that it removes the directory that it made,
 * and the next mount must not be there yet.
 * @param timeout milliseconds
 * @returns whether the directory is free; false at once for a process that this one may not end
 */
export async function relieve(pid: number, directory: string, timeout = END_TIMEOUT): Promise<boolean> {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    // One that has ended by itself meanwhile has left the directory, too.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') return false;
  }
  for (let waited = 0; waited < timeout; waited += CHECK_INTERVAL) {
    if ((await mountStateOf(directory))?.pid !== pid && !isRunning(pid)) return true;
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
