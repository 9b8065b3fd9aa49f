import { afterAll, describe, expect, it } from 'vitest';
import { audioFolder } from '../formats/testing/audio.ts';
import { seededRandom } from '../formats/testing/sources.ts';
import { servableKinds, serveFile } from './testing/served-file.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

/** Reads per file. */
const READS = 400;

describe.each(servableKinds(folder))('a %s file with another header', (kind) => {
  it.each([7, 8, 9])('gives at every offset and length what its plan says (seed %i)', async (seed) => {
    const { served, shown } = await serveFile(folder, kind, seed);
    try {
      expect(shown.length).toBe(served.plan.size);
      const borders = [0];
      for (const segment of served.plan.segments) {
        borders.push((borders.at(-1) ?? 0) + (segment.kind === 'bytes' ? segment.bytes.length : segment.length));
      }
      expect(borders.at(-1)).toBe(shown.length);
      const random = seededRandom(seed);
      for (let read = 0; read < READS; read += 1) {
        // Half of them around the borders of segments, some past the end.
        const border = borders[random(borders.length)] as number;
        const position = read % 2 === 0 ? random(shown.length + 20) : Math.max(0, border - 10 + random(20));
        const length = random(random(3) === 0 ? 100_000 : 50);
        const buffer = Buffer.alloc(length, 0xee);
        const count = await served.read(buffer, length, position);
        const expected = shown.subarray(position, position + length);
        expect([position, length, count]).toEqual([position, length, expected.length]);
        expect(buffer.subarray(0, count).equals(expected)).toBe(true);
      }
    } finally {
      await served.release();
    }
  });
});
