import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { lockDirectory } from './directory-lock.ts';

const onLinux = process.platform === 'linux';

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const newPath = temporaryPaths();

function newDirectory(): string {
  const directory = newPath();
  mkdirSync(directory);
  return directory;
}

/** When a process was started, as its lock has it: field 22 of proc(5), the twentieth after the name in parentheses. */
function startOf(pid: number): string {
  return /\) \S(?: \S+){18} (\S+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]!;
}

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync('true').pid;
}

/** Lets another process act just before the next call of a function of the file system. */
function justBefore(name: 'readFileSync' | 'renameSync', act: () => void): void {
  const methods = fs as unknown as Record<string, (...parameters: unknown[]) => unknown>;
  const original = methods[name]!;
  vi.spyOn(methods, name).mockImplementationOnce((...parameters) => {
    act();
    return original(...parameters);
  });
  syncBuiltinESMExports();
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

  it.runIf(onLinux)('has exactly the process id, the start time, and the end of the line', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    expect(readFileSync(join(directory, 'lock'), 'utf8')).toBe(`${process.pid} ${startOf(process.pid)}\n`);
    unlock();
  });

  it.runIf(onLinux)('of another process that runs is respected, and the message names the process', () => {
    const directory = newDirectory();
    const lock = `${process.ppid} ${startOf(process.ppid)}\n`;
    writeFileSync(join(directory, 'lock'), lock);
    expect(() => lockDirectory(directory)).toThrow(
      expect.objectContaining({
        code: 'IndexLocked',
        path: join(directory, 'lock'),
        message: `${directory} is open in process ${process.ppid}: close it there first.`,
      }),
    );
    expect(readFileSync(join(directory, 'lock'), 'utf8')).toBe(lock);
  });

  it('of a process that has ended is taken over', () => {
    const directory = newDirectory();
    // The second lock is from a system that does not say when processes were started.
    for (const lock of [`${endedProcess()} 12345\n`, `${endedProcess()} \n`]) {
      writeFileSync(join(directory, 'lock'), lock);
      lockDirectory(directory)();
      expect(readdirSync(directory)).toEqual([]);
    }
  });

  it.runIf(onLinux)('of a process that has ended is taken over, although its parent has not asked how', async () => {
    const directory = newDirectory();
    // The shell becomes a program that never asks for its child, which waits for that: a shell would ask.
    const parent = spawn('sh', ['-c', "sh -c 'kill -STOP $$' & echo $!; exec sleep 600"], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
      const child = Number(printed.toString());
      const stat = (pid = child): string => readFileSync(`/proc/${pid}/stat`, 'utf8');
      await vi.waitFor(() => expect(stat(parent.pid)).toContain('(sleep) '), 10_000);
      await vi.waitFor(() => expect(stat()).toContain(') T '), 10_000);
      process.kill(child, 'SIGCONT');
      await vi.waitFor(() => expect(stat()).toContain(') Z '), 10_000);
      writeFileSync(join(directory, 'lock'), `${child} ${startOf(child)}\n`);
      lockDirectory(directory)();
      expect(readdirSync(directory)).toEqual([]);
    } finally {
      parent.kill();
    }
  });

  it.runIf(onLinux)('that is no complete line is taken over, though its owner runs', () => {
    const directory = newDirectory();
    const line = `${process.pid} ${startOf(process.pid)}`;
    // A process that is killed while it writes its lock leaves a part of it.
    for (const text of ['', `${process.pid}`, `${process.pid} 1`, line, `x${line}\n`, `${line}\nx`, `${line} x\n`]) {
      writeFileSync(join(directory, 'lock'), text);
      lockDirectory(directory)();
      expect(readdirSync(directory), text).toEqual([]);
    }
  });

  it('of a process that may not be signalled is respected, also where no start time is known', () => {
    const directory = newDirectory();
    const pid = endedProcess();
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    writeFileSync(join(directory, 'lock'), `${pid} \n`);
    expect(() => lockDirectory(directory)).toThrow(`is open in process ${pid}: close it there first.`);
    expect(process.kill).toHaveBeenCalledExactlyOnceWith(pid, 0);
  });

  it('is taken without moving a file when its owner releases it at the same time', () => {
    const directory = newDirectory();
    const path = join(directory, 'lock');
    writeFileSync(path, `${endedProcess()} 1\n`);
    justBefore('readFileSync', () => rmSync(path));
    const rename = vi.spyOn(fs, 'renameSync');
    syncBuiltinESMExports();
    const unlock = lockDirectory(directory);
    expect(rename).not.toHaveBeenCalled();
    expect(readdirSync(directory)).toEqual(['lock']);
    unlock();
  });

  it('is taken when another process removes the stale lock first', () => {
    const directory = newDirectory();
    const path = join(directory, 'lock');
    writeFileSync(path, `${endedProcess()} 1\n`);
    justBefore('renameSync', () => rmSync(path));
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.runIf(onLinux)('that another process takes over first is put back', () => {
    const directory = newDirectory();
    const path = join(directory, 'lock');
    const faster = `${process.ppid} ${startOf(process.ppid)}\n`;
    writeFileSync(path, `${endedProcess()} 1\n`);
    justBefore('renameSync', () => writeFileSync(path, faster));
    expect(() => lockDirectory(directory)).toThrow(`is open in process ${process.ppid}`);
    expect([readdirSync(directory), readFileSync(path, 'utf8')]).toEqual([['lock'], faster]);
  });

  it('passes on why a stale lock cannot be moved away', () => {
    const directory = newDirectory();
    const path = join(directory, 'lock');
    writeFileSync(path, `${endedProcess()} 1\n`);
    justBefore('renameSync', () => {
      throw Object.assign(new Error('EROFS: read-only'), { code: 'EROFS' });
    });
    expect(() => lockDirectory(directory)).toThrow('EROFS: read-only');
  });

  it('keeps no file open', async () => {
    const directory = newDirectory();
    const calls = await recordFileCalls();
    lockDirectory(directory)();
    expect(calls).toEqual(['open lock', 'close lock', 'remove lock']);
  });

  it.runIf(onLinux)('of an earlier process with the same id is taken over', () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), `${process.pid} 1\n`);
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });
});
