import { describe, expect, it } from 'vitest';
import { unsynchronise } from '../testing/id3-bytes.ts';
import { seededRandom } from '../testing/sources.ts';
import { rawIndex, rawRanges, resynchronise } from './unsynchronisation.ts';

/** Bytes of which every third is $FF or zero. */
function bytesWithSync(random: (below: number) => number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => [0xff, 0, random(256)][random(3)] as number));
}

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
