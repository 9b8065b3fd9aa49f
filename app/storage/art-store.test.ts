import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import {
  copiedPicturePath,
  identifyPicture,
  keepPicture,
  PictureError,
  picturePath,
  removePartialPictures,
  storeCopiedPicture,
  storePicture,
} from './art-store.ts';

function picture(extension: string): Buffer {
  const path = join(temporaryFolder(), `p.${extension}`);
  execFileSync('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=48x32:d=0.04',
    '-frames:v',
    '1',
    path,
  ]);
  return readFileSync(path);
}

describe('the art store', () => {
  it('stores a picture once, under the hash of its bytes', async () => {
    const library = temporaryFolder();
    const bytes = picture('png');
    const stored = await storePicture(library, bytes);
    await storePicture(library, bytes);
    expect(readFileSync(picturePath(library, stored.hash))).toEqual(bytes);
    expect(readdirSync(join(library, 'art', stored.hash.slice(0, 2)))).toEqual([stored.hash]);
    expect(stored).toMatchObject({ mime: 'image/png', width: 48, height: 32, length: bytes.length });
  });

  it('has a picture that is kept even where a collection has deleted it before its row was new', async () => {
    const library = temporaryFolder();
    const bytes = picture('png');
    const { hash } = await storePicture(library, bytes);
    const rows: unknown[] = [];
    const kept = await keepPicture(library, bytes, async (row) => {
      rmSync(picturePath(library, hash));
      rows.push(row);
    });
    expect(rows).toEqual([kept]);
    expect(readFileSync(picturePath(library, hash))).toEqual(bytes);
  });

  it('keeps copies of pictures of originals apart', async () => {
    const library = temporaryFolder();
    const { hash } = await storeCopiedPicture(library, picture('png'));
    expect([existsSync(picturePath(library, hash)), existsSync(copiedPicturePath(library, hash))]).toEqual([
      false,
      true,
    ]);
  });

  it('loses what a kill has left of pictures when that is old', async () => {
    const library = temporaryFolder();
    await removePartialPictures(library, Date.now());
    const { hash } = await storePicture(library, picture('png'));
    const [old, young] = ['7', '8'].map((process) => `${picturePath(library, hash)}.${process}.tmp`) as [
      string,
      string,
    ];
    for (const path of [old, young]) writeFileSync(path, 'part');
    utimesSync(old, 1000, 1000);
    await removePartialPictures(library, 1_000_001);
    expect(readdirSync(join(library, 'art', hash.slice(0, 2))).toSorted()).toEqual([hash, `${hash}.8.tmp`]);
  });

  it('reads the size of a JPEG from its frame header', () => {
    expect(identifyPicture(picture('jpg'))).toEqual({ mime: 'image/jpeg', width: 48, height: 32 });
  });

  it('refuses what is no picture', async () => {
    await expect(storePicture(temporaryFolder(), Buffer.from('<svg onload=alert(1)>'))).rejects.toThrow(PictureError);
  });

  it('survives every truncation of a picture', () => {
    const bytes = picture('jpg');
    for (let length = 0; length < Math.min(bytes.length, 700); length++) identifyPicture(bytes.subarray(0, length));
  });
});

