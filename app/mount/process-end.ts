/**
 * When a child process has ended. The kernel may keep a thread of a process that was killed, and then tells nobody of its end:
 * the process of a mount can be like that until the connection of its mount is aborted.
 */
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface ProcessEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  /** For people: the signal, the exit code, or why it could not even begin. */
  readonly how: string;
}

/** How often to look for a process that is dead but kept, in milliseconds. */
const LOOK_EVERY = 500;

export function endOf(child: ChildProcess): Promise<ProcessEnd> {
  const { promise, resolve } = Promise.withResolvers<ProcessEnd>();
  let wasDefunct = false;
  const look = setInterval(async () => {
    const defunct = await isDefunct(child.pid);
    // Everything that ends is defunct for a moment.
    if (defunct && wasDefunct) resolve({ code: null, how: 'killed' });
    wasDefunct = defunct;
  }, LOOK_EVERY).unref();
  if (child.pid === undefined) child.once('error', (error) => resolve({ code: null, how: error.message }));
  child.once('exit', (code, signal) => resolve({ code, how: signal ?? `code ${code}` }));
  return promise.finally(() => clearInterval(look));
}

async function isDefunct(pid: number | undefined): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The name of the program stands in parentheses and may itself hold some.
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}
