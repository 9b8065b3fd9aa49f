import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { BLOCK_SIZE, spaceOf, UNKNOWN_SPACE } from './space.ts';

it('the space is that of the file system of the folder, in blocks of 4096 bytes', async () => {
  const { bsize, blocks } = statfsSync(tmpdir());
  const space = await spaceOf(tmpdir());
  expect(BLOCK_SIZE).toBe(4096);
  expect(space.blocks).toBe(Math.floor((blocks * bsize) / 4096));
  expect(space.free).toBeGreaterThan(0);
  expect(space.free).toBeLessThanOrEqual(space.blocks);
});

it('without a folder, or with one that is gone, there is room', async () => {
  expect(UNKNOWN_SPACE.free).toBeGreaterThan(0);
  expect([await spaceOf(undefined), await spaceOf('/nowhere/at/all')]).toEqual([UNKNOWN_SPACE, UNKNOWN_SPACE]);
});
