import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { itemCount, ITEM_SECONDS, SILENCE_ITEM, soundSeconds } from '../audio/chromaprint/fingerprinter.ts';
import { align } from './align.ts';

const random = new SeededRandom(12);

/** Items of unrelated music: each differs from the one before it in a few bits, as those of real music do. */
function music(length: number): Uint32Array {
  const items = new Uint32Array(length);
  let item = random.u32();
  for (let i = 0; i < length; i++) {
    for (let changes = random.below(10); changes > 0; changes--) item = (item ^ (1 << random.below(32))) >>> 0;
    items[i] = item;
  }
  return items;
}

/** A copy in which each bit is wrong with this probability. */
function copy(items: Uint32Array, wrong: number): Uint32Array {
  return items.map((item) => {
    for (let bit = 0; bit < 32; bit++) if (random.chance(wrong)) item ^= 1 << bit;
    return item >>> 0;
  });
}

function join(...parts: readonly Uint32Array[]): Uint32Array {
  return Uint32Array.from(parts.flatMap((part) => [...part]));
}

/** Stretches in items. */
const shown = (first: Uint32Array, second: Uint32Array): number[][] =>
  align(first, second).map(({ start, otherStart, length }) => [
    Math.round(start / ITEM_SECONDS),
    Math.round(otherStart / ITEM_SECONDS),
    itemCount(length),
  ]);

const track = music(1500);

describe('two sounds', () => {
  it('that are copies match from begin to end', () => {
    const [stretch, ...more] = align(track, copy(track, 0.08));
    expect(stretch).toMatchObject({ start: 0, otherStart: 0, length: soundSeconds(1500) });
    expect(stretch!.errorRate).toBeGreaterThan(0.07);
    expect(stretch!.errorRate).toBeLessThan(0.09);
    expect(more).toEqual([]);
  });

  it('match where one is a part of the other, whichever is named first', () => {
    const part = copy(track.subarray(700, 760), 0.05);
    expect(shown(part, track)).toEqual([[0, 700, 60]]);
    expect(shown(track, part)).toEqual([[700, 0, 60]]);
  });

  it('match up to where they part', () => {
    const [[start, otherStart, length] = []] = shown(
      join(music(200), track.subarray(0, 600)),
      join(music(50), copy(track, 0.02)),
    );
    expect(Math.abs(start! - 200)).toBeLessThan(3);
    expect(otherStart! - start!).toBe(-150);
    expect(Math.abs(length! - 600)).toBeLessThan(4);
  });

  it('match on both sides of a cut', () => {
    const cut = join(track.subarray(0, 500), track.subarray(900));
    const found = shown(cut, copy(track, 0.02)).map(([start, otherStart]) => otherStart! - start!);
    expect(found.toSorted((a, b) => a - b)).toEqual([0, 400]);
  });

  it('match where one plays a little faster', () => {
    const faster = Uint32Array.from({ length: 1490 }, (_, i) => track[Math.round((i * 1500) / 1490)]!);
    const [[start, , length] = []] = shown(copy(faster, 0.03), track);
    expect(start).toBeLessThan(3);
    expect(length).toBeGreaterThan(1480);
    const [[slower], [asFast]] = [align(track, copy(faster, 0.03)), align(track, copy(track, 0.03))];
    expect(align(faster, track)[0]!.speed).toBeCloseTo(1500 / 1490, 3);
    expect(slower!.speed).toBeCloseTo(1490 / 1500, 3);
    expect(asFast!.speed).toBe(1);
  });

  it('match with more differing bits only where they are long and one plays faster', () => {
    const faster = (items: Uint32Array): Uint32Array => {
      const length = Math.round(items.length / 1.006);
      return Uint32Array.from({ length }, (_, at) => items[Math.min(items.length - 1, Math.round(at * 1.006))]!);
    };
    const [stretch] = align(copy(faster(track), 0.18), track);
    expect(stretch!.speed).toBeCloseTo(1.006, 3);
    expect(stretch!.length).toBeGreaterThan(170);
    expect(align(copy(track, 0.18), track)).toEqual([]);
    const short = track.subarray(0, 470);
    expect(align(copy(faster(short), 0.18), short)).toEqual([]);
    expect(align(copy(faster(track), 0.18), join(track, music(150)))).toEqual([]);
  });

  it('match at every place of a part that is repeated', () => {
    const chorus = music(120);
    const song = join(music(100), chorus, music(300), copy(chorus, 0.01), music(80));
    expect(shown(chorus.subarray(20, 100), song).map(([, at]) => at)).toEqual([120, 540]);
  });

  it('match nowhere where they are unrelated, or hardly a sound', () => {
    for (let tries = 0; tries < 20; tries++) expect(align(music(100), music(2000))).toEqual([]);
    expect(align(track.subarray(0, 15), track)).toEqual([]);
    expect(align(new Uint32Array(300).fill(SILENCE_ITEM), new Uint32Array(300).fill(SILENCE_ITEM))).toEqual([]);
    expect(align(new Uint32Array(0), track)).toEqual([]);
  });
});
