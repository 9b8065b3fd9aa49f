/**
 * One program at a time may have an index open: two would write over each other.
 * The lock is a file with the owner's process id and start time; one whose process is gone (it was killed) is taken over.
 */

import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { IndexError } from '../contract/index-error.ts';

export const LOCK_FILE = 'lock';

/** Takes the lock of a directory; returns how to give it back. Throws `IndexLocked`. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, LOCK_FILE);
  while (!create(path)) {
    const text = read(path);
    const owner = text === undefined ? undefined : parseOwner(text);
    if (owner !== undefined && isRunning(owner)) {
      const where = owner.pid === process.pid ? 'in this program already' : `in process ${owner.pid}`;
      throw new IndexError('IndexLocked', `${directory} is open ${where}: close it there first.`, { path });
    }
    if (text !== undefined) takeAway(path, text);
  }
  return () => rmSync(path, { force: true });
}

interface Owner {
  readonly pid: number;
  readonly started: string;
}

function create(path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  writeSync(descriptor, `${process.pid} ${startTime(process.pid)}\n`);
  closeSync(descriptor);
  return true;
}

/** Removes a lock whose owner is gone, unless somebody else has done so and locked again in between. */
function takeAway(path: string, text: string): void {
  const aside = `${path}.${process.pid}-${threadId}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // The file that was moved may be the lock of a program that was faster: it is put back.
  if (read(aside) !== text) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined for what a program wrote that was killed while it locked. */
function parseOwner(text: string): Owner | undefined {
  const match = /^(\d+) (\S*)\n$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), started: match[2]! };
}

function isRunning(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // The same id can belong to a later process: its start time tells.
  return owner.started === startTime(owner.pid);
}

/** When a process was started, in clock ticks since boot; empty where the system does not say. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
