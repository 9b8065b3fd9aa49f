import { describe, expect, it } from 'vitest';
import { FileCache } from './file-cache.ts';
import type { VirtualFile } from './virtual-file.ts';

const file = (weight: number): VirtualFile => ({ weight }) as VirtualFile;

function inodesIn(cache: FileCache): number[] {
  return [1, 2, 3, 4].filter((inode) => cache.get(inode) !== undefined);
}

describe('the cache of files', () => {
  it('holds files up to its limit and drops the least recently used ones first', () => {
    const cache = new FileCache(30);
    for (const inode of [1, 2, 3]) cache.set(inode, file(10));
    expect(cache.bytes).toBe(30);
    cache.get(1);
    cache.set(4, file(10));
    expect(inodesIn(cache)).toEqual([1, 3, 4]);
    expect(cache.bytes).toBe(30);
  });

  it('drops as many as a heavy file needs', () => {
    const cache = new FileCache(30);
    for (const inode of [1, 2, 3]) cache.set(inode, file(10));
    cache.set(4, file(21));
    expect(inodesIn(cache)).toEqual([4]);
    expect(cache.bytes).toBe(21);
  });

  it('always holds the newest file, however heavy it is', () => {
    const cache = new FileCache(30);
    cache.set(1, file(10));
    cache.set(2, file(100));
    expect(inodesIn(cache)).toEqual([2]);
    expect(cache.bytes).toBe(100);
  });

  it('counts a replaced file once', () => {
    const cache = new FileCache(30);
    const second = file(7);
    cache.set(1, file(10));
    cache.set(1, second);
    expect(cache.get(1)).toBe(second);
    expect(cache.bytes).toBe(7);
  });

  it('does not count a deleted file, and ignores the deletion of one that it has not', () => {
    const cache = new FileCache(30);
    cache.set(1, file(10));
    cache.delete(1);
    cache.delete(2);
    expect(cache.bytes).toBe(0);
    expect(inodesIn(cache)).toEqual([]);
  });
});
