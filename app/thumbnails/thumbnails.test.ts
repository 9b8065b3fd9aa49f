import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { isThumbnailSize, Thumbnails } from './thumbnails.ts';

const PROGRAM = new URL('../../main/thumbnails.ts', import.meta.url);
const HASH = createHash('sha256').update('a picture').digest('hex');

let library: string;
let thumbnails: Thumbnails;
let picture: Buffer;
beforeAll(async () => {
  picture = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer();
});
beforeEach(() => {
  library = temporaryFolder();
  thumbnails = new Thumbnails(library, PROGRAM);
});
afterEach(() => thumbnails.close());

/** Reads the picture, and counts how often. */
function reader(bytes: Uint8Array = picture) {
  const counted = {
    times: 0,
    read: async () => {
      counted.times++;
      return bytes;
    },
  };
  return counted;
}

function kept(): string[] {
  return readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

describe('thumbnails', () => {
  it('are made once, and kept for this user alone', async () => {
    const { read } = reader();
    const made = await thumbnails.get(HASH, 256, read);
    expect(await sharp(made!).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    const again = reader();
    expect(await thumbnails.get(HASH, 256, again.read)).toEqual(Buffer.from(made!));
    expect(again.times).toBe(0);
    expect(kept()).toEqual([join(library, 'thumbnails', '256', HASH.slice(0, 2), `${HASH}.webp`)]);
    expect(statSync(kept()[0]!).mode & 0o777).toBe(0o600);
  });

  it('are made once where several requests come at a time', async () => {
    const counted = reader();
    const made = await Promise.all([1, 2, 3].map(() => thumbnails.get(HASH, 96, counted.read)));
    expect(counted.times).toBe(1);
    expect(new Set(made.map((bytes) => Buffer.from(bytes!).toString('hex'))).size).toBe(1);
  });

  it('are apart by their size', async () => {
    const { read } = reader();
    const [small, large] = [await thumbnails.get(HASH, 96, read), await thumbnails.get(HASH, 512, read)];
    expect((await sharp(small!).metadata()).width).toBe(96);
    expect((await sharp(large!).metadata()).width).toBe(512);
  });

  it('are null for what cannot be read, and nothing is kept', async () => {
    expect(await thumbnails.get(HASH, 96, reader(Buffer.from('no picture')).read)).toBeNull();
    expect(kept()).toEqual([]);
    expect(await thumbnails.get(HASH, 96, reader().read)).not.toBeNull();
  });

  it('are made also where they cannot be kept', async () => {
    writeFileSync(join(library, 'thumbnails'), 'not a folder');
    expect(await thumbnails.get(HASH, 96, reader().read)).not.toBeNull();
  });

  it('fail where the picture cannot be got', async () => {
    await expect(thumbnails.get(HASH, 96, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await thumbnails.get(HASH, 96, reader().read)).not.toBeNull();
  });

  it('survive a child that crashes', async () => {
    const program = join(library, 'crash.mjs');
    writeFileSync(program, `process.on('message', () => process.kill(process.pid, 'SIGSEGV'));`);
    const crashing = new Thumbnails(library, program);
    expect(await crashing.get(HASH, 96, reader().read)).toBeNull();
    await crashing.close();
  });

  it('are served from what an earlier process has kept', async () => {
    mkdirSync(join(library, 'thumbnails', '96', HASH.slice(0, 2)), { recursive: true });
    writeFileSync(join(library, 'thumbnails', '96', HASH.slice(0, 2), `${HASH}.webp`), 'kept');
    expect(Buffer.from((await thumbnails.get(HASH, 96, reader().read))!).toString()).toBe('kept');
    expect(readFileSync(kept()[0]!, 'utf8')).toBe('kept');
  });
});

it('names the sizes of thumbnails', () => {
  expect([95, 96, 256, 512, 1024, 1025, NaN].filter(isThumbnailSize)).toEqual([96, 256, 512, 1024]);
});