describe('the kind of a picture', () => {
  const padded = (hex: string, length: number): Buffer =>
    Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(64)]).subarray(0, length);
  const PNG = '89504e470d0a1a0a0000000d494844520000012c000000c8';
  const GIF = '47494638396102000301';
  const WEBP = '52494646000000005745425056503820';

  it.each([
    ['PNG', PNG, 24, { mime: 'image/png', width: 300, height: 200 }],
    ['GIF', GIF, 10, { mime: 'image/gif', width: 2, height: 259 }],
    ['WebP', WEBP, 16, { mime: 'image/webp', width: 0, height: 0 }],
    ['JPEG', 'ffd8ffd9', 4, { mime: 'image/jpeg', width: 0, height: 0 }],
  ])('%s is known by its first bytes, as soon as there are enough', (_, hex, length, kind) => {
    expect(identifyPicture(padded(hex, length))).toEqual(kind);
    expect(identifyPicture(padded(hex, length + 1))).toEqual(kind);
    expect(identifyPicture(padded(hex, length - 1))).toBeNull();
  });

  it('is none of a RIFF file that is not WebP, of text, and of nothing', () => {
    expect(identifyPicture(padded('524946460000000057415645', 16))).toBeNull();
    expect(identifyPicture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    expect(identifyPicture(new Uint8Array())).toBeNull();
  });

  it('is read from a part of a larger buffer', () => {
    const bytes = Buffer.concat([Buffer.alloc(5), Buffer.from(GIF, 'hex')]).subarray(5);
    expect(identifyPicture(bytes)).toMatchObject({ mime: 'image/gif', width: 2 });
  });

  it.each([
    ['c0', { width: 258, height: 3 }],
    ['c2', { width: 258, height: 3 }],
    ['cf', { width: 258, height: 3 }],
    ['c4', { width: 0, height: 0 }],
    ['c8', { width: 0, height: 0 }],
    ['cc', { width: 0, height: 0 }],
    ['bf', { width: 0, height: 0 }],
    ['d0', { width: 0, height: 0 }],
  ])('JPEG takes its size from a segment with marker %s: %j', (marker, size) => {
    const segments = `ffd8 ffe0 0004 4a46 ff${marker} 000b 08 0003 0102 03000000 ffd9`.replaceAll(' ', '');
    expect(identifyPicture(Buffer.from(segments, 'hex'))).toEqual({ mime: 'image/jpeg', ...size });
  });

  it('JPEG has no size where its segments are broken', () => {
    expect(identifyPicture(padded('ffd800ffc0000b0800030102', 40))).toMatchObject({ width: 0, height: 0 });
  });
});

describe('the size of a WebP', () => {
  const plain = sharp({ create: { width: 300, height: 17, channels: 3, background: '#884422' } });

  it.each([
    ['lossy', () => plain.clone().webp()],
    ['lossless', () => plain.clone().webp({ lossless: true })],
    [
      'extended',
      () =>
        plain
          .clone()
          .webp()
          .withExif({ IFD0: { Artist: 'x' } }),
    ],
  ])('is read from a %s one, and from every part of it without harm', async (_, made) => {
    const bytes = await made().toBuffer();
    expect(identifyPicture(bytes)).toEqual({ mime: 'image/webp', width: 300, height: 17 });
    for (let length = 0; length < 64; length++) identifyPicture(bytes.subarray(0, length));
  });
});

describe('storing a picture', () => {
  const GIF = Buffer.from('GIF89a\x02\x00\x03\x00', 'latin1');

  it('answers what it is and lets its owner alone read it', async () => {
    const library = temporaryFolder();
    const stored = await storePicture(library, GIF);
    const hash = createHash('sha256').update(GIF).digest('hex');
    expect(stored).toEqual({ hash, mime: 'image/gif', width: 2, height: 3, length: 10 });
    expect(picturePath(library, hash)).toBe(join(library, 'art', hash.slice(0, 2), hash));
    expect(statSync(picturePath(library, hash)).mode & 0o777).toBe(0o600);
  });

  it('does not write one again that is there', async () => {
    const library = temporaryFolder();
    const { hash } = await storePicture(library, GIF);
    writeFileSync(picturePath(library, hash), 'kept');
    await storePicture(library, GIF);
    expect(readFileSync(picturePath(library, hash), 'utf8')).toBe('kept');
  });

  it('leaves no half of one behind when it fails', async () => {
    const library = temporaryFolder();
    const hash = createHash('sha256').update(GIF).digest('hex');
    const folder = join(library, 'art', hash.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    mkdirSync(`${picturePath(library, hash)}.${process.pid}.tmp`);
    await expect(storePicture(library, GIF)).rejects.toThrow('EISDIR');
    expect(existsSync(picturePath(library, hash))).toBe(false);
  });

  it('says what may be stored', async () => {
    await expect(storePicture(temporaryFolder(), Buffer.from('text'))).rejects.toMatchObject({
      name: 'PictureError',
      code: 'BAD_PICTURE',
      message: 'this is not a JPEG, PNG, GIF or WebP picture',
    });
  });
});
