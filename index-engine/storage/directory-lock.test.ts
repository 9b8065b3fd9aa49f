import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
  it('is held by one at a time', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(expect.objectContaining({ code: 'IndexLocked' }));
    unlock();
    lockDirectory(directory)();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
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

  it('of a process that is gone is taken over', () => {
    const directory = newDirectory();
    const { pid } = spawnSync('true');
    writeFileSync(join(directory, 'lock'), `${pid} 12345\n`);
    lockDirectory(directory)();
    // Killed while it locked.
    writeFileSync(join(directory, 'lock'), '');
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('of an earlier process with the same id is taken over', () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), `${process.pid} 1\n`);
    lockDirectory(directory)();
  });
});
