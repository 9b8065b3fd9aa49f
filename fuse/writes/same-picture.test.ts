import { describe, expect, it } from 'vitest';
import { PIECE } from '../formats/audio-comparison.ts';
import type { ByteRange, Layout, PictureRef } from '../formats/layout.ts';
import { LONGEST_PICTURE, LongPictureError } from '../formats/picture-body.ts';
import type { ReadFile } from './read-file.ts';
import { isSamePicture } from './same-picture.ts';

function fileOf(bytes: Buffer): ReadFile {
  return {
    source: { size: bytes.length, read: (position, length) => bytes.subarray(position, position + length) },
    async read(buffer, offset, length, position) {
      expect(length).toBeLessThanOrEqual(PIECE);
      expect(bytes.copy(buffer, offset, position, position + length)).toBe(length);
    },
    layout: {} as Layout,
  };
}

const picture = (given: Partial<PictureRef>): PictureRef => ({
  type: 3,
  mime: '',
  description: '',
  location: { offset: 0, length: 0 },
  encoding: 'raw',
  ...given,
});

/** Bytes at a place in a file of their own. */
function placed(bytes: Buffer, offset = 0, given: Partial<PictureRef> = {}): [ReadFile, PictureRef] {
  const file = fileOf(Buffer.concat([Buffer.alloc(offset, 0x55), bytes, Buffer.alloc(9)]));
  return [file, picture({ location: { offset, length: bytes.length }, ...given })];
}

const BYTES = Buffer.from(Array.from({ length: 2 * PIECE + 100 }, (_, index) => (index * 7) & 0xff));

describe('a picture', () => {
  it('is the same with the same bytes, wherever it stands', async () => {
    expect(await isSamePicture(...placed(BYTES, 3), ...placed(BYTES, 17))).toBe(true);
    for (const at of [0, PIECE - 1, PIECE, 2 * PIECE + 99]) {
      const other = Buffer.from(BYTES);
      other[at]! ^= 1;
      expect(await isSamePicture(...placed(BYTES), ...placed(other))).toBe(false);
    }
    expect(await isSamePicture(...placed(BYTES), ...placed(BYTES.subarray(1)))).toBe(false);
  });

  it('is the same in parts that are cut in other places', async () => {
    const inParts = (...cuts: number[]): [ReadFile, PictureRef] => {
      const parts: ByteRange[] = [];
      const bytes: Buffer[] = [];
      let offset = 0;
      for (const [index, cut] of [...cuts, BYTES.length].entries()) {
        const part = BYTES.subarray(cuts[index - 1] ?? 0, cut);
        parts.push({ offset, length: part.length });
        bytes.push(part, Buffer.from('foreign'));
        offset += part.length + 7;
      }
      return [fileOf(Buffer.concat(bytes)), picture({ parts })];
    };
    expect(await isSamePicture(...inParts(10, PIECE + 5), ...placed(BYTES))).toBe(true);
    expect(await isSamePicture(...inParts(10, PIECE + 5), ...inParts(2 * PIECE))).toBe(true);
  });

  it('is the same where it is encoded in other ways', async () => {
    const body = Buffer.from([1, 0xff, 0, 2]);
    const unsynchronised = placed(Buffer.from([1, 0xff, 0, 0, 2]), 1, { encoding: 'unsynchronised' });
    const base64 = placed(Buffer.from(body.toString('base64')), 2, { encoding: 'base64' });
    const head = Buffer.concat([Buffer.from([0, 0, 0, 4]), body]).toString('base64');
    const block = placed(Buffer.from(head), 2, { encoding: 'base64', skip: 4 });
    for (const one of [unsynchronised, base64, block]) {
      expect(await isSamePicture(...one, ...placed(body))).toBe(true);
      expect(await isSamePicture(...placed(body), ...one)).toBe(true);
      expect(await isSamePicture(...one, ...base64)).toBe(true);
      expect(await isSamePicture(...one, ...placed(Buffer.from([1, 0xff, 0, 3])))).toBe(false);
    }
    const other = placed(Buffer.from(Buffer.from([1, 0xff, 0, 3]).toString('base64')), 2, { encoding: 'base64' });
    expect(await isSamePicture(...base64, ...other)).toBe(false);
  });

  it('may be longer than what is read into memory, unless it has to be decoded', async () => {
    const length = LONGEST_PICTURE + 1;
    const zeros: ReadFile = {
      source: { size: length, read: () => Buffer.alloc(0) },
      read: async (buffer, offset, count) => void buffer.fill(0, offset, offset + count),
      layout: {} as Layout,
    };
    const long = picture({ location: { offset: 0, length } });
    expect(await isSamePicture(zeros, long, zeros, long)).toBe(true);
    const encoded = picture({ location: { offset: 0, length }, encoding: 'base64' });
    await expect(isSamePicture(zeros, long, zeros, encoded)).rejects.toBeInstanceOf(LongPictureError);
  });
});
