import fs, { closeSync, openSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { readFully } from './read-fully.ts';

const newPath = temporaryPaths();
const CONTENT = Uint8Array.from({ length: 100 }, (_, i) => i + 1);

const opened: number[] = [];
afterEach(() => {
  opened.splice(0).forEach((descriptor) => closeSync(descriptor));
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

function open(): number {
  const path = newPath();
  writeFileSync(path, CONTENT);
  opened.push(openSync(path, 'r'));
  return opened.at(-1)!;
}

/** Makes the system return at most `most` bytes at once. */
function readInPieces(most: number): void {
  const original = fs.readSync as (...parameters: unknown[]) => number;
  vi.spyOn(fs as unknown as Record<'readSync', typeof original>, 'readSync').mockImplementation(
    (descriptor, bytes, offset, length, position) =>
      original(descriptor, bytes, offset, Math.min(most, length as number), position),
  );
  syncBuiltinESMExports();
}

describe('reading fully', () => {
  it.for([1, 7, 1000])('fills the bytes from a position on, %i bytes at a time', (most) => {
    const descriptor = open();
    readInPieces(most);
    const bytes = new Uint8Array(30);
    expect(readFully(descriptor, bytes, 20)).toBe(30);
    expect(bytes).toEqual(CONTENT.subarray(20, 50));
  });

  it('ends at the end of the file, and leaves the rest of the bytes', () => {
    const descriptor = open();
    readInPieces(7);
    const bytes = new Uint8Array(30).fill(0xff);
    expect(readFully(descriptor, bytes, 90)).toBe(10);
    expect([...bytes]).toEqual([...CONTENT.subarray(90), ...new Uint8Array(20).fill(0xff)]);
    expect([100, 1000].map((position) => readFully(descriptor, bytes, position))).toEqual([0, 0]);
  });

  it('reads nothing into an empty array', () => {
    expect(readFully(open(), new Uint8Array(0), 0)).toBe(0);
  });
});
