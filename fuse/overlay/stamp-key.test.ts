import { expect, it } from 'vitest';
import { stampKey } from './stamp-key.ts';
import type { Stamp } from './track-source.ts';

const STAMP: Stamp = { device: 1n, inode: 42n, size: 1000, mtimeNs: 1_700_000_000_123_456_789n, ctimeNs: 5n };

it.each([
  { inode: 43n },
  { size: 1001 },
  { mtimeNs: STAMP.mtimeNs + 1n },
  { ctimeNs: 6n },
  { mtimeNs: 5n, ctimeNs: STAMP.mtimeNs },
  { inode: 5n, ctimeNs: 42n },
])('a stamp that differs has another key (%o)', (change) => {
  expect(stampKey({ ...STAMP, ...change })).not.toBe(stampKey(STAMP));
});

it('the key is an exact integer of at most 53 bits and does not depend on the device', () => {
  expect(Number.isSafeInteger(stampKey(STAMP))).toBe(true);
  expect(stampKey({ ...STAMP, device: 2n })).toBe(stampKey(STAMP));
});
