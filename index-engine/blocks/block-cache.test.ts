import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { allocateBlocks, BLOCK_BYTES, BLOCK_WORDS, sealBlock } from './block.ts';
import { BlockCache, NO_SLOT } from './block-cache.ts';
import type { BlockUsage } from './block-cache.ts';

const newPath = temporaryPaths();
const opened: number[] = [];
afterAll(() => opened.forEach((descriptor) => closeSync(descriptor)));

/** Attaches a file whose blocks begin with their numbers plus `base`. */
function blockFile(
  cache: BlockCache,
  blocks: number,
  base: number,
  weight = 1,
): { path: string; file: number; usage: BlockUsage } {
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

  it('reads a block that stays in its slot only once', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { file, usage } = blockFile(cache, 64, 0);
    for (let round = 0; round < 3; round++) for (let block = 0; block < 64; block++) cache.load(file, block, block);
    expect(usage).toEqual({ used: 192, read: 64 });
  });

  it('keeps blocks of more weight longer', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { file, usage } = blockFile(cache, 32, 0, 10);
    const others = blockFile(cache, 1000, 0, 0).file;
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

  it('names the file of a block whose checksum is wrong, and never returns the block', () => {
    const cache = new BlockCache(64 * BLOCK_BYTES);
    const { path, file } = blockFile(cache, 4, 0);
    flipBit(path, 2 * BLOCK_BYTES + 77);
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => cache.load(file, 2, 2)).toThrow(expect.objectContaining({ code: 'CorruptFile', path }));
    }
    expect(cache.words[cache.load(file, 3, 3)]).toBe(3);
    flipBit(path, 2 * BLOCK_BYTES + 77);
    expect(cache.words[cache.load(file, 2, 2)]).toBe(2);
  });
});
