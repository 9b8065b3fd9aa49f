import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { lockDirectory } from './directory-lock.ts';

const newPath = temporaryPaths();

function newDirectory(): string {
  const directory = newPath();
  mkdirSync(directory);
  return directory;
}

describe('the lock of a directory', () => {
  it('has one owner at a time', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(
      expect.objectContaining({
        code: 'IndexLocked',
        path: join(directory, 'lock'),
        message: `${directory} is open in this program already: close it there first.`,
      }),
    );
    unlock();
    lockDirectory(directory)();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
  });

  it('is released without an error when a file has taken the place of the directory', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    expect(unlock).not.toThrow();
  });

  it('of a running process is respected', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    const other = spawnSync(process.execPath, [
      '-e',
      `import(${JSON.stringify(new URL('./directory-lock.ts', import.meta.url).href)}).then((m) => m.lockDirectory(${JSON.stringify(directory)}))`,
    ]);
    expect(other.stderr.toString()).toContain(`is open in process ${process.pid}`);
    unlock();
  });

  it('fails in a directory that is missing', () => {
    expect(() => lockDirectory(newPath())).toThrow('ENOENT');
  });

  it('names its owner by process id and start time', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    const [pid, started] = readFileSync(join(directory, 'lock'), 'utf8').trimEnd().split(' ');
    expect(Number(pid)).toBe(process.pid);
    if (process.platform === 'linux') expect(started).toMatch(/^\d+$/);
    unlock();
  });

  it('of a process that has ended is taken over', () => {
    const directory = newDirectory();
    const { pid } = spawnSync('true');
    writeFileSync(join(directory, 'lock'), `${pid} 12345\n`);
    lockDirectory(directory)();
    // Locks of processes that were killed while they wrote them.
    for (const incomplete of ['', `${process.pid}`, `${process.pid} 1`, `x${process.pid} 1\n`]) {
      writeFileSync(join(directory, 'lock'), incomplete);
      lockDirectory(directory)();
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('of an earlier process with the same id is taken over', () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), `${process.pid} 1\n`);
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });
});
