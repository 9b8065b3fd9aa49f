import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { CandidateCounter } from './candidate-counter.ts';

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
