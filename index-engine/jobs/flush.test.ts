import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { matchesOf, openSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { SegmentMemory } from '../segments/segment-memory.ts';
import { FlushMemory, flushSegment } from './flush.ts';

const newPath = temporaryPaths();

function segmentOf(documents: readonly (readonly [id: number, hashes: readonly number[]])[]): MemorySegment {
  const segment = new MemorySegment(new SegmentMemory());
  for (const [id, hashes] of documents) {
    segment.reserve(1, hashes.length);
    segment.insert(id, Uint32Array.from(hashes));
  }
  return segment;
}

describe('flushing a memory segment', () => {
  it('writes live documents in the order of their ids', () => {
    const segment = segmentOf([
      [9, [5, 6]],
      [3, [5]],
      [9, [6, 6, 7]],
      [4, []],
      [8, [1]],
    ]);
    segment.delete(8, false);
    const path = newPath();
    const job = { kind: 'flush', path, content: segment.content(), tombstones: Uint32Array.from([2]) } as const;
    const result = flushSegment(job, new FlushMemory());
    const file = openSegment(path);
    expect(result).toEqual({ postings: 4, bytes: file.bytes });
    expect([file.documentCount, file.postingCount]).toEqual([3, 4]);
    expect([0, 1, 2].map((ordinal) => file.idOf(ordinal))).toEqual([3, 4, 9]);
    expect([...file.tombstones]).toEqual([2]);
    expect([1, 5, 6, 7].map((hash) => [...matchesOf(file, [hash])])).toEqual([[], [[0, 1]], [[2, 2]], [[2, 1]]]);
    file.release();
  });

  it('leaves out a document that is dead, however far apart the ids of the others are', () => {
    const segment = segmentOf([
      [7, [4]],
      [1, [5]],
      [5000, [6, 6]],
    ]);
    segment.delete(7, false);
    const path = newPath();
    const job = { kind: 'flush', path, content: segment.content(), tombstones: new Uint32Array() } as const;
    expect(flushSegment(job, new FlushMemory()).postings).toBe(3);
    const file = openSegment(path);
    expect([0, 1].map((ordinal) => file.idOf(ordinal))).toEqual([1, 5000]);
    expect([4, 5, 6].map((hash) => [...matchesOf(file, [hash])])).toEqual([[], [[0, 1]], [[1, 2]]]);
    file.release();
  });

  it('sorts in memory that one flush leaves to the next, larger or smaller', () => {
    const random = new SeededRandom(2);
    const memory = new FlushMemory();
    for (const count of [50, 400, 10, 0]) {
      const documents = Array.from(
        { length: count },
        (_, i) => [i + 1, Array.from({ length: 20 }, () => random.below(1000))] as const,
      );
      const path = newPath();
      const segment = segmentOf(documents);
      flushSegment({ kind: 'flush', path, content: segment.content(), tombstones: new Uint32Array() }, memory);
      const file = openSegment(path);
      for (const hash of [0, 1, 500, 999]) {
        const expected = documents
          .map(([, hashes], ordinal) => [ordinal, hashes.filter((other) => other === hash).length])
          .filter(([, matches]) => matches! > 0);
        expect([...matchesOf(file, [hash])].toSorted((a, b) => a[0] - b[0])).toEqual(expected);
      }
      file.release();
    }
  });

  it('sorts hashes of any range and distribution', () => {
    const random = new SeededRandom(3);
    const any = (): number => random.below(2 ** 32);
    const ranges: Record<string, () => number> = {
      'the whole range': any,
      'the upper half': () => 2 ** 31 + random.below(2 ** 31),
      'across the middle': () => 2 ** 31 - 300 + random.below(600),
      'one hash': () => 2 ** 32 - 1,
      'most in one partition': () => (random.below(10) === 0 ? any() : 7_000_000 + random.below(50)),
      'fewer than partitions': () => 100 + random.below(9),
    };
    const memory = new FlushMemory();
    for (const [name, hash] of Object.entries(ranges)) {
      const documents = Array.from({ length: 30 }, (_, i) => [i + 1, Array.from({ length: 100 }, hash)] as const);
      const path = newPath();
      const segment = segmentOf(documents);
      flushSegment({ kind: 'flush', path, content: segment.content(), tombstones: new Uint32Array() }, memory);
      const file = openSegment(path);
      expect(file.postingCount, name).toBe(3000);
      for (const [ordinal, [, hashes]] of documents.entries()) {
        const wanted = hashes[ordinal]!;
        const matches = hashes.filter((other) => other === wanted).length;
        expect(new Map(matchesOf(file, [wanted])).get(ordinal), name).toBe(matches);
      }
      file.release();
    }
  });

  it('needs little more memory than one list of the postings, if hashes are evenly spread', () => {
    const random = new SeededRandom(4);
    const segment = segmentOf([1, 2, 3, 4].map((id) => [id, Array.from({ length: 1e5 }, () => random.below(2 ** 32))]));
    const memory = new FlushMemory();
    flushSegment({ kind: 'flush', path: newPath(), content: segment.content(), tombstones: new Uint32Array() }, memory);
    expect(memory.bytes).toBeLessThan(8 * 4e5 * 1.5);
  });

  it('reuses its memory, which grows in grains', () => {
    const memory = new FlushMemory();
    const first = memory.list(10);
    expect(first).toHaveLength(2 * 65_536);
    expect(memory.list(65_536)).toBe(first);
    const larger = memory.list(65_537);
    expect(larger).toHaveLength(4 * 65_536);
    expect(memory.list(1)).toBe(larger);
    const scratch = memory.scratch(1);
    expect([scratch.length, memory.scratch(65_536) === scratch, scratch === larger]).toEqual([131_072, true, false]);
    expect(memory.scratch(65_537)).toHaveLength(4 * 65_536);
    expect(memory.bytes).toBe(2 * 16 * 65_536);
  });

  it('fails by the name of a file that cannot be written, and leaves no other', () => {
    const path = newPath();
    const job = {
      kind: 'flush',
      path,
      content: segmentOf([[1, [1]]]).content(),
      tombstones: new Uint32Array(),
    } as const;
    mkdirSync(path);
    expect(() => flushSegment(job, new FlushMemory())).toThrow(expect.objectContaining({ code: 'WriteFailed', path }));
    expect(existsSync(`${path}.tmp`)).toBe(false);
    const nowhere = `${newPath()}/segment`;
    expect(() => flushSegment({ ...job, path: nowhere }, new FlushMemory())).toThrow(
      expect.objectContaining({ code: 'WriteFailed', path: nowhere }),
    );
  });
});
