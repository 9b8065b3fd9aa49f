/**
 * One process at a time may have an index open: two would write over each other.
 * The lock is a file with the owner's process id and start time; one whose process is gone (it was killed) is taken over.
 */

import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { IndexError } from './errors.ts';

/** Paths this process holds: its own id in a file proves nothing about its other threads. */
const held = new Set<string>();

/** Takes the lock of a directory; returns how to give it back. Throws `IndexLocked`. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  if (held.has(path)) throw new IndexError('IndexLocked', `${directory} is open in this process already.`, { path });
  while (!create(path)) {
    const owner = readOwner(path);
    if (owner !== undefined && isRunning(owner)) {
      throw new IndexError('IndexLocked', `${directory} is open in process ${owner.pid}: close it there first.`, { path });
    }
    rmSync(path, { force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
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

function readOwner(path: string): Owner | undefined {
  try {
    const match = /^(\d+) (\S*)\n$/.exec(readFileSync(path, 'utf8'));
    return match === null ? undefined : { pid: Number(match[1]), started: match[2]! };
  } catch {
    return undefined;
  }
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
