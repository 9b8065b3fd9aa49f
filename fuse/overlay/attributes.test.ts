import { describe, expect, it } from 'vitest';
import type { DirectoryNode } from '../tree/nodes.ts';
import { directoryAttributes, fromMilliseconds, fromNanoseconds, later, modeOf, modifiedAt } from './attributes.ts';
import type { OverlayTrack } from './track-source.ts';

const track = (mtimeNs: bigint, editedAt: number): OverlayTrack =>
  ({ stamp: { mtimeNs }, editedAt }) as unknown as OverlayTrack;

describe('the mode', () => {
  it.each([
    ['file', true, true, 0o100644],
    ['file', true, false, 0o100444],
    ['file', false, true, 0o100444],
    ['directory', true, true, 0o040755],
    ['directory', true, false, 0o040555],
  ] as const)('of a %s (writable: %s) in a mount that takes saves: %s', (kind, writable, takesSaves, mode) => {
    expect(modeOf({ kind, writable }, takesSaves).toString(8)).toBe(mode.toString(8));
  });
});

describe('a time in nanoseconds', () => {
  it.each([
    [0n, 0, 0],
    [1_999_999_999n, 1, 999_999_999],
    [2_000_000_000n, 2, 0],
    [-1n, -1, 999_999_999],
    [-1_000_000_000n, -1, 0],
  ])('%s is seconds and a rest that is never negative', (time, seconds, nanoseconds) => {
    expect(fromNanoseconds(time)).toEqual({ seconds, nanoseconds });
  });
});

describe('a time in milliseconds', () => {
  it.each([
    [0, 0, 0],
    [1001, 1, 1_000_000],
    [1.5, 0, 1_500_000],
    [-1, -1, 999_000_000],
  ])('%s is seconds and nanoseconds', (time, seconds, nanoseconds) => {
    expect(fromMilliseconds(time)).toEqual({ seconds, nanoseconds });
  });
});

describe('a later time', () => {
  it('is the time itself where nothing was before or it is later by a millisecond', () => {
    expect(later(5000, null)).toEqual(fromMilliseconds(5000));
    expect(later(5000, fromMilliseconds(4999))).toEqual(fromMilliseconds(5000));
  });

  it('is the next whole millisecond otherwise', () => {
    expect(later(5000, fromMilliseconds(5000))).toEqual(fromMilliseconds(5001));
    expect(later(10, { seconds: 5, nanoseconds: 999_999 })).toEqual(fromMilliseconds(5001));
    expect(later(10, { seconds: 5, nanoseconds: 1_000_000 })).toEqual(fromMilliseconds(5002));
  });
});

describe('the time of a track', () => {
  it('is exactly that of its original before the first edit', () => {
    expect(modifiedAt(track(7_123_456_789n, 0), null)).toEqual({ seconds: 7, nanoseconds: 123_456_789 });
  });

  it('is that of the edit where this is later, and else the next millisecond of the original', () => {
    expect(modifiedAt(track(7_123_456_789n, 9000), null)).toEqual(fromMilliseconds(9000));
    expect(modifiedAt(track(7_123_456_789n, 6000), null)).toEqual(fromMilliseconds(7124));
  });

  it('moves on when an unedited original has changed', () => {
    expect(modifiedAt(track(7_000_000_000n, 0), fromMilliseconds(8000))).toEqual(fromMilliseconds(8001));
    expect(modifiedAt(track(9_000_000_000n, 0), fromMilliseconds(8000))).toEqual(fromMilliseconds(9000));
  });
});

it('a directory counts its subdirectories as links and has the time of its last change', () => {
  const node = { inode: 77, subdirectories: 3, changedAt: 1500 } as DirectoryNode;
  expect(directoryAttributes(node)).toEqual({
    inode: 77,
    epoch: 0,
    kind: 'directory',
    writable: true,
    size: 4096,
    links: 5,
    modified: { seconds: 1, nanoseconds: 500_000_000 },
  });
});
