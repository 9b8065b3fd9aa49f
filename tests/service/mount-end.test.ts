/** The service that `descant mount` starts in the background: it ends with its mount, and `descant stop` ends it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readOwner } from '../../app/storage/lock.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let library: string;
let mount: string;

beforeEach(async () => {
  const folder = temporaryFolder();
  [library, mount] = [join(folder, 'library'), join(folder, 'mount')];
  makeAudio(join(folder, 'music', 'one.flac'), { tags: { title: 'One' }, seconds: 1 });
  expect(await descant(library, 'scan', join(folder, 'music'))).toMatchObject({ code: 0 });
  expect(await descantJson(library, 'mount', mount)).toMatchObject({ state: 'mounted', directory: mount });
});
afterEach(async () => {
  await descant(library, 'stop', '--force');
});

function serviceProcess(): number {
  const pid = readOwner(library)?.pid;
  if (pid === undefined) throw new Error('no service runs');
  return pid;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('it ends after unmount', async () => {
  const pid = serviceProcess();
  expect(isRunning(pid)).toBe(true);
  expect(await descant(library, 'unmount')).toMatchObject({ code: 0 });
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 60_000);
  expect(existsSync(mount)).toBe(false);
});

it('it ends at once by stop, and unmounts', async () => {
  const pid = serviceProcess();
  expect(await descantJson(library, 'stop')).toEqual({ library, pid });
  expect(existsSync(mount)).toBe(false);
  // It has ended; this process, its parent, may still have to ask how.
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
  expect(await descant(library, 'stop')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`no service runs for ${library}`),
  });
});
