import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { CandidateCounter } from './candidate-counter.ts';
import { MemorySegment } from './memory-segment.ts';
import { TimeSlice } from './time-slice.ts';
import { WordPool } from './word-pool.ts';

function add(segment: MemorySegment, id: number, ...hashes: number[]): void {
  segment.reserve(1, hashes.length);
  segment.insert(id, Uint32Array.from(hashes));
}

function matches(
  segment: MemorySegment,
  query: readonly number[],
  bound = segment.documentCount,
): [ordinal: number, count: number][] {
  const counter = new CandidateCounter();
  counter.begin(segment.documentCount, 1);
  for (const _ of segment.match(Uint32Array.from(query), bound, counter, new TimeSlice()));
  return counter.candidates
    .map((ordinal): [number, number] => [ordinal, counter.countOf(ordinal)])
    .sort((a, b) => a[0] - b[0]);
}

describe('a memory segment', () => {
  it('finds documents the moment they are added', () => {
    const segment = new MemorySegment(new WordPool());
    expect(matches(segment, [1])).toEqual([]);
    add(segment, 70, 1, 2, 2);
    expect(matches(segment, [2])).toEqual([[0, 2]]);
    add(segment, 71, 2);
    expect(matches(segment, [1, 2])).toEqual([
      [0, 3],
      [1, 1],
    ]);
    expect([segment.idOf(1), segment.ordinalOf(71), segment.ordinalOf(72)]).toEqual([71, 1, -1]);
  });

  it('shows nothing above the bound', () => {
    const segment = new MemorySegment(new WordPool());
    add(segment, 1, 5);
    add(segment, 2, 5);
    expect(matches(segment, [5], 1)).toEqual([[0, 1]]);
  });

  it('marks a document that is replaced or deleted, and records needed tombstones', () => {
    const segment = new MemorySegment(new WordPool());
    add(segment, 1, 5);
    add(segment, 1, 6);
    segment.delete(2, true);
    segment.delete(3, false);
    expect([segment.dead.has(0), segment.dead.has(1), segment.ordinalOf(1)]).toEqual([true, false, 1]);
    expect([...segment.tombstones]).toEqual([2]);
    add(segment, 2, 7);
    expect([...segment.tombstones]).toEqual([]);
  });

  it('counts as a plain search does while it grows and is searched in turn', () => {
    const random = new SeededRandom(4);
    const segment = new MemorySegment(new WordPool());
    const documents: number[][] = [];
    for (let id = 1; id <= 400; id++) {
      const hashes = Array.from({ length: random.below(100) }, () =>
        random.chance(0.3) ? random.below(5) : random.u32(),
      );
      documents.push(hashes);
      add(segment, id, ...hashes);
      if (!random.chance(0.2)) continue;
      const query = [0, 3, 4, ...random.pick(documents).slice(0, 5)]
        .toSorted((a, b) => a - b)
        .filter((hash, i, all) => hash !== all[i - 1]);
      const expected = documents
        .map((document, ordinal): [number, number] => [ordinal, document.filter((hash) => query.includes(hash)).length])
        .filter(([, count]) => count > 0);
      expect(matches(segment, query)).toEqual(expected);
    }
  });

  it('returns its memory to the pool after the last use', () => {
    const pool = new WordPool();
    const first = new MemorySegment(pool, 10_000);
    add(first, 1, 5);
    const { hashes } = first.content();
    first.retain();
    first.release();
    expect(new MemorySegment(pool, 10_000).content().hashes.buffer).not.toBe(hashes.buffer);
    first.release();
    expect(new MemorySegment(pool, 10_000).content().hashes.buffer).toBe(hashes.buffer);
  });
});
