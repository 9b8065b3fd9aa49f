import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oggCrc } from '../formats/ogg/crc.ts';
import { applyPatches, pagePatches } from '../formats/ogg/page-patches.ts';
import { Original } from './original.ts';
import { findPagePatches } from './find-page-patches.ts';
import { stampOf } from './testing/stamp-of.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-pages-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** Pages with whatever in them, numbered from `first`, checksums and all. */
function stream(lengths: readonly number[], first: number): Buffer {
  return Buffer.concat(
    lengths.map((length, index) => {
      const segments = Math.floor(length / 255) + 1;
      const page = Buffer.alloc(27 + segments + length, index * 7 + 1);
      page.write('OggS', 0, 'latin1');
      page.fill(0, 4, 27);
      page.writeUInt32LE(first + index, 18);
      page[26] = segments;
      page.fill(255, 27, 27 + segments - 1);
      page[27 + segments - 1] = length % 255;
      page.writeUInt32LE(oggCrc(page, 0, page.length), 22);
      return page;
    }),
  );
}

describe('the pages of an Ogg stream', () => {
  it.each([
    ['of many sizes, over several pieces', Array.from({ length: 700 }, (_, index) => (index * 7919) % 60_000)],
    ['of the greatest size', Array.from({ length: 40 }, () => 65_024)],
    ['of nothing', [0, 0, 0]],
  ])('%s are renumbered as if they had been written so', async (_what, lengths) => {
    const [before, after] = [stream(lengths, 10), stream(lengths, 25)];
    const head = Buffer.from('something in front');
    const rest = Buffer.from('OggS and something behind');
    const path = join(folder, `${lengths.length}.ogg`);
    await writeFile(path, Buffer.concat([head, before, rest]));
    const original = await Original.open(Buffer.from(path), stampOf(path));
    const patches = await findPagePatches(original, { offset: head.length, length: before.length + rest.length }, 15);
    await original.close();
    const shown = Buffer.concat([before, rest]);
    applyPatches(shown, head.length, patches);
    expect(shown.equals(Buffer.concat([after, rest]))).toBe(true);
    const whole = Buffer.concat([head, before, rest]);
    const atOnce = pagePatches(
      { size: whole.length, read: (position, length) => whole.subarray(position, position + length) },
      { offset: head.length, length: before.length + rest.length },
      15,
    );
    expect([...patches.positions]).toEqual([...atOnce.positions]);
    expect(Buffer.compare(patches.bytes, atOnce.bytes)).toBe(0);
  });
});
