/**
 * Mount processes whose service has died. They serve on, so that players keep their music, and say so in
 * their title; whoever mounts the library again asks them to go.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { mountStateOf } from './mount-state.ts';

/** Title of a mount process that nobody needs any more. */
export const ORPHAN_TITLE = 'descant-orphan';

/** How long an orphan may take to let go, and how often to look, in milliseconds. */
const PATIENCE = 10_000;
const LOOK_EVERY = 20;

/** Whether this process is a mount whose service has died. */
export async function isOrphan(pid: number): Promise<boolean> {
  const title = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
  return title.startsWith(ORPHAN_TITLE);
}

/**
 * Asks an orphan to unmount, and waits until its process is gone too: before it ends it removes the
 * directory that it made, which must not be the one that is mounted next.
 * @returns whether the directory came free
 */
export async function relieve(pid: number, directory: string): Promise<boolean> {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < PATIENCE; waited += LOOK_EVERY) {
    if ((await mountStateOf(directory))?.pid !== pid && !isRunning(pid)) return true;
    await pause(LOOK_EVERY);
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
