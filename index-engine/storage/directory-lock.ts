/**
 * The lock of a directory: one process at a time may have an index open, or two would write over each other.
 * The lock is a file with the owner's process id and start time. The lock of a process that has ended (killed, crashed)
 * is stale and is taken over.
 */

import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { IndexError } from '../contract/index-error.ts';
import { readSmallFile } from './small-file.ts';

export const LOCK_FILE = 'lock';

/** Takes the lock of a directory; returns the function that releases it, which never throws. Throws `IndexLocked`. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, LOCK_FILE);
  while (!create(path)) {
    const text = readSmallFile(path);
    // Its owner has released it meanwhile.
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (owner !== undefined && isRunning(owner)) {
      const where = owner.pid === process.pid ? 'in this program already' : `in process ${owner.pid}`;
      throw new IndexError('IndexLocked', `${directory} is open ${where}: close it there first.`, { path });
    }
    removeStale(path, text);
  }
  return () => {
    try {
      rmSync(path);
    } catch {
      // The lock is gone, or the directory was moved or replaced. Owners release their lock while a thread ends, where
      // an error would end the program; a lock that stays behind is taken over once this process is gone.
    }
  };
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

/** Removes a stale lock that was read as `text`, unless another process has released or replaced it since. */
function removeStale(path: string, text: string): void {
  const moved = `${path}.${process.pid}-${threadId}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // The moved file may be the lock of a process that was faster: put it back.
  if (readSmallFile(moved) !== text) linkSync(moved, path);
  rmSync(moved);
}

/** Undefined for the incomplete lock of a process that was killed while it wrote it. */
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
  // A later process may have the same id: compare start times.
  return owner.started === startTime(owner.pid);
}

/**
 * When a process was started, in clock ticks since boot; empty where the system does not say, and for a process that has
 * ended although its parent has not asked how: in a container it may stay in the list for ever.
 */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // The first thread can have ended before the others, which may still write.
    const [state, threads] = [fields[0], Number(fields[17])];
    return state === 'Z' && threads <= 1 ? '' : fields[19]!;
  } catch {
    return '';
  }
}
