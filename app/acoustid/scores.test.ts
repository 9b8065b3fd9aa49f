/**
 * The scores that AcoustID's comparison gives, through `/v2/submit` and `/v2/lookup`. The fingerprints are made so that the
 * rule gives the scores of AcoustID's own examples: with all items in place, a score is 1 − E / (32 P), for E differing bits
 * in n items.
 */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { sound, testAcoustid } from './testing-acoustid.ts';

/** Items of two minutes. */
const LENGTH = 948;
const random = new SeededRandom(41);

/** Items whose upper fourteen bits, by which the comparison aligns, are `distinct` different keys in turn. */
function items(distinct: number): Uint32Array {
  return Uint32Array.from({ length: LENGTH }, (_, at) => {
    const key = ((at % distinct) * 17 + 5) % 16_000;
    return ((key << 18) | (random.u32() & 0x3ffff)) >>> 0;
  });
}

/** The same with `count` other bits from the `first` on: bit 0 of every item, then bit 1 of every item, and so on. */
function disturbed(of: Uint32Array, first: number, count: number): Uint32Array {
  const copy = of.slice();
  for (let at = first; at < first + count; at += 1) {
    const item = at % LENGTH;
    copy[item] = (copy[item]! ^ (1 << Math.floor(at / LENGTH))) >>> 0;
  }
  return copy;
}

/** The score of the second sound where the first was submitted; null where it is not found. */
async function scoreOf(submitted: Uint32Array, lookedUp: Uint32Array): Promise<number | null> {
  const test = testAcoustid();
  const [{ id } = {}] = await test.submit(sound(submitted));
  const { body: status } = await test.ask('submission_status', { id: String(id) });
  const [{ result }] = status['submissions'] as [{ result: { id: string } }];
  const { body } = await test.ask('lookup', sound(lookedUp));
  const results = body['results'] as readonly { id: string; score: number }[];
  if (results.length === 0) return null;
  expect(results).toMatchObject([{ id: result.id }]);
  return results[0]!.score;
}

const A = items(LENGTH);
const B = disturbed(A, 0, 1075);
const C = disturbed(A, 619, 2236);
const D = disturbed(A, 0, 5124);

describe('what was submitted is found with the score of AcoustID’s comparison', () => {
  it.each([
    ['itself', A, A, 1],
    ['A and B', A, B, 0.9291],
    ['A and C', A, C, 0.8526],
    ['A and D', A, D, 0.6622],
    ['B and C', B, C, 0.8418],
  ])('%s', async (_, first, second, score) => {
    expect(await scoreOf(first, second)).toBeCloseTo(score, 4);
    expect(await scoreOf(second, first)).toBeCloseTo(score, 4);
  });

  it('other music not at all', async () => {
    expect(await scoreOf(A, items(900).toReversed())).toBeNull();
  });

  it('a sound that begins up to 80 items later, and not 81', async () => {
    expect(await scoreOf(A, A.subarray(80))).toBe(1);
    expect(await scoreOf(A, A.subarray(81))).toBeNull();
    expect(await scoreOf(A.subarray(80), B)).toBeCloseTo(1 - errors(A.subarray(80), B.subarray(80)) / (16 * 868), 4);
  });

  it('a sound of few different keys with a lower score: the power of 8 − 7 D', async () => {
    const drone = items(300);
    const diversity = 310 / LENGTH + 0.5;
    const score = (1 - 1075 / (16 * LENGTH)) ** (8 - 7 * diversity);
    expect(score).toBeCloseTo(0.85, 2);
    expect(await scoreOf(drone, disturbed(drone, 0, 1075))).toBeCloseTo(score, 4);
  });
});

/** Differing bits of the items that both have. */
function errors(first: Uint32Array, second: Uint32Array): number {
  let bits = 0;
  for (let at = 0; at < Math.min(first.length, second.length); at += 1) {
    for (let other = (first[at]! ^ second[at]!) >>> 0; other !== 0; other &= other - 1) bits += 1;
  }
  return bits;
}
