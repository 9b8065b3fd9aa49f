import { expect, it } from 'vitest';
import { MovedDirectories } from './moved-directories.ts';

it('follows a directory from rename to rename, and back', () => {
  const there = new Set([1]);
  const moved = new MovedDirectories((inode) => there.has(inode));
  const move = (from: number, to: number): void => {
    there.delete(from);
    there.add(to);
    moved.note(from, to);
  };
  expect(moved.meantBy(1)).toBe(1);
  move(1, 2);
  move(2, 3);
  expect([1, 2, 3, 4].map((inode) => moved.meantBy(inode))).toEqual([3, 3, 3, 4]);
  expect(moved.formerly([3])).toEqual([1, 2]);
  // Another directory has come into being where it was in between.
  there.add(2);
  expect([1, 2].map((inode) => moved.meantBy(inode))).toEqual([3, 2]);
  expect(moved.formerly([3])).toEqual([1]);
  move(3, 1);
  expect([1, 3].map((inode) => moved.meantBy(inode))).toEqual([1, 1]);
});

it('notes directories that move at once, also onto numbers that others of them had, and back', () => {
  const moved = new MovedDirectories((inode) => inode >= 100);
  moved.note(1, 2);
  moved.noteAll([
    { from: 2, to: 3 },
    { from: 5, to: 2 },
  ]);
  expect([1, 2, 5].map((inode) => moved.meantBy(inode))).toEqual([3, 3, 2]);
  expect(moved.formerly([2, 3])).toEqual([5, 1, 2]);
  moved.noteAll([
    { from: 3, to: 2 },
    { from: 2, to: 5 },
  ]);
  expect([1, 2, 3, 5].map((inode) => moved.meantBy(inode))).toEqual([2, 5, 2, 5]);
});

it('keeps only so many', () => {
  const moved = new MovedDirectories(() => false);
  for (let inode = 0; inode < 100_010; inode += 2) moved.note(inode, inode + 1);
  expect(moved.meantBy(0)).toBe(0);
  expect(moved.formerly([1])).toEqual([]);
  expect(moved.meantBy(100_008)).toBe(100_009);
});
