import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../tests/index-engine/seeded-random.ts';
import { ranksBetween } from './rank.ts';

/** Bytes of the longest rank after `count` insertions of one item each, at the place that `at` names. */
function longestAfter(count: number, at: (length: number) => number): number {
  const ranks: Buffer[] = ranksBetween(null, null, [1, 2, 3]);
  for (let id = 4; id < count + 4; id++) {
    const place = at(ranks.length);
    const [rank] = ranksBetween(ranks[place - 1] ?? null, ranks[place] ?? null, [id]);
    ranks.splice(place, 0, rank!);
  }
  expect(ranks.every((rank, i) => i === 0 || Buffer.compare(ranks[i - 1]!, rank) < 0)).toBe(true);
  return Math.max(...ranks.map(({ length }) => length));
}

describe('ranks', () => {
  it('of new items are in their order between their neighbours', () => {
    const [low, high] = ranksBetween(null, null, [1, 2]);
    const ids = Array.from({ length: 100_000 }, (_, i) => i + 3);
    const ranks = [low!, ...ranksBetween(low!, high!, ids), high!];
    expect(ranks.every((rank, i) => i === 0 || Buffer.compare(ranks[i - 1]!, rank) < 0)).toBe(true);
    expect(Math.max(...ranks.map(({ length }) => length))).toBeLessThanOrEqual(18);
  });

  it('end with the id of their item, so that no two are ever the same', () => {
    const [low, high] = ranksBetween(null, null, [1, 2]);
    const [first] = ranksBetween(low!, high!, [7]);
    const [second] = ranksBetween(low!, high!, [8]);
    expect(first!.readUIntBE(first!.length - 6, 6)).toBe(7);
    expect(second!.readUIntBE(second!.length - 6, 6)).toBe(8);
  });

  it.each<[string, (length: number) => number]>([
    ['at the end', (length) => length],
    ['at the beginning', () => 0],
    ['always behind the first item', () => 1],
    ['always in front of the last item', (length) => length - 1],
  ])('stay short over many insertions %s', (_place, at) => {
    expect(longestAfter(2000, at)).toBeLessThanOrEqual(60);
  });

  it.each([1, 2, 3])('stay in order and short over insertions at random places (seed %i)', (seed) => {
    const random = new SeededRandom(seed);
    expect(longestAfter(2000, (length) => random.below(length + 1))).toBeLessThanOrEqual(60);
  });

  it('always find room, however close their neighbours are', () => {
    let [low, high]: (Buffer | undefined)[] = ranksBetween(null, null, [1, 2]);
    const random = new SeededRandom(5);
    for (let id = 3; id < 500; id++) {
      const ids = Array.from({ length: 1 + random.below(3) }, (_, i) => id * 10 + i);
      const between = ranksBetween(low!, high!, ids);
      for (const rank of between) {
        expect(Buffer.compare(low!, rank)).toBe(-1);
        expect(Buffer.compare(rank, high!)).toBe(-1);
      }
      if (random.chance(0.5)) low = between.at(-1);
      else high = between[0];
    }
  });

  it('refuse neighbours in the wrong order', () => {
    const [low, high] = ranksBetween(null, null, [1, 2]);
    expect(() => ranksBetween(high!, low!, [3])).toThrow(RangeError);
    expect(() => ranksBetween(low!, low!, [3])).toThrow(RangeError);
  });
});
