import { describe, expect, it } from 'vitest';
import { PlanBuilder } from '../plan-builder.ts';
import type { PictureRef } from '../layout.ts';
import { coverOf } from '../testing/layouts.ts';
import { strictSource } from '../testing/sources.ts';
import { inPlace, Window } from '../window.ts';
import { base64Picture, blockPicture, parsePictureHead } from './picture-block.ts';
import { pictureHeadLength, writePictureHead } from './write-picture.ts';

function headOf(picture = coverOf(5)): Buffer {
  const builder = new PlanBuilder();
  writePictureHead(builder, picture);
  return builder.take();
}

/** The same by hand: type, MIME type, description, width, height, depth, colours, length of the image. */
const HEAD = Buffer.concat([
  Buffer.from([0, 0, 0, 3, 0, 0, 0, 9]),
  Buffer.from('image/png'),
  Buffer.from([0, 0, 0, 2, 0xc3, 0xa9]),
  Buffer.from([0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 5]),
]);
const BLOCK = Buffer.concat([HEAD, Buffer.from('image')]);
const KNOWN = { type: 3, mime: 'image/png', description: 'é', width: 0x0102, height: 0x0304, depth: 24 };

const blockAt = (bytes: Buffer, begin = 0, end = bytes.length): PictureRef | null =>
  blockPicture(new Window(strictSource(bytes)), begin, end);
const textAt = (block: Buffer, bare = false): PictureRef | null => {
  const bytes = Buffer.from(`..${block.toString('base64')}..`);
  return base64Picture(new Window(strictSource(bytes)), 2, bytes.length - 2, inPlace, bare);
};

describe('the head of a picture structure', () => {
  it('is written field by field, and has the length that writers count with', () => {
    expect(headOf()).toEqual(HEAD);
    expect(pictureHeadLength(coverOf(5))).toBe(32 + 9 + 2);
  });

  it('has 32 bytes at least', () => {
    const numbers = [3, 0, 0, 1, 2, 24, 256, 7];
    const bytes = Buffer.alloc(32);
    numbers.forEach((number, k) => bytes.writeUInt32BE(number, k * 4));
    expect(parsePictureHead(bytes, 0, 32)).toEqual({
      type: 3,
      mime: '',
      description: '',
      width: 1,
      height: 2,
      depth: 24,
      headLength: 32,
      bodyLength: 7,
    });
    expect(parsePictureHead(bytes, 0, 31)).toBeNull();
    expect(parsePictureHead(bytes, 1, 32)).toBeNull();
  });

  it('is read as it was written, from anywhere', () => {
    const bytes = Buffer.concat([Buffer.from('xyz'), HEAD]);
    expect(parsePictureHead(bytes, 3, bytes.length)).toEqual({ ...KNOWN, headLength: HEAD.length, bodyLength: 5 });
  });

  it('is not read where the bytes end inside it', () => {
    for (let length = 0; length < HEAD.length; length += 1) {
      expect(parsePictureHead(HEAD.subarray(0, length), 0, length)).toBeNull();
    }
    const claims = Buffer.from(HEAD);
    for (const length of [10, 11, 12, 30, 31, 32, 33, 34, 35, 36, 0xffff_ffff]) {
      claims.writeUInt32BE(length, 4);
      expect(parsePictureHead(claims, 0, claims.length)).toBeNull();
    }
  });
});

describe('the picture of a FLAC block', () => {
  it('lies behind its head', () => {
    const bytes = Buffer.concat([Buffer.from('head'), BLOCK, Buffer.from('rest')]);
    expect(blockAt(bytes, 4, 4 + BLOCK.length)).toEqual({
      ...KNOWN,
      location: { offset: 4 + HEAD.length, length: 5 },
      encoding: 'raw',
    });
  });

  it('has a MIME type in its usual spelling', () => {
    const block = Buffer.concat([headOf(coverOf(5, { mime: 'JPG' })), Buffer.from('image')]);
    expect(blockAt(block)?.mime).toBe('image/jpeg');
  });

  it('is none where it is empty, longer than the block, or an address', () => {
    expect(blockAt(headOf(coverOf(0)))).toBeNull();
    expect(blockAt(BLOCK.subarray(0, -1))).toBeNull();
    expect(blockAt(Buffer.concat([headOf(coverOf(5, { mime: '-->' })), Buffer.from('image')]))).toBeNull();
    expect(blockAt(HEAD.subarray(0, 20))).toBeNull();
  });

  it('may have a description of up to 64 KiB', () => {
    const block = (length: number): Buffer =>
      Buffer.concat([headOf(coverOf(5, { description: 'x'.repeat(length) })), Buffer.from('image')]);
    expect(blockAt(block(1000))?.description).toHaveLength(1000);
    const most = 64 * 1024 - 32 - 'image/png'.length;
    expect(blockAt(block(most))?.description).toHaveLength(most);
    expect(blockAt(block(most + 1))).toBeNull();
  });
});

describe('a picture in base64', () => {
  it('says where its text lies and how long its head is', () => {
    const length = Math.ceil(BLOCK.length / 3) * 4;
    expect(textAt(BLOCK)).toEqual({
      ...KNOWN,
      location: { offset: 2, length },
      encoding: 'base64',
      skip: HEAD.length,
      bodyLength: 5,
    });
  });

  it('may be an image alone', () => {
    expect(textAt(Buffer.from('image'), true)).toEqual({
      type: 3,
      mime: 'image/jpeg',
      description: '',
      location: { offset: 2, length: 8 },
      encoding: 'base64',
    });
  });

  it('says the parts that it is broken into', () => {
    const bytes = Buffer.from(BLOCK.toString('base64'));
    const parts = [
      { offset: 100, length: 30 },
      { offset: 200, length: bytes.length - 30 },
    ];
    const window = new Window(strictSource(bytes));
    const picture = base64Picture(window, 0, bytes.length, () => parts, false);
    expect(picture).toMatchObject({ parts, location: { offset: 100, length: 200 + bytes.length - 30 - 100 } });
    expect(base64Picture(window, 0, bytes.length, () => parts, true)).toMatchObject({ parts });
    expect(base64Picture(window, 0, bytes.length, () => [], false)).toBeNull();
  });

  it('is none where it is empty, cut off, or an address', () => {
    expect(textAt(headOf(coverOf(0)))).toBeNull();
    expect(textAt(Buffer.concat([headOf(coverOf(50)), Buffer.from('image')]))).toBeNull();
    expect(textAt(Buffer.concat([headOf(coverOf(5, { mime: '-->' })), Buffer.from('image')]))).toBeNull();
    expect(textAt(HEAD.subarray(0, 20))).toBeNull();
    expect(textAt(Buffer.alloc(0))).toBeNull();
    expect(textAt(Buffer.alloc(0), true)).toBeNull();
  });

  it('is none where it says one byte more than its text holds', () => {
    expect(BLOCK.length % 3).toBe(0);
    expect(textAt(BLOCK)).not.toBeNull();
    expect(textAt(Buffer.concat([headOf(coverOf(6)), Buffer.from('image')]))).toBeNull();
  });

  it('may have a description of up to 64 KiB', () => {
    const described = (length: number) =>
      textAt(Buffer.concat([headOf(coverOf(5, { description: 'x'.repeat(length) })), Buffer.from('image')]))
        ?.description;
    expect(described(1000)).toHaveLength(1000);
    // Four characters of text are three bytes: 64 KiB are rounded up to that.
    const most = 64 * 1024 + 2 - 32 - 'image/png'.length;
    expect(described(most)).toHaveLength(most);
    expect(described(most + 1)).toBeUndefined();
  });
});
