/**
 * Where a file is written that appears under its name when it is complete: beside it, hidden, with the number of the
 * process. A process that is killed leaves its own there, which may be large and in a folder of the user: the next one
 * that writes the same file removes it.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Milliseconds without a write, after which a file belongs to no other machine that shares the folder. */
const LEFT_AFTER = 10 * 60_000;

/** The path to write to until `path` is complete; what processes left there that are gone is removed. */
export function temporaryFor(path: string, now = Date.now()): string {
  const [folder, begin] = [dirname(path), `.${basename(path)}.`];
  for (const name of namesIn(folder)) {
    if (!name.startsWith(begin)) continue;
    const [, pid] = /^(\d+)\.tmp(?:-journal|-wal|-shm)?$/.exec(name.slice(begin.length)) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) removeLeft(join(folder, name), now);
  }
  return join(folder, `${begin}${process.pid}.tmp`);
}

function removeLeft(path: string, now: number): void {
  try {
    if (now - statSync(path).mtimeMs >= LEFT_AFTER) rmSync(path, { force: true });
  } catch {
    // It is in nobody's way.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Processes of other users cannot be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
