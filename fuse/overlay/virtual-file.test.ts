import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Segment } from '../formats/plan.ts';
import type { Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { Original } from './original.ts';
import { stampOf } from './testing/stamp-of.ts';
import { lengthOf, VirtualFile } from './virtual-file.ts';

let folder: string;
let original: string;
let picture: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-virtual-'));
  [original, picture] = [join(folder, 'song'), join(folder, 'cover')];
  await writeFile(original, 'the original');
  await writeFile(picture, 'a picture');
});
afterAll(async () => rm(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** A file of a header, a picture and a part of an original: "head:picture;original". */
function virtualFile(
  from: { path: Uint8Array; stamp: ReturnType<typeof stampOf> } | null = {
    path: Buffer.from(original),
    stamp: stampOf(original),
  },
  pictureFile = picture,
): VirtualFile {
  const segments: Segment[] = [
    { kind: 'bytes', bytes: Buffer.from('head:') },
    { kind: 'blob', path: pictureFile, offset: 2, length: 7 },
    { kind: 'bytes', bytes: Buffer.from(';') },
    { kind: 'source', offset: 4, length: 8 },
  ];
  const plan = { size: 21, headerLength: 13, segments };
  return new VirtualFile({
    attributes: { inode: 1 } as Attributes,
    plan,
    generation: 3,
    original: from,
    writable: true,
  });
}

async function read(file: VirtualFile, position: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length, '.');
  const count = await file.read(buffer, length, position);
  return buffer.subarray(0, count).toString();
}

/** Paths of the open files in the folder. */
async function openFiles(): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd');
  const paths = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}

describe('a virtual file', () => {
  it('has the bytes of its segments at every offset', async () => {
    const file = virtualFile();
    await file.retain();
    const whole = 'head:picture;original';
    for (let position = 0; position <= whole.length + 1; position += 1) {
      for (const length of [1, 3, 9, 30]) {
        expect(await read(file, position, length)).toBe(whole.slice(position, position + length));
      }
    }
    await file.release();
  });

  it('knows what it is made from, and the memory that its plan takes', () => {
    const file = virtualFile();
    expect(file).toMatchObject({
      generation: 3,
      writable: true,
      path: Buffer.from(original),
      stamp: stampOf(original),
    });
    expect(file.weight).toBe(512 + 4 * 64 + 6);
    expect(file.plan.segments.map(lengthOf)).toEqual([5, 7, 1, 8]);
  });

  it('without an original has an empty path, and reads without one', async () => {
    const file = virtualFile(null);
    expect([file.path.length, file.stamp]).toEqual([0, null]);
    await file.retain();
    expect(await read(file, 0, 13)).toBe('head:picture;');
    await file.release();
  });

  it('cannot read its original before it is retained and after the last release', async () => {
    const file = virtualFile();
    await expect(read(file, 13, 8)).rejects.toMatchObject({ code: 'EBADF', message: 'The file is not open' });
    await file.retain();
    await file.retain();
    await file.release();
    expect(await read(file, 13, 8)).toBe('original');
    await file.release();
    await expect(read(file, 13, 8)).rejects.toMatchObject({ code: 'EBADF' });
    await file.retain();
    expect(await read(file, 13, 8)).toBe('original');
    await file.release();
  });

  it('of another original than was scanned cannot be retained, but may be once it is the scanned one', async () => {
    const path = join(folder, 'late');
    await writeFile(path, 'the original');
    const stamp = stampOf(path);
    await rm(path);
    const file = virtualFile({ path: Buffer.from(path), stamp });
    await expect(file.retain()).rejects.toMatchObject({ code: 'EIO' });
    await expect(read(file, 13, 8)).rejects.toMatchObject({ code: 'EBADF' });
    const other = virtualFile({ path: Buffer.from(original), stamp: { ...stampOf(original), size: 1 } });
    await expect(other.retain()).rejects.toMatchObject({ code: 'EIO' });
  });

  it('that could not be retained is closed by as many releases as there were successes', async () => {
    const file = virtualFile();
    vi.spyOn(Original, 'open').mockRejectedValueOnce(new OverlayError('EIO', 'The disk is gone'));
    await expect(file.retain()).rejects.toThrow('The disk is gone');
    await file.retain();
    expect(await read(file, 13, 8)).toBe('original');
    await file.release();
    expect(await openFiles()).toEqual([]);
    await expect(read(file, 13, 8)).rejects.toMatchObject({ code: 'EBADF' });
  });

  it('opens each of its files once, and closes all with the last release', async () => {
    const file = virtualFile();
    await file.retain();
    await file.retain();
    for (let time = 0; time < 3; time += 1) expect(await read(file, 0, 21)).toBe('head:picture;original');
    expect((await openFiles()).toSorted()).toEqual([picture, original].toSorted());
    await file.release();
    expect(await openFiles()).toHaveLength(2);
    await file.release();
    expect(await openFiles()).toEqual([]);
  });

  it('whose picture is missing is an I/O error that names it, until the picture is there', async () => {
    const late = join(folder, 'late-cover');
    const file = virtualFile(null, late);
    await file.retain();
    await expect(read(file, 0, 13)).rejects.toMatchObject({
      code: 'EIO',
      message: `The picture ${late} cannot be opened`,
    });
    await writeFile(late, 'a picture');
    expect(await read(file, 0, 13)).toBe('head:picture;');
    await file.release();
  });

  it('opens its picture again after the last release', async () => {
    const file = virtualFile(null);
    await file.retain();
    expect(await read(file, 5, 7)).toBe('picture');
    await file.release();
    await file.retain();
    expect(await read(file, 5, 7)).toBe('picture');
    await file.release();
  });
});

describe('a virtual file with renumbered pages', () => {
  /** A stream of one page without content. */
  const page = Buffer.alloc(28);
  page.write('OggS', 'latin1');
  page[26] = 1;

  it('has its pages searched once, and again after a failure', async () => {
    const path = join(folder, 'stream');
    await writeFile(path, page);
    const segment: Segment = { kind: 'source', offset: 0, length: page.length, pageShift: 1 };
    const file = new VirtualFile({
      attributes: { inode: 1 } as Attributes,
      plan: { size: page.length, headerLength: 0, segments: [segment] },
      generation: 0,
      original: { path: Buffer.from(path), stamp: stampOf(path) },
      writable: true,
    });
    await file.retain();
    const reads = vi.spyOn(Original.prototype, 'read');
    // The bytes that a program reads come first, then the search.
    reads.mockImplementationOnce(async () => undefined).mockRejectedValueOnce(new OverlayError('EIO', 'broken'));
    await expect(read(file, 0, 28)).rejects.toThrow('broken');
    for (let time = 0; time < 3; time += 1) {
      const buffer = Buffer.alloc(28);
      await file.read(buffer, 28, 0);
      expect(buffer.readUInt32LE(18)).toBe(1);
    }
    expect(reads).toHaveBeenCalledTimes(2 + 1 + 3);
    await file.release();
  });
});
