import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { CandidateCounter, prefersArray, slotsFor } from './candidate-counter.ts';

/** Counts the same with a map. */
function plainCandidates(ordinals: readonly number[], threshold: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const ordinal of ordinals) counts.set(ordinal, (counts.get(ordinal) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count >= threshold));
}

describe('the candidate counter', () => {
  it.for([
    ['a few matches of many documents', 300, 1_000_000],
    ['more matches than the small table holds', 50_000, 4_000_000],
    ['enough matches to count in an array', 50_000, 20_000],
    ['documents up to the last ordinal', 2000, 2 ** 32 - 1],
  ] as const)('counts as a map does: %s', ([, matches, documents]) => {
    const random = new SeededRandom(matches + documents);
    const counter = new CandidateCounter();
    for (const threshold of [1, 2, 5]) {
      const favourites = Array.from({ length: 50 }, () => random.below(documents));
      const ordinals = Array.from({ length: matches }, () =>
        random.chance(0.3) ? random.pick(favourites) : random.below(documents),
      );
      counter.begin(documents, threshold);
      for (const ordinal of ordinals) counter.add(ordinal);
      const found = new Map(counter.candidates.map((ordinal) => [ordinal, counter.countOf(ordinal)]));
      expect(found).toEqual(plainCandidates(ordinals, threshold));
    }
  });

  it.for([
    ['a table that is too small', 10],
    ['a table that is large enough', 5000],
    ['an array', 60_000],
  ] as const)('counts the same when it is told to expect matches for %s', ([, expected]) => {
    const random = new SeededRandom(expected);
    const counter = new CandidateCounter();
    for (const documents of [100_000, 3000]) {
      const ordinals = Array.from({ length: 5000 }, () => random.below(documents) & ~7);
      counter.begin(documents, 2);
      counter.expect(expected);
      for (const ordinal of ordinals) counter.add(ordinal);
      const found = new Map(counter.candidates.map((ordinal) => [ordinal, counter.countOf(ordinal)]));
      expect(found).toEqual(plainCandidates(ordinals, 2));
    }
  });

  it('counts lists of ordinals, as much of them as it is told', () => {
    const counter = new CandidateCounter();
    for (const documents of [10, 100_000]) {
      counter.begin(documents, 2);
      counter.expect(documents === 10 ? 1000 : 0);
      counter.addAll(Uint32Array.from([3, 9, 3, 9, 9]), 4);
      counter.addAll(Uint32Array.from([9, 3, 3]), 1);
      counter.addAll(Uint32Array.from([3]), 0);
      expect([...counter.candidates].sort()).toEqual([3, 9]);
      expect([counter.countOf(3), counter.countOf(9)]).toEqual([2, 3]);
    }
    expect(counter.total).toBe(10);
  });

  it('begins with a table of 1024 slots, which doubles when half of it is full', () => {
    const counter = new CandidateCounter();
    counter.begin(1_000_000, 1);
    const counters = (): number => counter.counters;
    for (const [matched, slots] of [
      [512, 1024],
      [513, 2048],
      [1024, 2048],
      [1025, 4096],
    ] as const) {
      while (counter.candidates.length < matched) counter.add(counter.candidates.length * 7);
      expect(counters(), String(matched)).toBe(slots);
    }
    counter.begin(1_000_000, 1);
    expect(counters()).toBe(1024);
  });

  it('counts in an array when the table would have more slots than half the documents', () => {
    const counter = new CandidateCounter();
    for (const [documents, counters] of [
      [4095, 4095],
      [4096, 2048],
    ] as const) {
      counter.begin(documents, 1);
      for (let ordinal = 0; ordinal < 512; ordinal++) counter.add(ordinal);
      expect(counter.counters).toBe(1024);
      counter.add(512);
      expect(counter.counters).toBe(counters);
    }
  });

  it('makes room at once for the matches that are expected', () => {
    const counter = new CandidateCounter();
    const countersFor = (documents: number, matches: number): number => {
      counter.begin(documents, 1);
      counter.expect(matches);
      return counter.counters;
    };
    const sizes = [512, 513, 1024, 1025, 100_000].map((matches) => countersFor(10_000_000, matches));
    expect(sizes).toEqual([1024, 2048, 2048, 4096, 2 ** 18]);
    expect([0, 1].map((matches) => countersFor(10_000_000, matches))).toEqual([1024, 1024]);
    expect([countersFor(4095, 1024), countersFor(4096, 1024), countersFor(10, 512), countersFor(10, 513)]).toEqual([
      4095, 2048, 1024, 10,
    ]);
  });

  it('keeps apart ordinals that share a slot', () => {
    // The slot of a table of 1024 follows from bits 7 to 16 of the product: those of 0, 8388608 × n are equal.
    const ordinals = Array.from({ length: 200 }, (_, i) => i * 2 ** 17);
    const counter = new CandidateCounter();
    counter.begin(2 ** 26, 1);
    ordinals.forEach((ordinal, i) => counter.addAll(new Uint32Array(i + 1).fill(ordinal), i + 1));
    expect([...counter.candidates]).toEqual(ordinals);
    expect(ordinals.map((ordinal) => counter.countOf(ordinal))).toEqual(ordinals.map((_, i) => i + 1));
  });

  it('begins each segment without matches', () => {
    const counter = new CandidateCounter();
    counter.begin(10, 2);
    counter.add(3);
    counter.begin(10, 2);
    counter.add(3);
    expect(counter.candidates).toEqual([]);
    counter.add(3);
    expect([counter.candidates, counter.total]).toEqual([[3], 3]);
  });
});

describe('the size of a table', () => {
  it('is the power of two that is at least twice the number of documents', () => {
    expect([0, 1, 2, 3, 4, 5, 512, 513, 1_000_000].map(slotsFor)).toEqual([1, 2, 4, 8, 8, 16, 1024, 2048, 2 ** 21]);
  });

  it('is too large where there are less than two documents for a slot', () => {
    expect([0, 1, 2047, 2048, 2049].map((documents) => prefersArray(documents, 1024))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
