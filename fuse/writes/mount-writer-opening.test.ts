import { constants } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';

const ONE = trackInode(1);
const FOREVER = 600_000;
const { O_RDONLY, O_WRONLY, O_RDWR, O_TRUNC } = constants;

let setup: SaveSetup;
let writer: MountWriter;
let retired: [number, number][];
beforeEach(async () => {
  setup = await saveSetup();
  retired = [];
  const host = {
    divert: () => undefined,
    dropListing: () => undefined,
    retire: (inode: number, epoch: number) => void retired.push([inode, epoch]),
    directoryMoved: async () => undefined,
  };
  const lifetimes = { grace: FOREVER, scratch: FOREVER, directory: FOREVER };
  writer = new MountWriter(setup.overlay, setup.library, host, lifetimes);
});
afterEach(async () => {
  await writer.close();
  await setup[Symbol.asyncDispose]();
});

describe('opening a track', () => {
  it('for reading is left to the driver as long as nothing was written to it', async () => {
    expect(await writer.open(ONE, 0, O_RDONLY, 0)).toBeUndefined();
    await writer.open(ONE, 0, O_RDWR, 0);
    expect(await writer.open(ONE, 0, O_RDONLY, 0)).toBeUndefined();
    await expect(writer.read(ONE, 0, 4, 0)).rejects.toMatchObject({
      code: 'EBADF',
      message: 'Nothing was written to this file',
    });
  });

  it.each([O_WRONLY, O_RDWR])('for writing gives the served generation (flags %i)', async (flags) => {
    expect(await writer.open(ONE, 0, flags, 0)).toBe(await setup.overlay.file(ONE));
  });

  it('to truncate it, or once something was written, comes to the writer', async () => {
    expect(await writer.open(ONE, 0, O_WRONLY | O_TRUNC, 0)).toBeNull();
    expect(writer.attributes(ONE, 0)?.size).toBe(0);
    expect(await writer.open(ONE, 0, O_RDONLY, 0)).toBeNull();
    await writer.write(ONE, 0, Buffer.from('abc'), 0, 0);
    expect(Buffer.from(await writer.read(ONE, 0, 10, 1)).toString()).toBe('bc');
  });
});

describe('opening a file that a program made', () => {
  it('truncates it only where the program wants that', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a', 0);
    await writer.write(inode, 0, Buffer.from('abc'), 0, 0);
    expect(await writer.open(inode, 0, O_RDWR, 0)).toBeNull();
    expect(writer.attributes(inode, 0)?.size).toBe(3);
    expect(await writer.open(inode, 0, O_RDWR | O_TRUNC, 0)).toBeNull();
    expect(writer.attributes(inode, 0)?.size).toBe(0);
  });

  it('can be truncated and extended by the process that does it', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a', 0);
    await writer.write(inode, 0, Buffer.from('abc'), 0, 0);
    await writer.resize(inode, 0, 2, 0);
    await writer.resize(inode, 0, 4, 0);
    expect(Buffer.from(await writer.read(inode, 0, 10, 0)).toString()).toBe('ab\0\0');
    await expect(writer.resize(inode + 1, 0, 0, 0)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is one handle more: it stays without its name until all are closed', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a', 0);
    await writer.open(inode, 0, O_RDWR, 0);
    await writer.unlink(ROOT_INODE, 'a', 0);
    await writer.release(inode, 0);
    expect(writer.attributes(inode, 0)?.links).toBe(0);
    await writer.release(inode, 0);
    expect(() => writer.attributes(inode, 0)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});

it('the attributes of a pending directory are known, those of an untouched track are not', async () => {
  const { inode } = writer.directories.make(ROOT_INODE, 'C') as { inode: number };
  expect(writer.attributes(inode, 0)).toMatchObject({ kind: 'directory', links: 2 });
  expect(writer.attributes(ONE, 0)).toBeNull();
});

it('what is at a name is told: a file or directory that a program made, a track, or nothing', async () => {
  const file = await writer.create(ROOT_INODE, 'a', 0);
  expect(writer.find(ROOT_INODE, 'a')).toEqual({ kind: 'made', attributes: file });
  expect(writer.find(ROOT_INODE, 'One.flac')).toBeNull();
  expect(writer.find(12_345, 'a')).toEqual({ kind: 'nothing' });
  await expect(writer.create(ROOT_INODE, 'a', 0)).rejects.toMatchObject({
    code: 'EEXIST',
    message: '"a" exists already',
  });
  await expect(writer.create(ROOT_INODE, 'One.flac', 0)).rejects.toMatchObject({ code: 'EEXIST' });
});

describe('the node of a renamed track', () => {
  /** Renames within the root by a program that may be saving, and lets the end of the mount decide. */
  async function rename(from: string, to: string): Promise<void> {
    await writer.rename(ROOT_INODE, from, ROOT_INODE, to, 0, 0);
    await writer.close();
  }

  it('is retired with its epoch, so that the next open looks its name up', async () => {
    await setup.overlay.attributes(ONE);
    setup.overlay.renew(1);
    await rename('One.flac', 'Uno.flac');
    expect(retired).toEqual([[ONE, 1]]);
    expect(setup.overlay.resolve('Uno.flac')).toBe(ONE);
  });

  it('that the kernel never had is not retired', async () => {
    await rename('One.flac', 'Uno.flac');
    expect(retired).toEqual([]);
  });
});
