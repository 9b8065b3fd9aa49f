import { mkdir, open, readdir, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode } from '../tree/inodes.ts';
import { Draft } from './draft.ts';
import { draftOf, saveSetup, type SaveSetup } from './testing/save-setup.ts';

let setup: SaveSetup;
let spool: string;
beforeEach(async () => {
  setup = await saveSetup();
  spool = join(setup.folder, 'spool');
  await mkdir(spool);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await setup[Symbol.asyncDispose]();
});

/** What all open files inherit their methods from. */
async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await open('/dev/null');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** Until `restore`, each write to an open file takes three bytes at most. `lengths` are those that were to be written. */
async function takingThreeBytes(): Promise<{ restore: () => void; lengths: number[] }> {
  const handle = await prototypeOfHandles();
  const lengths: number[] = [];
  const write = handle.write as (...args: readonly [Uint8Array, number, number, number]) => Promise<unknown>;
  const spy = vi.spyOn(handle, 'write').mockImplementation(function takeThreeBytes(this: FileHandle, ...args) {
    const [bytes, offset, length, position] = args as unknown as [Uint8Array, number, number, number];
    lengths.push(length);
    return write.call(this, bytes, offset, Math.min(length, 3), position) as never;
  });
  return { restore: () => spy.mockRestore(), lengths };
}

async function contentOf(draft: Draft): Promise<Buffer> {
  const buffer = Buffer.alloc(draft.size, '#');
  expect(await draft.read(buffer, 0, buffer.length, 0)).toBe(buffer.length);
  return buffer;
}

describe('a draft of a new file', () => {
  it('has what was written, and zeros between', async () => {
    const draft = await Draft.begin(spool, null);
    expect([draft.size, draft.before]).toEqual([0, null]);
    await draft.write(Buffer.from('abc'), 5);
    await draft.write(Buffer.from('xy'), 1);
    expect((await contentOf(draft)).toString()).toBe('\0xy\0\0abc');
    await draft.close();
  });

  it('leaves no name in its folder, not even while it is open', async () => {
    const [first, second] = [await Draft.begin(spool, null), await Draft.begin(spool, null)];
    expect(await readdir(spool)).toEqual([]);
    await first.close();
    await second.close();
  });

  it('is truncated and extended by zeros', async () => {
    const draft = await draftOf(spool, Buffer.from('abcdef'));
    draft.resize(3);
    draft.resize(5);
    expect(draft.size).toBe(5);
    expect((await contentOf(draft)).toString()).toBe('abc\0\0');
    await draft.close();
  });

  it('is read into a part of a buffer, up to its end', async () => {
    const draft = await draftOf(spool, Buffer.from('abcdef'));
    const buffer = Buffer.alloc(8, '.');
    expect(await draft.read(buffer, 2, 3, 1)).toBe(3);
    expect(buffer.toString()).toBe('..bcd...');
    expect(await draft.read(buffer, 0, 8, 4)).toBe(2);
    expect(buffer.toString()).toBe('efbcd...');
    expect(await draft.read(buffer, 0, 8, 6)).toBe(0);
    expect(await draft.read(buffer, 0, 8, 9)).toBe(0);
    await draft.close();
  });

  it('is copied as a whole, over several blocks, and never over another file', async () => {
    const bytes = Buffer.alloc(2_500_000, 'descant');
    const draft = await draftOf(spool, bytes);
    const copy = join(setup.folder, 'copy');
    await draft.copyTo(copy);
    expect((await readFile(copy)).equals(bytes)).toBe(true);
    await writeFile(copy, 'other');
    await expect(draft.copyTo(copy)).rejects.toMatchObject({ code: 'EEXIST' });
    await draft.close();
  });

  it('is written as a whole where the system takes fewer bytes at once', async () => {
    const draft = await Draft.begin(spool, null);
    const whole = Buffer.from('abcdefghij');
    const { restore, lengths } = await takingThreeBytes();
    await draft.write(whole, 2);
    restore();
    expect(lengths).toEqual([10, 7, 4, 1]);
    expect(await contentOf(draft)).toEqual(Buffer.concat([Buffer.alloc(2), whole]));
    await draft.close();
  });

  it('does not have what the system did not take', async () => {
    const draft = await draftOf(spool, Buffer.from('abc'));
    const handle = await prototypeOfHandles();
    vi.spyOn(handle, 'write').mockRejectedValueOnce(new Error('ENOSPC: no space left on device'));
    await expect(draft.write(Buffer.from('defg'), 3)).rejects.toThrow('ENOSPC: no space left on device');
    expect(draft.size).toBe(3);
    await draft.close();
  });

  it('cannot be written any more once it is closed', async () => {
    const draft = await draftOf(spool, Buffer.from('abc'));
    await draft.close();
    await expect(draft.write(Buffer.from('x'), 0)).rejects.toThrow();
  });
});

describe('a draft of a track', () => {
  let served: VirtualFile;
  let before: Buffer;
  let draft: Draft;
  beforeEach(async () => {
    served = await setup.overlay.file(trackInode(1));
    await served.retain();
    before = Buffer.alloc(served.plan.size);
    await served.read(before, before.length, 0);
    draft = await Draft.begin(spool, served);
  });
  afterEach(async () => {
    await draft.close();
    await served.release();
  });

  it('has the bytes of the track where nothing was written', async () => {
    expect(draft.before).toBe(served);
    expect((await contentOf(draft)).equals(before)).toBe(true);
    await draft.write(Buffer.from('other'), 10);
    before.write('other', 10);
    expect((await contentOf(draft)).equals(before)).toBe(true);
    const part = Buffer.alloc(20, '.');
    expect(await draft.read(part, 3, 12, 6)).toBe(12);
    expect(part.subarray(3, 15).equals(before.subarray(6, 18))).toBe(true);
    expect(part.subarray(15).toString()).toBe('.....');
  });

  it('knows which bytes are untouched', async () => {
    await draft.write(Buffer.from('other'), 10);
    expect(draft.isUntouched(0, 10)).toBe(true);
    expect(draft.isUntouched(0, 11)).toBe(false);
    expect(draft.isUntouched(15, draft.size)).toBe(true);
    expect(draft.isUntouched(15, draft.size + 1)).toBe(false);
  });

  it('loses the bytes of the track behind its end for good', async () => {
    draft.resize(100);
    draft.resize(200);
    expect((await contentOf(draft)).equals(Buffer.concat([before.subarray(0, 100), Buffer.alloc(100)]))).toBe(true);
  });
});
