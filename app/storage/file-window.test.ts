import { appendFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { FileWindow } from './file-window.ts';

const SIZE = 200_000;
/** Bytes that tell their position. */
const content = Buffer.from(Uint32Array.from({ length: SIZE / 4 }, (_, i) => i).buffer);

let path: string;
let window: FileWindow;
const read = (position: number, length: number): Buffer => Buffer.from(window.read(position, length));

beforeEach(() => {
  path = join(temporaryFolder(), 'file');
  writeFileSync(path, content);
  window = new FileWindow();
});
afterEach(() => window.close());

describe('a window on a file', () => {
  it('gives the size and stamp of the file', () => {
    const stats = window.open(Buffer.from(path));
    expect(window.size).toBe(SIZE);
    expect(stats.size).toBe(BigInt(SIZE));
    expect(stats.isFile()).toBe(true);
  });

  it('tells whether the file has been changed since it was opened', () => {
    const stats = window.open(Buffer.from(path));
    expect(window.isStill(stats)).toBe(true);
    appendFileSync(path, 'x');
    expect(window.isStill(stats)).toBe(false);
    expect(window.isStill(window.stats())).toBe(true);
    utimesSync(path, 1, 1);
    const longAgo = window.stats();
    expect(window.isStill(longAgo)).toBe(true);
    for (const change of [{ size: 1n }, { mtimeNs: 1_000_000_001n }, { ctimeNs: 5n }, { ino: 7n }]) {
      expect(window.isStill(Object.assign(window.stats(), change)), Object.keys(change)[0]).toBe(false);
    }
  });

  it('knows a file of before 1970 again', () => {
    utimesSync(path, -1.25, -1.25);
    const stats = window.open(Buffer.from(path));
    expect(window.isStill(stats)).toBe(true);
    utimesSync(path, -1.5, -1.5);
    expect(window.isStill(stats)).toBe(false);
  });

  it.each([
    [0, 10],
    [4095, 1],
    [4095, 2],
    [4096, 16],
    [0, 65_536],
    [100, 65_536],
    [0, 65_537],
    [1, SIZE - 1],
    [150_000, 20_000],
    [SIZE - 1, 1],
    [16_000, 16_384],
  ])('reads from %i, %i bytes', (position, length) => {
    window.open(Buffer.from(path));
    expect(read(position, length)).toEqual(content.subarray(position, position + length));
  });

  it('reads forth and back', () => {
    window.open(Buffer.from(path));
    for (const position of [0, 190_000, 5000, 5004, 20_000, 21_384, 4996, 0, 65_535, 131_071]) {
      expect(read(position, 100)).toEqual(content.subarray(position, position + 100));
    }
  });

  it('reads what there is at the end, and nothing behind it or before the beginning', () => {
    window.open(Buffer.from(path));
    expect(read(SIZE - 5, 100)).toEqual(content.subarray(SIZE - 5));
    expect(read(SIZE, 1)).toHaveLength(0);
    expect(read(SIZE + 10, 1)).toHaveLength(0);
    expect(read(-1, 10)).toHaveLength(0);
    expect(read(0, 0)).toHaveLength(0);
  });

  it('reads less of a file that was truncated since it was opened', () => {
    window.open(Buffer.from(path));
    truncateSync(path, 100_000);
    expect(read(99_990, 100)).toEqual(content.subarray(99_990, 100_000));
    expect(read(0, 150_000)).toEqual(content.subarray(0, 100_000));
    expect(read(120_000, 10)).toHaveLength(0);
  });

  it('serves one file after the other', () => {
    const other = join(temporaryFolder(), 'other');
    writeFileSync(other, 'other');
    window.open(Buffer.from(path));
    read(100_000, 10);
    window.close();
    window.open(Buffer.from(other));
    expect(window.size).toBe(5);
    expect(read(0, 100).toString()).toBe('other');
    window.close();
    window.close();
  });

  it('throws for a file that is not there, and can be used again', () => {
    expect(() => window.open(Buffer.from('/nowhere'))).toThrow('ENOENT');
    window.open(Buffer.from(path));
    expect(read(0, 4)).toEqual(content.subarray(0, 4));
  });

  it('has no bytes of what is no file', () => {
    expect(window.open(Buffer.from('/')).isDirectory()).toBe(true);
    expect(window.size).toBe(0);
    expect(read(0, 4)).toHaveLength(0);
    window.close();
    window.open(Buffer.from(path));
    expect(read(0, 4)).toEqual(content.subarray(0, 4));
  });
});
