import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { StoredPicture } from '../storage/art-store.ts';
import { storeArt, type ArtStoreParts } from './store-art.ts';

/** The header of a GIF of 20 × 30 pixels, and of one of 2 × 3. */
const GIF = Buffer.from('GIF89a\x14\x00\x1e\x00', 'latin1');
const SMALL = Buffer.from('GIF89a\x02\x00\x03\x00', 'latin1');

let folder: string;
let recorded: StoredPicture[];
let reply: Awaited<ReturnType<ArtStoreParts['fit']>>;

beforeEach(() => {
  folder = temporaryFolder();
  recorded = [];
  reply = { bytes: SMALL };
});

const store = (source: Parameters<typeof storeArt>[1], fit = false, limits = { mostBytes: 10, mostPixels: 30 }) =>
  storeArt(
    { library: folder, limits, fit: async () => reply, addPicture: async (picture) => void recorded.push(picture) },
    source,
    fit,
  );

describe('a picture that is taken into the art store', () => {
  it('is recorded, and may be as large as the limits', async () => {
    expect(await store({ bytes: GIF })).toMatchObject({ width: 20, height: 30, length: 10, scaled: false });
    expect(recorded).toMatchObject([{ mime: 'image/gif', length: 10 }]);
  });

  it.each([
    [{ mostBytes: 9, mostPixels: 30 }, 'the picture has 10 bytes; art.most-bytes allows 9; --fit scales it down'],
    [
      { mostBytes: 10, mostPixels: 29 },
      'the picture has 20 × 30 pixels; art.most-pixels allows 29; --fit scales it down',
    ],
  ])('is refused beyond %j, and nothing is recorded', async (limits, message) => {
    await expect(store({ bytes: GIF }, false, limits)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE', message });
    expect(recorded).toEqual([]);
  });

  it('is scaled down where that is asked for, or refused with the reason', async () => {
    const limits = { mostBytes: 10, mostPixels: 29 };
    expect(await store({ bytes: GIF }, true, limits)).toMatchObject({ width: 2, height: 3, scaled: true });
    reply = { error: 'it is broken' };
    await expect(store({ bytes: GIF }, true, limits)).rejects.toThrow('and cannot be scaled down: it is broken');
  });

  it('is read from a file, whose name errors tell', async () => {
    const path = join(folder, 'a.gif');
    writeFileSync(path, GIF);
    expect(await store({ path })).toMatchObject({ length: 10 });
    expect(await store({ path: 'shown', pathBase64: Buffer.from(path).toString('base64') })).toMatchObject({
      length: 10,
    });
    await expect(store({ path: join(folder, 'b.gif') })).rejects.toMatchObject({
      code: 'ENOENT',
      path: join(folder, 'b.gif'),
    });
    writeFileSync(path, 'text');
    await expect(store({ path })).rejects.toThrow(`${path} is not a JPEG, PNG, GIF or WebP picture`);
  });

  it('is not read from what is no file, or is too long to be a picture', async () => {
    await expect(store({ path: folder })).rejects.toMatchObject({
      code: 'BAD_PICTURE',
      message: `${folder} is not a file`,
    });
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(store({ path: pipe })).rejects.toThrow('is not a file');
    const long = join(folder, 'long.gif');
    writeFileSync(long, GIF);
    truncateSync(long, 64 * 1024 * 1024 + 1);
    await expect(store({ path: long })).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE', path: long });
  });
});
