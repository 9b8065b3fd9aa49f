import { expect, test } from 'vitest';
import { BLOCK, sampleBytes } from './audio-sample.ts';
import { strictSource } from './testing/sources.ts';

/** Samples audio in a file in which no two blocks are equal. */
function sampleOf(length: number, offset = 7): { parts: string[]; blocks: Buffer[]; file: Buffer } {
  const file = Buffer.from(Array.from({ length: offset + length + 5 }, (_, i) => (i * 7 + (i >> 9)) & 255));
  const blocks: Buffer[] = [];
  sampleBytes(strictSource(file), { audio: { offset, length } }, (part) => blocks.push(Buffer.from(part)));
  return { parts: blocks.map((block) => block.toString('latin1')), blocks, file };
}

test('short audio is taken whole, behind its length', () => {
  for (const length of [0, 1, 3 * BLOCK]) {
    const { parts, blocks, file } = sampleOf(length);
    expect(parts).toHaveLength(2);
    expect(parts[0]).toBe(`${length}:`);
    expect(blocks[1]).toEqual(file.subarray(7, 7 + length));
  }
});

test.each([
  [3 * BLOCK + 1, BLOCK],
  [3 * BLOCK + 2, BLOCK + 1],
  [10 * BLOCK, 4.5 * BLOCK],
])('of audio of %i bytes a block is taken at its beginning, at %i, and at its end', (length, middle) => {
  const { parts, blocks, file } = sampleOf(length);
  expect(parts).toHaveLength(4);
  expect(parts[0]).toBe(`${length}:`);
  const blockAt = (position: number): Buffer => file.subarray(7 + position, 7 + position + BLOCK);
  expect(blocks.slice(1)).toEqual([blockAt(0), blockAt(middle), blockAt(length - BLOCK)]);
});
