import { describe, expect, it } from 'vitest';
import { compareFingerprints } from './compare-fingerprints.ts';

function noise(seed: number, count: number): Uint32Array {
  let state = seed;
  return Uint32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state ^ (state >>> 13) ^ Math.imul(state, 0x9e3779b1)) >>> 0;
  });
}

/** Turns some bits of some items. */
const disturbed = (items: Uint32Array, every: number): Uint32Array =>
  items.map((item, at) => (at % every === 0 ? (item ^ 0b101) >>> 0 : item));

describe('the score of two fingerprints', () => {
  const music = noise(7, 900);

  it('is 1 for the same, and nearly so for a copy with a few other bits', () => {
    expect(compareFingerprints(music, music)).toBe(1);
    expect(compareFingerprints(music, disturbed(music, 3))).toBeGreaterThan(0.95);
  });

  it('is near 0 for other music, and 0 for nothing', () => {
    expect(compareFingerprints(music, noise(8, 900))).toBeLessThan(0.1);
    expect(compareFingerprints(music, new Uint32Array())).toBe(0);
    expect(compareFingerprints(new Uint32Array(), new Uint32Array())).toBe(0);
  });

  it('finds a beginning that lies elsewhere, in either order, up to ten seconds', () => {
    expect(compareFingerprints(music, music.subarray(40))).toBeGreaterThan(0.95);
    expect(compareFingerprints(music.subarray(40), music)).toBeGreaterThan(0.95);
    expect(compareFingerprints(music, music.subarray(100))).toBeLessThan(0.1);
  });

  it('counts as much of the shorter one as lies over the other', () => {
    expect(compareFingerprints(music.subarray(0, 500), music)).toBe(1);
  });

  it('asks more of music that has few different sounds', () => {
    const drone = Uint32Array.from({ length: 900 }, (_, at) => noise(3, 12)[at % 12] as number);
    expect(compareFingerprints(drone, disturbed(drone, 1))).toBeLessThan(
      compareFingerprints(music, disturbed(music, 1)),
    );
  });
});
