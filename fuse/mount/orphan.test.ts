import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountStateOf } from './mount-state.ts';
import { isOrphan, ORPHAN_TITLE, relieve } from './orphan.ts';

vi.mock(import('./mount-state.ts'), async (original) => ({ ...(await original()), mountStateOf: vi.fn() }));
const state = vi.mocked(mountStateOf);
beforeEach(() => {
  state.mockReset();
  state.mockResolvedValue(null);
});

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

describe('an orphan', () => {
  it('is known by its title', async () => {
    expect(await isOrphan((await started(ORPHAN_TITLE, WAITS)).pid)).toBe(true);
    expect(await isOrphan((await started(`${ORPHAN_TITLE} /home/me/Music`, WAITS)).pid)).toBe(true);
    expect(await isOrphan((await started('descant-mount', WAITS)).pid)).toBe(false);
    expect(await isOrphan(0)).toBe(false);
  });

  it('is asked to hand over, and has left the directory when its mount is gone', async () => {
    const child = await started(ORPHAN_TITLE, `trap 'echo asked; exit' USR2; echo ready; while :; do sleep 1; done`);
    const asked = once(child.stdout!, 'data');
    expect(await relieve(child.pid, NO_MOUNT)).toBe(true);
    await asked;
  });

  it('that does not unmount has not left the directory', async () => {
    const { pid } = await started(ORPHAN_TITLE, `trap '' USR2; ${WAITS}`);
    state.mockResolvedValue({ pid } as never);
    expect(await relieve(pid, NO_MOUNT, 10)).toBe(false);
    expect(state.mock.calls.length).toBe(5);
  });

  it('that dies instead leaves a dead mount, for which nothing is waited', async () => {
    const { pid } = await started(ORPHAN_TITLE, WAITS);
    state.mockResolvedValue({ pid } as never);
    expect(await relieve(pid, NO_MOUNT, 1e9)).toBe(false);
  });

  it('that unmounts and ends between two looks has left the directory', async () => {
    const child = await started(ORPHAN_TITLE, `trap 'exit' USR2; echo ready; while :; do sleep 0.01; done`);
    const gone = once(child, 'exit');
    const { pid } = child;
    // The list was read just before the orphan unmounted; the orphan has ended when it is looked at.
    state.mockImplementationOnce(async () => {
      await gone;
      return { pid } as never;
    });
    expect(await relieve(pid, NO_MOUNT)).toBe(true);
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
    expect(kill.mock.calls).toEqual([[4711, 'SIGUSR2']]);
  });
});
