import { closeSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { allocateBlocks, BLOCK_BYTES, BLOCK_WORDS, sealBlock } from './block.ts';
import { BlockCache, NO_SLOT } from './block-cache.ts';
import type { BlockOwner, BlockUsage } from './block-cache.ts';

const newPath = temporaryPaths();
const opened: number[] = [];
afterAll(() => opened.forEach((descriptor) => closeSync(descriptor)));

/** Attaches a file whose blocks begin with their numbers plus `base`. */
function blockFile(
  cache: BlockCache,
  blocks: number,
  base: number,
  weight = 1,
): { path: string; file: BlockOwner; usage: BlockUsage } {
  const path = newPath();
  const content = allocateBlocks(blocks);
  for (let i = 0; i < blocks; i++) {
    content.words[i * BLOCK_WORDS] = base + i;
    sealBlock(content, i * BLOCK_BYTES);
  }
  writeFileSync(path, content.bytes);
  const descriptor = openSync(path, 'r');
  opened.push(descriptor);
  // A page table among other things.
  const usage = { used: 0, read: 0 };
  const table = new Uint32Array(blocks * 3).map((_, i) => (i % 3 === 2 ? NO_SLOT : i));
  return { path, file: cache.attach({ path, descriptor, table, stride: 3, offset: 2, weight, usage }), usage };
}

function flipBit(path: string, byte: number): void {
  const bytes = readFileSync(path);
  bytes[byte]! ^= 0x10;
  writeFileSync(path, bytes);
}

describe('the block cache', () => {
  it('returns the right block after any evictions', () => {
    const random = new SeededRandom(2);
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const files = [blockFile(cache, 200, 1000, 0), blockFile(cache, 50, 5000, 3)];
    for (let i = 0; i < 5000; i++) {
      const which = random.below(2);
      const block = random.below(which === 0 ? 200 : 50);
      const at = cache.load(files[which]!.file, block, block);
      expect(cache.words[at]).toBe((which === 0 ? 1000 : 5000) + block);
    }
  });

  it('reads a block ahead of its use once, which counts as nothing', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    expect(cache.capacity).toBe(64);
    const { path, file, usage } = blockFile(cache, 3, 700);
    cache.loadAhead(file, 1, 1);
    // The block is not read again: it would be found damaged.
    flipBit(path, BLOCK_BYTES + 9);
    cache.loadAhead(file, 1, 1);
    expect(usage).toEqual({ used: 0, read: 0 });
    expect([cache.words[cache.load(file, 1, 1)], usage]).toEqual([701, { used: 1, read: 0 }]);
    flipBit(path, 9);
    expect(() => cache.loadAhead(file, 0, 0)).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    expect([cache.words[cache.load(file, 2, 2)], usage]).toEqual([702, { used: 2, read: 1 }]);
  });

  it('reads a block that stays in its slot only once', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { file, usage } = blockFile(cache, 64, 0);
    for (let round = 0; round < 3; round++) for (let block = 0; block < 64; block++) cache.load(file, block, block);
    expect(usage).toEqual({ used: 192, read: 64 });
  });

  it.for([0, 1])('keeps blocks of more weight longer than those of weight %i', (weight) => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { file, usage } = blockFile(cache, 32, 0, 10);
    const others = blockFile(cache, 1000, 0, weight).file;
    for (let block = 0; block < 32; block++) cache.load(file, block, block);
    // Others pass through twice the cache's size.
    for (let block = 100; block < 228; block++) cache.load(others, block, block);
    for (let block = 0; block < 32; block++) cache.load(file, block, block);
    expect(usage).toEqual({ used: 64, read: 32 });
  });

  it('frees the slots of a file that is detached and reuses them', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const first = blockFile(cache, 64, 0, 5);
    for (let block = 0; block < 64; block++) cache.load(first.file, block, block);
    cache.detach(first.file);
    const second = blockFile(cache, 64, 7000);
    for (let round = 0; round < 2; round++) {
      for (let block = 0; block < 64; block++) {
        expect(cache.words[cache.load(second.file, block, block)]).toBe(7000 + block);
      }
    }
    expect([first.usage.read, second.usage.read]).toEqual([64, 64]);
  });

  it.for([
    [0, 64],
    [64 * BLOCK_BYTES, 64],
    [65 * BLOCK_BYTES - 1, 64],
    [65 * BLOCK_BYTES, 65],
    [100 * BLOCK_BYTES + 7, 100],
  ] as const)('of %i bytes has %i slots', ([bytes, slots]) => {
    const cache = new BlockCache(bytes);
    // The first slot is never used: its number means that a block is in none.
    expect([cache.capacity, cache.words.length]).toEqual([slots, (slots + 1) * BLOCK_WORDS]);
  });

  it('reads the block that it is told, whatever page it is', () => {
    const cache = new BlockCache(0);
    const { file, usage } = blockFile(cache, 10, 1000);
    expect([2, 3, 4].map((page) => cache.words[cache.load(file, page, page + 5)])).toEqual([1007, 1008, 1009]);
    expect([2, 3, 4].map((page) => cache.words[cache.load(file, page, page + 5)])).toEqual([1007, 1008, 1009]);
    expect(usage).toEqual({ used: 6, read: 3 });
  });

  it('gives no number to two owners, not even when the first one is gone', () => {
    const cache = new BlockCache(0);
    const files = [1, 2, 3].map(() => blockFile(cache, 1, 0).file);
    cache.detach(files[0]!);
    cache.detach(files[2]!);
    files.push(...[1, 2].map(() => blockFile(cache, 1, 0).file));
    expect(new Set(files.map(({ number }) => number)).size).toBe(5);
  });

  it('detaches an owner without looking for its slots, which may be many', () => {
    const cache = new BlockCache(0);
    const { file } = blockFile(cache, 64, 0, 5);
    for (let block = 0; block < 64; block++) cache.load(file, block, block);
    const slots = file.table.slice();
    cache.detach(file);
    expect(file.table).toEqual(slots);
  });

  it('restores the weight of a block that is used', () => {
    const cache = new BlockCache(0);
    const { file, usage } = blockFile(cache, 64, 0, 1);
    const others = blockFile(cache, 10, 0, 1).file;
    const load = (block: number): number => cache.load(file, block, block);
    for (let block = 0; block < 64; block++) load(block);
    // Takes the weight of all blocks, then the slot of block 0.
    cache.load(others, 0, 0);
    load(1);
    // Takes the weight of block 1 once more, then the slot of block 2.
    cache.load(others, 1, 1);
    usage.read = 0;
    load(1);
    expect(usage.read).toBe(0);
    load(2);
    expect(usage.read).toBe(1);
  });

  it('fills slots that were freed before it replaces any block', () => {
    const cache = new BlockCache(0);
    const heavy = blockFile(cache, 32, 0, 9);
    const light = blockFile(cache, 32, 0, 1);
    for (const { file } of [heavy, light]) for (let block = 0; block < 32; block++) cache.load(file, block, block);
    cache.detach(heavy.file);
    const next = blockFile(cache, 32, 500, 1).file;
    for (let block = 0; block < 32; block++) cache.load(next, block, block);
    for (let block = 0; block < 32; block++) cache.load(light.file, block, block);
    expect(light.usage.read).toBe(32);
  });

  it('does not take slots that were freed for those of the next owner', () => {
    const cache = new BlockCache(0);
    const first = blockFile(cache, 64, 0);
    for (let block = 0; block < 64; block++) cache.load(first.file, block, block);
    cache.detach(first.file);
    const second = blockFile(cache, 64, 7000);
    // In another order, so that each slot has another page than before.
    for (let round = 0; round < 2; round++) {
      for (let block = 63; block >= 0; block--) cache.load(second.file, block, block);
    }
    expect(second.usage.read).toBe(64);
  });

  it('reads a word of each cache line of a page in advance, if the page is in a slot', () => {
    const cache = new BlockCache(0);
    const file = blockFile(cache, 3, 0).file;
    cache.load(file, 0, 0);
    const at = cache.load(file, 1, 1);
    for (let word = 0; word < BLOCK_WORDS; word++) cache.words[at + word] = word % 16 === 0 ? 1 << (word / 16) : 0x100;
    cache.words[at + BLOCK_WORDS] = 0x200;
    cache.prefetch(file, 2);
    expect(cache.prefetched).toBe(0);
    cache.prefetch(file, 1);
    expect(cache.prefetched).toBe(0b1111_1111);
    cache.prefetch(file, 1);
    expect(cache.prefetched).toBe(0);
  });

  it('leaves a slot without an owner when it could not read a block into it', () => {
    const cache = new BlockCache(0);
    const first = blockFile(cache, 64, 0, 0);
    for (let block = 0; block < 64; block++) cache.load(first.file, block, block);
    const damaged = blockFile(cache, 1, 0);
    flipBit(damaged.path, 9);
    expect(() => cache.load(damaged.file, 0, 0)).toThrow('the checksum of block 0 is wrong');
    cache.detach(first.file);
    const second = blockFile(cache, 64, 3000);
    for (let block = 0; block < 64; block++) {
      expect(cache.words[cache.load(second.file, block, block)]).toBe(3000 + block);
    }
  });

  it('names the file that ends inside a block', () => {
    const cache = new BlockCache(0);
    const { path, file } = blockFile(cache, 3, 0);
    truncateSync(path, 3 * BLOCK_BYTES - 1);
    for (const attempt of [1, 2]) {
      expect(() => cache.load(file, 2, 2), String(attempt)).toThrow(
        expect.objectContaining({
          code: 'CorruptFile',
          path,
          message: `${path} is damaged: it ends inside block 2. Restore it from a backup or rebuild the index.`,
        }),
      );
    }
    expect(cache.words[cache.load(file, 1, 1)]).toBe(1);
  });

  it('names the file of a block whose checksum is wrong, and never returns the block', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { path, file } = blockFile(cache, 4, 0);
    flipBit(path, 2 * BLOCK_BYTES + 77);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => cache.load(file, 2, 2)).toThrow(
        expect.objectContaining({
          code: 'CorruptFile',
          path,
          message: `${path} is damaged: the checksum of block 2 is wrong. Restore it from a backup or rebuild the index.`,
        }),
      );
    }
    expect(cache.words[cache.load(file, 3, 3)]).toBe(3);
    flipBit(path, 2 * BLOCK_BYTES + 77);
    expect(cache.words[cache.load(file, 2, 2)]).toBe(2);
  });
});
