import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { CandidateCounter } from './candidate-counter.ts';
import { MemorySegment } from './memory-segment.ts';
import { TimeSlice } from './time-slice.ts';
import { SegmentMemory } from './segment-memory.ts';

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
    const segment = new MemorySegment(new SegmentMemory());
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
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5);
    add(segment, 2, 5);
    expect(matches(segment, [5], 1)).toEqual([[0, 1]]);
  });

  it('marks a document that is replaced or deleted, and records needed tombstones', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5);
    add(segment, 1, 6);
    segment.delete(2, true);
    segment.delete(3, false);
    expect([segment.dead.has(0), segment.dead.has(1), segment.ordinalOf(1)]).toEqual([true, false, 1]);
    expect([...segment.tombstones]).toEqual([2]);
    add(segment, 2, 7);
    expect([...segment.tombstones]).toEqual([]);
  });

  it('knows the range of the ids that it has documents or tombstones of', () => {
    const segment = new MemorySegment(new SegmentMemory());
    expect(segment.mayMention(0, 0xffffffff)).toBe(false);
    segment.delete(3, false);
    expect(segment.mayMention(0, 0xffffffff)).toBe(false);
    add(segment, 20, 5);
    const ranges = [
      [1, 19],
      [1, 20],
      [20, 90],
      [21, 90],
    ] as const;
    expect(ranges.map(([lowest, highest]) => segment.mayMention(lowest, highest))).toEqual([false, true, true, false]);
    segment.delete(10, true);
    segment.delete(30, true);
    const wider = [
      [1, 9],
      [1, 10],
      [15, 16],
      [30, 30],
      [31, 90],
    ] as const;
    expect(wider.map(([lowest, highest]) => segment.mayMention(lowest, highest))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('counts as a plain search does while it grows and is searched in turn', () => {
    const random = new SeededRandom(4);
    const segment = new MemorySegment(new SegmentMemory());
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

  it('is empty until it has a document or a tombstone', () => {
    const segment = new MemorySegment(new SegmentMemory());
    expect([segment.isEmpty, segment.isOrdered, segment.documentCount, segment.postingCount]).toEqual([
      true,
      false,
      0,
      0,
    ]);
    add(segment, 5, 1, 2);
    expect([segment.isEmpty, segment.documentCount, segment.postingCount]).toEqual([false, 1, 2]);
    const deleting = new MemorySegment(new SegmentMemory());
    deleting.delete(5, false);
    expect(deleting.isEmpty).toBe(true);
    deleting.delete(5, true);
    expect([deleting.isEmpty, deleting.hasTombstone(5), deleting.hasTombstone(6)]).toEqual([false, true, false]);
  });

  it('has the hashes of all documents one after the other, for the job that writes them', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 70, 3, 1);
    add(segment, 9);
    add(segment, 70, 0xffffffff);
    const { hashes, starts, ids, dead } = segment.content();
    expect([[...hashes], [...starts], [...ids], [...dead]]).toEqual([
      [3, 1, 0xffffffff],
      [0, 2, 2, 3],
      [70, 9, 70],
      [1],
    ]);
  });

  it('begins with room for 4096 postings, or for as many as are expected', () => {
    const words = (expected: number): number =>
      new MemorySegment(new SegmentMemory(), expected).content().hashes.buffer.byteLength / 4;
    expect([0, 4096, 4097].map(words)).toEqual([4096, 4096, 4097]);
  });

  it('makes room for postings: twice as much, or what is needed', () => {
    const memory = new SegmentMemory();
    const segment = new MemorySegment(memory);
    const words = (): number => segment.content().hashes.buffer.byteLength / 4;
    const hashes = Uint32Array.from({ length: 4095 }, (_, i) => i);
    segment.reserve(1, 4095);
    segment.insert(1, hashes);
    const { buffer } = segment.content().hashes;
    segment.reserve(1, 1);
    expect(words()).toBe(4096);
    segment.reserve(1, 2);
    expect(words()).toBe(8192);
    expect([...segment.content().hashes]).toEqual([...hashes]);
    // The memory that has become too small is free for others.
    expect(memory.hashes.take(4096).buffer).toBe(buffer);
    segment.reserve(1, 20_000);
    expect(words()).toBe(24_095);
  });

  it('makes room for documents: twice as much, or what is needed', () => {
    const capacities = (documents: number): number[] => {
      const segment = new MemorySegment(new SegmentMemory());
      segment.reserve(documents, 0);
      const { ids, starts } = segment.content();
      return [ids.buffer.byteLength / 4, starts.buffer.byteLength / 4];
    };
    // There is one start more than there are documents.
    expect([4095, 4096, 4097, 8191, 8192, 20_000].map(capacities)).toEqual([
      [4096, 4096],
      [4096, 8192],
      [8192, 8192],
      [8192, 8192],
      [8192, 8193],
      [20_000, 20_001],
    ]);
  });

  it('keeps its arrays while there is room', () => {
    const segment = new MemorySegment(new SegmentMemory());
    const arrays = (): unknown[] => {
      const { ids, starts, hashes } = segment.content();
      return [ids.buffer, starts.buffer, hashes.buffer];
    };
    const before = arrays();
    segment.reserve(4095, 4096);
    arrays().forEach((array, i) => expect(array).toBe(before[i]));
  });

  it('keeps its documents when it makes room for more', () => {
    const segment = new MemorySegment(new SegmentMemory());
    for (const last of [4096, 5000, 9000]) {
      segment.reserve(last - segment.documentCount, last - segment.documentCount);
      while (segment.documentCount < last) {
        segment.insert(7 + segment.documentCount, Uint32Array.from([segment.documentCount % 100]));
      }
      expect([0, 4095, last - 1].map((ordinal) => segment.idOf(ordinal))).toEqual([7, 4102, last + 6]);
      expect(matches(segment, [99]).length).toBe(Math.floor(last / 100));
    }
  });

  it('yields when the slice is over, after any of the hashes', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5);
    const slice = new TimeSlice();
    slice.begin(0);
    const counter = new CandidateCounter();
    counter.begin(1, 1);
    const query = Uint32Array.from({ length: 130 }, (_, i) => i);
    expect([...segment.match(query, 1, counter, slice)]).toHaveLength(2);
    expect(counter.candidates).toEqual([0]);
  });

  it('is searched on after a pause in which it grew', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5, 6);
    const slice = new TimeSlice();
    slice.begin(0);
    const counter = new CandidateCounter();
    counter.begin(1, 1);
    // The slice is over after 64 hashes; hash 100 comes later.
    const query = Uint32Array.from({ length: 64 }, (_, i) => i + 37);
    const steps = segment.match(Uint32Array.from([...query.subarray(0, 63), 100, 200]), 1, counter, slice);
    segment.reserve(1, 6000);
    segment.insert(2, new Uint32Array(6000).fill(200));
    expect(steps.next().done).toBe(false);
    segment.reserve(1, 20_000);
    segment.insert(3, new Uint32Array(20_000).fill(200));
    expect(steps.next().done).toBe(true);
    // Both were added after the search began.
    expect(counter.candidates).toEqual([]);
  });

  it('chains postings ahead of searches once they are expected, and finds the same', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5, 6, 5);
    expect([segment.isSearched, segment.chain(2)]).toEqual([false, false]);
    segment.expectSearches();
    expect([segment.chain(2), segment.chain(0), segment.chain(1), segment.chain(1)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    add(segment, 2, 5);
    expect(segment.isSearched).toBe(false);
    expect(matches(segment, [5, 6], 1)).toEqual([[0, 3]]);
    expect(segment.isSearched).toBe(true);
    expect(segment.chain(9)).toBe(false);
    expect(matches(segment, [5, 6])).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });

  it('chains staged documents, which no search finds before they are inserted', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5, 6);
    expect(matches(segment, [5])).toEqual([[0, 1]]);
    segment.reserve(3, 5);
    segment.stage(Uint32Array.from([5, 5, 7]));
    segment.stage(Uint32Array.from([6, 5]));
    expect([segment.chain(2), segment.chain(9), segment.documentCount, segment.postingCount]).toEqual([
      true,
      false,
      1,
      2,
    ]);
    expect([matches(segment, [5]), matches(segment, [7])]).toEqual([[[0, 1]], []]);
    segment.insert(2, Uint32Array.from([5, 5]));
    expect([matches(segment, [5]), matches(segment, [7])]).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [],
    ]);
    segment.insert(3, Uint32Array.from([7, 6, 5]));
    expect(segment.chain(0)).toBe(false);
    expect(matches(segment, [5, 6, 7])).toEqual([
      [0, 2],
      [1, 2],
      [2, 3],
    ]);
  });

  it('forgets staged documents that are not inserted', () => {
    const segment = new MemorySegment(new SegmentMemory());
    add(segment, 1, 5, 6);
    matches(segment, [5]);
    segment.reserve(1, 9);
    segment.stage(Uint32Array.from([5, 8, 8, 8]));
    segment.chain(9);
    segment.unstage();
    expect(segment.chain(0)).toBe(false);
    segment.stage(Uint32Array.from([6, 5]));
    segment.chain(9);
    segment.insert(2, Uint32Array.from([6, 5]));
    expect(matches(segment, [5, 6, 8])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect([...segment.content().hashes]).toEqual([5, 6, 6, 5]);
  });

  it('stages nothing while searches are not expected', () => {
    const segment = new MemorySegment(new SegmentMemory());
    segment.reserve(2, 8);
    segment.stage(Uint32Array.from([5, 5]));
    segment.unstage();
    segment.expectSearches();
    expect(segment.chain(9)).toBe(false);
    add(segment, 1, 6);
    expect([matches(segment, [5]), matches(segment, [6])]).toEqual([[], [[0, 1]]]);
  });

  it('yields while it builds its hash table, and counts nothing that was added meanwhile', () => {
    const segment = new MemorySegment(new SegmentMemory());
    const postings = 4096 * 130;
    segment.reserve(1, postings);
    segment.insert(1, new Uint32Array(postings).fill(5));
    const slice = new TimeSlice();
    slice.begin(0);
    const counter = new CandidateCounter();
    counter.begin(1, 1);
    const steps = segment.match(Uint32Array.from([5]), 1, counter, slice);
    // The clock is read once in 64 steps.
    expect(steps.next().done).toBe(false);
    expect(counter.candidates).toEqual([]);
    add(segment, 2, 5);
    // Another search completes the table beyond what this one has to see.
    expect(matches(segment, [5], 2)).toEqual([
      [0, postings],
      [1, 1],
    ]);
    expect(steps.next().done).toBe(true);
    expect([counter.candidates, counter.countOf(0)]).toEqual([[0], postings]);
  });

  it('returns its hash table to the next segment after the last use, if a search made one', () => {
    const memory = new SegmentMemory();
    const first = new MemorySegment(memory);
    add(first, 1, 5);
    first.release();
    const second = new MemorySegment(memory);
    add(second, 1, 6);
    expect(matches(second, [5, 6])).toEqual([[0, 1]]);
    const third = new MemorySegment(memory);
    second.release();
    const chains = memory.takeChains();
    expect(chains.bytes).toBeGreaterThan(0);
    memory.giveChains(chains);
    add(third, 1, 7);
    expect(matches(third, [6, 7])).toEqual([[0, 1]]);
    expect(memory.takeChains().bytes).toBe(0);
  });

  it('returns its memory to the next segment after the last use', () => {
    const memory = new SegmentMemory();
    const first = new MemorySegment(memory, 10_000);
    add(first, 1, 5);
    const { hashes } = first.content();
    first.retain();
    first.release();
    expect(new MemorySegment(memory, 10_000).content().hashes.buffer).not.toBe(hashes.buffer);
    first.release();
    expect(new MemorySegment(memory, 10_000).content().hashes.buffer).toBe(hashes.buffer);
  });
});
