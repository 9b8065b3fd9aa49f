import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isOrphan, ORPHAN_TITLE, relieve } from './orphan.ts';

/** Nothing is mounted there. */
const NO_MOUNT = '/nowhere';

const children: ChildProcess[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A shell of this title that runs a script. Resolves once the script has printed a line. */
async function started(title: string, script: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('/bin/sh', ['-c', script], { argv0: title, stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child as ChildProcess & { readonly pid: number };
}

const WAITS = 'echo ready; read line';
const IGNORES_REQUESTS = `trap '' TERM; ${WAITS}`;

describe('an orphan', () => {
  it('is known by its title', async () => {
    expect(await isOrphan((await started(ORPHAN_TITLE, WAITS)).pid)).toBe(true);
    expect(await isOrphan((await started(`${ORPHAN_TITLE} /home/me/Music`, WAITS)).pid)).toBe(true);
    expect(await isOrphan((await started('descant-mount', WAITS)).pid)).toBe(false);
    expect(await isOrphan(0)).toBe(false);
  });

  it('is asked to end, and has left the directory when its process is gone', async () => {
    const { pid, exitCode } = await started(ORPHAN_TITLE, WAITS);
    expect(exitCode).toBeNull();
    expect(await relieve(pid, NO_MOUNT)).toBe(true);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('is waited for as long as its process runs, although it has unmounted', async () => {
    const child = await started(
      ORPHAN_TITLE,
      `trap 'echo asked; read line; exit' TERM; echo ready; while :; do read line; done`,
    );
    const isFree = relieve(child.pid, NO_MOUNT);
    await once(child.stdout!, 'data');
    child.stdin!.end('now\n');
    expect(await isFree).toBe(true);
    expect(() => process.kill(child.pid, 0)).toThrow('ESRCH');
  });

  it('that does not end has not left the directory', async () => {
    const { pid } = await started(ORPHAN_TITLE, IGNORES_REQUESTS);
    expect(await relieve(pid, NO_MOUNT, 60)).toBe(false);
  });

  it('that has ended by itself has left the directory', async () => {
    const child = await started(ORPHAN_TITLE, 'echo ready');
    await once(child, 'exit');
    expect(await relieve(child.pid, NO_MOUNT)).toBe(true);
  });

  it('of another user is not waited for', async () => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    expect(await relieve(4711, NO_MOUNT)).toBe(false);
    expect(kill.mock.calls).toEqual([[4711, 'SIGTERM']]);
  });
});
