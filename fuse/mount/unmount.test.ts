import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { detach, openConnection, unmountUnused, type Unmount } from './unmount.ts';

const { EBUSY, EINVAL, EPERM } = constants.errno;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-unmount-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answering = (error: number) => vi.fn<Unmount>(async () => error);

describe('detaching', () => {
  it('is one system call where that is allowed', async () => {
    const unmount = answering(0);
    expect(await detach(folder, unmount)).toBeNull();
    expect(unmount.mock.calls).toEqual([[folder, 2]]);
  });

  it('asks the helper programs where the kernel allows it to root only, or without a driver', async () => {
    for (const unmount of [answering(EPERM), null]) {
      const trouble = await detach(folder, unmount);
      expect(trouble).toContain(`fusermount3 -uz ${folder}`);
      expect(trouble).toContain(`umount -l ${folder}`);
    }
  });

  it('believes every other error of the system call', async () => {
    expect(await detach(folder, answering(EINVAL))).toBe('umount2: EINVAL');
  });

  it('fails by the real driver where nothing is mounted', async () => {
    expect(await detach(folder)).toMatch(process.getuid?.() === 0 ? /^umount2: EINVAL$/ : /fusermount3/);
  });
});

describe('unmounting what is not in use', () => {
  it('is the system call without flags', async () => {
    const unmount = answering(0);
    await unmountUnused(folder, unmount);
    expect(unmount.mock.calls).toEqual([[folder, 0]]);
  });

  it('names what uses the mount', async () => {
    await expect(unmountUnused(folder, answering(EBUSY))).rejects.toMatchObject({
      code: 'BUSY',
      message: `${folder} is in use by another user's program. Close them first.`,
    });
  });

  it('gives the reason where it is another', async () => {
    await expect(unmountUnused(folder, answering(EINVAL))).rejects.toMatchObject({
      code: 'BUSY',
      message: `${folder} cannot be unmounted: umount2: EINVAL`,
    });
  });

  it('asks fusermount3 without force where only that may', async () => {
    await expect(unmountUnused(folder, answering(EPERM))).rejects.toThrow(`fusermount3 -u ${folder}`);
  });
});

describe('a connection', () => {
  const connection = (name: string): string => join(folder, name, 'abort');
  const list = (name: string): void => {
    mkdirSync(join(folder, name));
    writeFileSync(connection(name), '');
  };

  it('is aborted by the file that was opened, whatever has its number by then', async () => {
    list('41');
    const opened = await openConnection(41, folder);
    renameSync(join(folder, '41'), join(folder, 'ended'));
    list('41');
    await opened?.abort();
    await opened?.close();
    expect(['ended', '41'].map((name) => readFileSync(connection(name), 'utf8'))).toEqual(['1', '']);
  });

  it('cannot be opened where the kernel lists none', async () => {
    expect(await openConnection(42, folder)).toBeNull();
  });
});
