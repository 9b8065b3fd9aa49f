import { describe, expect, it } from 'vitest';
import { unsynchronise } from '../testing/id3-bytes.ts';
import { seededRandom } from '../testing/sources.ts';
import { rawIndex, rawRanges, resynchronise } from './unsynchronisation.ts';

/** Bytes of which every third is $FF or zero. */
function bytesWithSync(random: (below: number) => number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => [0xff, 0, random(256)][random(3)] as number));
}

/** Worked out by hand from section 6.1 of the ID3v2.4 structure. */
describe('a zero behind $FF', () => {
  it.each([
    ['', '', []],
    ['00', '00', []],
    ['ff', 'ff', []],
    ['ff00', 'ff', [1]],
    ['ff00e0', 'ffe0', [1]],
    ['ff0000', 'ff00', [1]],
    ['ff01', 'ff01', []],
    ['00ff', '00ff', []],
    ['ffff00', 'ffff', [2]],
    ['ff00ff00', 'ffff', [1, 2]],
    ['41ff00ff0042ff00', '41ffff42ff', [2, 3, 5]],
  ])('is taken out of %s', (raw, bytes, cuts) => {
    const result = resynchronise(Buffer.from(raw, 'hex'));
    expect(result.bytes.toString('hex')).toBe(bytes);
    expect(result.cuts).toEqual(cuts);
  });

  it('is taken out of a copy', () => {
    const raw = Buffer.from('ff00e0', 'hex');
    resynchronise(raw);
    expect(raw.toString('hex')).toBe('ff00e0');
  });

  it('puts bytes behind it further back in the file', () => {
    const cuts = [2, 3, 5];
    expect([0, 1, 2, 3, 4, 5, 6].map((index) => rawIndex(cuts, index))).toEqual([0, 1, 3, 5, 6, 8, 9]);
    expect(rawIndex([], 7)).toBe(7);
  });

  it('parts what stood around it', () => {
    const ranges = (from: number, to: number): [number, number][] =>
      rawRanges([2, 3, 5], from, to, 100).map(({ offset, length }) => [offset, length]);
    expect(ranges(0, 6)).toEqual([
      [100, 2],
      [103, 1],
      [105, 2],
      [108, 1],
    ]);
    expect(ranges(0, 2)).toEqual([[100, 2]]);
    expect(ranges(1, 3)).toEqual([
      [101, 1],
      [103, 1],
    ]);
    expect(ranges(2, 3)).toEqual([[103, 1]]);
    expect(ranges(4, 5)).toEqual([[106, 1]]);
    expect(ranges(5, 9)).toEqual([[108, 4]]);
    expect(ranges(3, 3)).toEqual([]);
    expect(ranges(0, 0)).toEqual([]);
  });
});

describe('resynchronise', () => {
  it('undoes unsynchronisation', () => {
    const random = seededRandom(1);
    for (let length = 0; length < 200; length += 1) {
      const bytes = bytesWithSync(random, length);
      expect(Buffer.from(resynchronise(unsynchronise(bytes)).bytes)).toEqual(bytes);
    }
  });

  it('says where every byte and every range lies in the unsynchronised bytes', () => {
    const random = seededRandom(2);
    for (let round = 0; round < 200; round += 1) {
      const bytes = bytesWithSync(random, 60);
      const raw = unsynchronise(bytes);
      const { cuts } = resynchronise(raw);
      for (let i = 0; i < bytes.length; i += 1) expect(raw[rawIndex(cuts, i)]).toBe(bytes[i]);
      const from = random(60);
      const to = from + random(60 - from);
      const gathered = Buffer.concat(
        rawRanges(cuts, from, to, 1000).map(({ offset, length }) =>
          raw.subarray(offset - 1000, offset - 1000 + length),
        ),
      );
      expect(gathered).toEqual(bytes.subarray(from, to));
    }
  });
});
