/**
 * When a child process has ended, and how.
 *
 * The kernel may keep a thread of a killed process and then does not report its end: the process of a mount stays like
 * that until the connection of its mount is aborted. So the state of the process is looked at as well.
 */
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface ProcessEnd {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  /** For messages: the signal, the exit code, or why the process could not start. */
  readonly how: string;
}

/** Milliseconds between two looks at the state of the process. */
const LOOK_EVERY = 500;

/** What is read of a child process. */
export type EndingChild = Pick<ChildProcess, 'pid' | 'once'>;

/**
 * @param isDefunct whether the process of this id is dead but kept
 * @param lookEvery milliseconds between two looks
 */
export function endOf(
  child: EndingChild,
  isDefunct: (pid: number) => Promise<boolean> = isDefunctProcess,
  lookEvery = LOOK_EVERY,
): Promise<ProcessEnd> {
  const { promise, resolve } = Promise.withResolvers<ProcessEnd>();
  const { pid } = child;
  if (pid === undefined) {
    child.once('error', (error: Error) => resolve({ code: null, how: error.message }));
    return promise;
  }
  let wasDefunct = false;
  const look = setInterval(async () => {
    const defunct = await isDefunct(pid);
    // Every process that ends is defunct for a moment.
    if (defunct && wasDefunct) resolve({ code: null, how: 'killed' });
    wasDefunct = defunct;
  }, lookEvery).unref();
  child.once('exit', (code: number | null, signal: NodeJS.Signals | null) =>
    resolve({ code, how: signal ?? `code ${code}` }),
  );
  return promise.finally(() => clearInterval(look));
}

async function isDefunctProcess(pid: number): Promise<boolean> {
  return isDefunctState(await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ''));
}

/**
 * @param stat of proc(5): the name of the program stands in parentheses and may itself hold some, then comes the state
 */
export function isDefunctState(stat: string): boolean {
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}
