import fs, { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BLOCK_BYTES, BLOCK_PAYLOAD_WORDS, BLOCK_WORDS } from './block.ts';
import { BlockReader, readSection } from './block-reader.ts';
import { BlockWriter } from './block-writer.ts';

const newPath = temporaryPaths();
const opened: number[] = [];
afterEach(() => {
  opened.splice(0).forEach((descriptor) => closeSync(descriptor));
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

function open(path: string): number {
  const descriptor = openSync(path, 'r');
  opened.push(descriptor);
  return descriptor;
}

/** A file whose blocks begin with 100, 101 … */
function numberedBlocks(count: number): string {
  const path = newPath();
  const writer = new BlockWriter(path);
  for (let i = 0; i < count; i++) {
    expect(writer.count).toBe(i);
    writer.words[writer.begin()] = 100 + i;
    writer.seal();
  }
  writer.finish();
  return path;
}

function firstWords(path: string, first: number, end: number, capacity: number): number[] {
  const reader = new BlockReader(path, open(path), first, end, capacity);
  const words: number[] = [];
  while (!reader.done) words.push(reader.words[reader.next()]!);
  return words;
}

describe('blocks of a file', () => {
  it('are read back in pieces of any size', () => {
    const path = numberedBlocks(7);
    expect(statSync(path).size).toBe(7 * BLOCK_BYTES);
    for (const capacity of [1, 2, 3, 7, 100]) {
      expect(firstWords(path, 0, 7, capacity)).toEqual([100, 101, 102, 103, 104, 105, 106]);
      expect(firstWords(path, 2, 5, capacity)).toEqual([102, 103, 104]);
    }
    expect(firstWords(path, 3, 3, 4)).toEqual([]);
  });

  it('are read with no more memory than the blocks or the capacity need', () => {
    const path = numberedBlocks(7);
    const wordsFor = (first: number, end: number, capacity: number): number =>
      new BlockReader(path, open(path), first, end, capacity).words.length / BLOCK_WORDS;
    expect([wordsFor(0, 7, 3), wordsFor(5, 7, 3), wordsFor(0, 7, 100), wordsFor(3, 3, 4)]).toEqual([3, 2, 7, 1]);
  });

  it('are zeroed when they are begun, also in a reused buffer', () => {
    const path = newPath();
    const writer = new BlockWriter(path);
    for (let i = 0; i < 2100; i++) {
      const at = writer.begin();
      expect(writer.words.subarray(at, at + BLOCK_PAYLOAD_WORDS).every((word) => word === 0)).toBe(true);
      writer.words.fill(i, at, at + BLOCK_PAYLOAD_WORDS);
      writer.seal();
    }
    expect(writer.count).toBe(2100);
    writer.finish();
    expect(firstWords(path, 0, 2100, 512)).toEqual(Array.from({ length: 2100 }, (_, i) => i));
  });

  it('form sections that begin with a block of their own', () => {
    const path = newPath();
    const writer = new BlockWriter(path);
    const lengths = [0, 1, BLOCK_PAYLOAD_WORDS, BLOCK_PAYLOAD_WORDS + 1, 1000];
    const starts = lengths.map((length) => {
      const start = writer.count;
      const asked: number[] = [];
      writer.writeSection(length, (i) => {
        asked.push(i);
        return length + i;
      });
      expect(asked).toEqual(Array.from({ length }, (_, i) => i));
      return start;
    });
    writer.finish();
    expect(starts).toEqual([0, 0, 1, 2, 4]);
    lengths.forEach((length, i) => {
      expect([...readSection(path, open(path), starts[i]!, length)]).toEqual(
        Array.from({ length }, (_, k) => length + k),
      );
    });
  });

  it('are durable and the file is closed when it is finished', async () => {
    const path = newPath();
    const calls = await recordFileCalls();
    const writer = new BlockWriter(path);
    writer.begin();
    writer.seal();
    writer.finish();
    const name = basename(path);
    expect(calls).toEqual([`open ${name}`, `datasync ${name}`, `close ${name}`]);
    writer.close();
    expect(calls).toHaveLength(3);
  });

  it('are synced each time that 8 MiB were written', async () => {
    const path = newPath();
    const calls = await recordFileCalls();
    const writer = new BlockWriter(path);
    const syncs = (): number => calls.filter((call) => call.startsWith('datasync')).length;
    const write = (blocks: number): void => {
      for (let i = 0; i < blocks; i++) {
        writer.begin();
        writer.seal();
      }
    };
    write(16_384);
    expect(syncs()).toBe(0);
    // Writes what fills the buffer, and 8 MiB are reached.
    writer.begin();
    expect([syncs(), statSync(path).size]).toEqual([1, 8 << 20]);
    write(16_384);
    expect(syncs()).toBe(1);
    writer.begin();
    expect([syncs(), statSync(path).size]).toEqual([2, 16 << 20]);
    writer.close();
  });

  it('are complete although the system writes fewer bytes at once', () => {
    const original = fs.writeSync as (...parameters: unknown[]) => number;
    vi.spyOn(fs as unknown as Record<'writeSync', typeof original>, 'writeSync').mockImplementation(
      (descriptor, bytes, offset, length) => original(descriptor, bytes, offset, Math.min(300, length as number)),
    );
    syncBuiltinESMExports();
    const path = numberedBlocks(5);
    expect(firstWords(path, 0, 5, 5)).toEqual([100, 101, 102, 103, 104]);
    expect(statSync(path).size).toBe(5 * BLOCK_BYTES);
  });

  it('replace what was in the file', () => {
    const path = newPath();
    writeFileSync(path, Buffer.alloc(5000));
    new BlockWriter(path).finish();
    expect(statSync(path).size).toBe(0);
  });

  it('are in the file although it was closed twice', () => {
    const path = newPath();
    const writer = new BlockWriter(path);
    writer.close();
    // The next file gets the same descriptor: a second close must not close it.
    const descriptor = open(path);
    writer.close();
    expect(readFileSync(descriptor).length).toBe(0);
  });
});

describe('a damaged file of blocks', () => {
  it('is named with the block whose checksum is wrong', () => {
    const path = numberedBlocks(5);
    const bytes = readFileSync(path);
    bytes[3 * BLOCK_BYTES + 20]! ^= 1;
    writeFileSync(path, bytes);
    expect(() => firstWords(path, 0, 5, 2)).toThrow(
      expect.objectContaining({
        code: 'CorruptFile',
        path,
        message: `${path} is damaged: the checksum of block 3 is wrong. Restore it from a backup or rebuild the index.`,
      }),
    );
    expect(firstWords(path, 0, 3, 2)).toEqual([100, 101, 102]);
  });

  it('is named when it ends too early', () => {
    const path = numberedBlocks(5);
    truncateSync(path, 3 * BLOCK_BYTES + 9);
    expect(() => firstWords(path, 0, 5, 5)).toThrow(
      expect.objectContaining({
        code: 'CorruptFile',
        path,
        message: `${path} is damaged: it ends before block 5. Restore it from a backup or rebuild the index.`,
      }),
    );
    expect(() => firstWords(path, 1, 5, 3)).toThrow('it ends before block 4.');
    expect(firstWords(path, 0, 3, 5)).toEqual([100, 101, 102]);
  });

  it('has no block after its last one', () => {
    const path = numberedBlocks(2);
    const reader = new BlockReader(path, open(path), 1, 2, 1);
    reader.next();
    expect(reader.done).toBe(true);
    expect(() => reader.next()).toThrow(
      expect.objectContaining({
        code: 'CorruptFile',
        path,
        message: `${path} is damaged: block 2 is missing. Restore it from a backup or rebuild the index.`,
      }),
    );
    // Nor is there one before its first one.
    expect(() => new BlockReader(path, open(path), 2, 0, 1).next()).toThrow('block 2 is missing');
  });

  it('has no buffer any more once it is freed', () => {
    const path = numberedBlocks(2);
    const reader = new BlockReader(path, open(path), 0, 2, 2);
    reader.next();
    expect(reader.words.length).toBeGreaterThan(0);
    reader.free();
    expect(reader.words).toHaveLength(0);
  });
});

it('frees the buffer of a writer that is closed, however it ends', () => {
  for (const end of ['finish', 'close'] as const) {
    const writer = new BlockWriter(newPath());
    expect(writer.words.length).toBeGreaterThan(0);
    writer[end]();
    expect(writer.words).toHaveLength(0);
    writer.close();
  }
});
