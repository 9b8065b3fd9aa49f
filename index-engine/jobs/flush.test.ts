import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { matchesOf, openSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { WordPool } from '../segments/word-pool.ts';
import { FlushMemory, flushSegment } from './flush.ts';

const newPath = temporaryPaths();

function segmentOf(documents: readonly (readonly [id: number, hashes: readonly number[]])[]): MemorySegment {
  const segment = new MemorySegment(new WordPool());
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

  it('reuses its memory', () => {
    const memory = new FlushMemory();
    const first = memory.lists(10);
    expect([first.postings.length, first.scratch.length]).toEqual([20, 20]);
    expect(memory.lists(10)).toEqual(first);
    expect(memory.lists(10).postings).toBe(first.postings);
    expect(memory.lists(11).postings).toHaveLength(22);
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
