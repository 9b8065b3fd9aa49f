import { expect, it } from 'vitest';
import type { ByteSource } from './layout.ts';
import { READ_LENGTH, readBytes } from './read-audio.ts';
import { strictSource } from './testing/sources.ts';

/** A file in which no two blocks are equal. */
const fileOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 7 + (i >> 9)) & 255));

/** The parts that are read of the audio behind seven bytes and in front of five. */
function partsOf(source: ByteSource, length: number): Buffer[] {
  const parts: Buffer[] = [];
  readBytes(source, { audio: { offset: 7, length }, detail: {} }, (part) => parts.push(Buffer.from(part)));
  return parts;
}

it('reads all of the audio and nothing else, in parts of a bounded length', () => {
  for (const length of [0, 1, READ_LENGTH - 1, READ_LENGTH, READ_LENGTH + 1, 3 * READ_LENGTH]) {
    const file = fileOf(7 + length + 5);
    const parts = partsOf(strictSource(file), length);
    expect(Buffer.concat(parts).equals(file.subarray(7, 7 + length)), `${length} bytes`).toBe(true);
    expect(parts).toHaveLength(Math.ceil(length / READ_LENGTH));
    expect(parts.every((part) => part.length <= READ_LENGTH)).toBe(true);
  }
});

it('goes on behind a short read, and ends where the file does', () => {
  const file = fileOf(100);
  const source = { size: 100, read: (at: number, length: number) => file.subarray(at, at + Math.min(length, 30)) };
  expect(Buffer.concat(partsOf(source, 200))).toEqual(file.subarray(7));
});
