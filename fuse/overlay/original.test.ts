import { appendFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Original } from './original.ts';
import { stampOf } from './testing/stamp-of.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-original-'));
  path = join(folder, 'song.flac');
  await writeFile(path, 'music that was scanned');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('an original', () => {
  it('that is as it was scanned can be read, also when its disk has another number now', async () => {
    const original = await Original.open(Buffer.from(path), { ...stampOf(path), device: 12_345n });
    const buffer = Buffer.alloc(10, '.');
    await original.read(buffer, 2, 5, 6);
    expect(buffer.toString()).toBe('..that ...');
    await original.close();
  });

  it.each([
    ['size', { size: 3 }],
    ['inode', { inode: 1n }],
    ['time of its content', { mtimeNs: 1n }],
    ['time of its change', { ctimeNs: 1n }],
  ])('with another %s than was scanned cannot be opened', async (_what, change) => {
    await expect(Original.open(Buffer.from(path), { ...stampOf(path), ...change })).rejects.toMatchObject({
      code: 'EIO',
      message: `${path} has changed since it was scanned. Scan its folder again.`,
    });
  });

  it('that is gone cannot be opened, and the message says what to do', async () => {
    const stamp = stampOf(path);
    await rm(path);
    const failure = await Original.open(Buffer.from(path), stamp).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'EIO', cause: { code: 'ENOENT' } });
    expect(failure).toHaveProperty('message', expect.stringMatching(/song\.flac cannot be opened: .*ENOENT.*again\./));
  });

  it('is verified again when the last time is half a second ago, and not before', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const original = await Original.open(Buffer.from(path), stampOf(path));
    await utimes(path, 1, 1);
    now.mockReturnValue(1500);
    await original.read(Buffer.alloc(5), 0, 5, 0);
    now.mockReturnValue(1501);
    await expect(original.read(Buffer.alloc(5), 0, 5, 0)).rejects.toMatchObject({ code: 'EIO' });
    await original.close();
  });

  it('that passed the verification is trusted for another half a second', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const original = await Original.open(Buffer.from(path), stampOf(path));
    now.mockReturnValue(2000);
    await original.read(Buffer.alloc(5), 0, 5, 0);
    await utimes(path, 1, 1);
    now.mockReturnValue(2500);
    await original.read(Buffer.alloc(5), 0, 5, 0);
    now.mockReturnValue(2501);
    await expect(original.read(Buffer.alloc(5), 0, 5, 0)).rejects.toMatchObject({ code: 'EIO' });
    await original.close();
  });

  it('whose stamp cannot be read any more is not served, and the message says why', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const original = await Original.open(Buffer.from(path), stampOf(path));
    await original.close();
    now.mockReturnValue(10_000);
    const failure = await original.read(Buffer.alloc(5), 0, 5, 0).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'EIO', cause: { code: 'EBADF' } });
    expect(failure).toHaveProperty('message', expect.stringContaining(`${path} cannot be examined: `));
  });

  it('cannot be read once it is closed', async () => {
    const original = await Original.open(Buffer.from(path), stampOf(path));
    await original.close();
    await expect(original.read(Buffer.alloc(5), 0, 5, 0)).rejects.toMatchObject({
      code: 'EIO',
      message: expect.stringContaining(`${path} cannot be read: `),
    });
  });

  it('that is replaced or grows behind an open handle fails at the next verification', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const original = await Original.open(Buffer.from(path), stampOf(path));
    await appendFile(path, 'more');
    await rename(path, `${path}.old`);
    now.mockReturnValue(10_000);
    await expect(original.read(Buffer.alloc(5), 0, 5, 0)).rejects.toThrow('has changed since it was scanned');
    await original.close();
  });
});
