import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isDirectoryInode, sidecarInode, trackInode } from '../tree/inodes.ts';
import type { Draft } from './draft.ts';
import { isScratchInode, Scratch } from './scratch.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(5000);
});
afterEach(() => vi.useRealTimers());

it('the inode of a scratch file is of no other kind', () => {
  const { inode } = new Scratch(1, { size: 0 } as Draft, 5, 'a', null);
  expect(inode).toBe(2 ** 51 + 1);
  expect([isScratchInode(inode), isScratchInode(2 ** 51), isScratchInode(2 ** 52 - 1)]).toEqual([true, true, true]);
  expect([trackInode(1), sidecarInode(1), 2 ** 51 - 1, 2 ** 52].map(isScratchInode)).toEqual(Array(4).fill(false));
  expect(isDirectoryInode(inode)).toBe(false);
});

it('a scratch file has the size of its draft and the time of the last write', () => {
  const scratch = new Scratch(1, { size: 123 } as Draft, 5, 'a', 7);
  expect(scratch).toMatchObject({ directory: 5, name: 'a', replaces: 7, handles: 0, dirty: false, pid: 0 });
  expect(scratch.attributes).toEqual({
    inode: 2 ** 51 + 1,
    epoch: 0,
    kind: 'file',
    writable: true,
    size: 123,
    links: 1,
    modified: { seconds: 5, nanoseconds: 0 },
  });
  vi.setSystemTime(7000);
  scratch.touched(42);
  expect(scratch).toMatchObject({ dirty: true, pid: 42 });
  expect(scratch.attributes.modified.seconds).toBe(7);
});

it('a scratch file without a name has no link', () => {
  const scratch = new Scratch(1, { size: 0 } as Draft, 5, 'a', null);
  scratch.removed = true;
  expect(scratch.attributes.links).toBe(0);
});
