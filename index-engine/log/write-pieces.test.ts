import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { writePieces } from './write-pieces.ts';

const newPath = temporaryPaths();
const opened: FileHandle[] = [];
afterEach(() => Promise.all(opened.splice(0).map((file) => file.close())));

async function openNew(): Promise<{ path: string; file: FileHandle }> {
  const path = newPath();
  const file = await open(path, 'w');
  opened.push(file);
  return { path, file };
}

/** Makes the system write at most `most` bytes at once. */
function writeInParts(file: FileHandle, most: number): void {
  vi.spyOn(file, 'writev').mockImplementation((async (pieces: Uint8Array[], position: number) => {
    const { bytesWritten } = await file.write(Buffer.concat(pieces).subarray(0, most), 0, null, position);
    return { bytesWritten, buffers: pieces };
  }) as FileHandle['writev']);
}

const PIECES = ['one', '', 'two', 'three', '', 'x', ''].map((text) => Buffer.from(text));

describe('writing pieces', () => {
  it('puts them one after the other, from a position on', async () => {
    const { path, file } = await openNew();
    await file.write('....');
    expect(await writePieces(file, PIECES, 2)).toBe(14);
    expect(readFileSync(path, 'utf8')).toBe('..onetwothreex');
  });

  it.for([1, 2, 3, 4, 100])('goes on where the system stopped, %i bytes at a time', async (most) => {
    const { path, file } = await openNew();
    writeInParts(file, most);
    expect(await writePieces(file, PIECES, 0)).toBe(12);
    expect(readFileSync(path, 'utf8')).toBe('onetwothreex');
  });

  it.for([
    [0, []],
    [1, [1]],
    [1023, [1023]],
    [1024, [1024]],
    [1025, [1024, 1]],
    [2048, [1024, 1024]],
    [2050, [1024, 1024, 2]],
  ] as const)('passes the system at most 1024 pieces at once: %i in all', async ([count, calls]) => {
    const { path, file } = await openNew();
    const writev = vi.spyOn(file, 'writev');
    const pieces = Array.from({ length: count }, (_, i) => Buffer.from(`${i},`));
    const end = await writePieces(file, pieces, 0);
    expect(writev.mock.calls.map(([passed]) => passed.length)).toEqual(calls);
    expect(readFileSync(path)).toEqual(Buffer.concat(pieces));
    expect(end).toBe(Buffer.concat(pieces).length);
  });
});
