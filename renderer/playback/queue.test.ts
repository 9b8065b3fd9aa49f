import { describe, expect, it } from 'vitest';
import {
  moved,
  neighbour,
  queueOf,
  shuffled,
  unshuffled,
  upcoming,
  withAt,
  withLast,
  withNext,
  without,
  withoutUpcoming,
  type Queue,
} from './queue.ts';

const idsOf = ({ entries }: Queue): number[] => entries.map(({ id }) => id);
const playing = ({ entries, current }: Queue): number | undefined => entries[current]?.id;
const keyOf = ({ entries }: Queue, id: number): number => entries.find((entry) => entry.id === id)!.key;

/** Random numbers that are the same in every run (a linear congruential generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('the queue', () => {
  const queue = queueOf([10, 11, 12, 13], 1);

  it('plays tracks next, before what was to come, and others at the end', () => {
    expect(idsOf(withNext(queue, [20, 21]))).toEqual([10, 11, 20, 21, 12, 13]);
    expect(idsOf(withLast(queue, [20, 21]))).toEqual([10, 11, 12, 13, 20, 21]);
    expect(playing(withNext(queue, [20]))).toBe(11);
    expect(upcoming(withNext(queue, [20])).map(({ id }) => id)).toEqual([20, 12, 13]);
  });

  it('holds a track more than once, each time with a key of its own', () => {
    const twice = withLast(withNext(queue, [12]), [12]);
    expect(idsOf(twice)).toEqual([10, 11, 12, 12, 13, 12]);
    expect(new Set(twice.entries.map(({ key }) => key)).size).toBe(6);
  });

  it('takes entries out, but never the one that plays', () => {
    const left = without(queue, new Set(queue.entries.map(({ key }) => key)));
    expect(idsOf(left)).toEqual([11]);
    expect(left.current).toBe(0);
    expect(idsOf(without(queue, new Set([keyOf(queue, 12)])))).toEqual([10, 11, 13]);
    expect(idsOf(withoutUpcoming(queue))).toEqual([10, 11]);
  });

  it('moves entries up and down while the same track plays', () => {
    expect(idsOf(moved(queue, [keyOf(queue, 13)], 2))).toEqual([10, 11, 13, 12]);
    const before = moved(queue, [keyOf(queue, 12)], 0);
    expect([idsOf(before), playing(before)]).toEqual([[12, 10, 11, 13], 11]);
    const behind = moved(queue, [keyOf(queue, 10)], 4);
    expect([idsOf(behind), playing(behind)]).toEqual([[11, 12, 13, 10], 11]);
    expect(idsOf(moved(queue, [keyOf(queue, 13), keyOf(queue, 10)], 2))).toEqual([11, 10, 13, 12]);
    expect(idsOf(moved(queue, [99], 0))).toEqual(idsOf(queue));
  });

  it('takes tracks in at a place, but not before the one that plays', () => {
    expect(idsOf(withAt(queue, [20, 21], 3))).toEqual([10, 11, 12, 20, 21, 13]);
    expect(idsOf(withAt(queue, [20], 0))).toEqual([10, 11, 20, 12, 13]);
    expect(idsOf(withAt(queue, [20], 99))).toEqual([10, 11, 12, 13, 20]);
  });

  it('may have been filled before anything plays', () => {
    const filled = withLast(withNext(queueOf([], -1), [10, 11]), [12]);
    expect([idsOf(filled), filled.current]).toEqual([[10, 11, 12], -1]);
    expect(upcoming(filled)).toHaveLength(3);
    expect(neighbour(filled, filled.current, 1, 'off')).toBe(0);
    expect(moved(filled, [keyOf(filled, 12)], 0).current).toBe(-1);
    expect(without(filled, new Set([keyOf(filled, 10)])).current).toBe(-1);
    const mixed = shuffled(filled, () => 0);
    expect([idsOf(mixed), mixed.current]).toEqual([[11, 12, 10], -1]);
    expect(idsOf(unshuffled(mixed))).toEqual([10, 11, 12]);
  });

  it('goes on at its ends only where it is repeated', () => {
    expect(neighbour(queue, 1, 1, 'off')).toBe(2);
    expect(neighbour(queue, 3, 1, 'off')).toBeNull();
    expect(neighbour(queue, 0, -1, 'off')).toBeNull();
    expect(neighbour(queue, 3, 1, 'all')).toBe(0);
    expect(neighbour(queue, 0, -1, 'all')).toBe(3);
    expect(neighbour(queueOf([], 0), 0, 1, 'all')).toBeNull();
  });
});

describe('a shuffled queue', () => {
  const ids = Array.from({ length: 50 }, (_, index) => index);

  it('begins with what plays, and has the same tracks', () => {
    const mixed = shuffled(queueOf(ids, 7), seeded(1));
    expect(playing(mixed)).toBe(7);
    expect(mixed.current).toBe(0);
    expect(idsOf(mixed).slice(1)).not.toEqual(ids.filter((id) => id !== 7));
    expect(idsOf(mixed).toSorted((a, b) => a - b)).toEqual(ids);
  });

  it('puts every track in every place as often', () => {
    const firsts = [0, 0, 0];
    const random = seeded(3);
    for (let round = 0; round < 3000; round += 1) {
      const next = idsOf(shuffled(queueOf([9, 0, 1, 2], 0), random))[1]!;
      firsts[next]! += 1;
    }
    for (const times of firsts) expect(Math.abs(times - 1000)).toBeLessThan(120);
  });

  it('has its order again afterwards, with what was added where it was added', () => {
    const mixed = shuffled(queueOf(ids, 7), seeded(2));
    const restored = unshuffled(withLast(withNext(mixed, [100, 101]), [200]));
    expect(idsOf(restored)).toEqual([...ids.slice(0, 8), 100, 101, ...ids.slice(8), 200]);
    expect(playing(restored)).toBe(7);
    expect(restored.shuffled).toBe(false);
  });

  it('can be shuffled again without losing its order', () => {
    const twice = shuffled(shuffled(queueOf(ids, 7), seeded(2)), seeded(5));
    expect(idsOf(unshuffled(twice))).toEqual(ids);
  });

  it('leaves a queue alone that was never shuffled', () => {
    const queue = moved(queueOf([1, 2, 3], 0), [2], 1);
    expect(idsOf(unshuffled(queue))).toEqual([1, 3, 2]);
  });
});
