import { describe, expect, it } from 'vitest';
import { seededRandom } from '../audio/test-signals.ts';
import { SEMITONES } from '../audio/tone-levels.ts';
import { isOtherMix } from './other-mix.ts';

const MOMENTS = 400;
const random = seededRandom(40);
/** About a normal distribution around 0. */
const spread = (): number => random() + random() + random() - 1.5;

/** Chords that change every second, five tones each, above a floor that is not heard. */
function chords(): Float32Array {
  const levels = new Float32Array(MOMENTS * SEMITONES).fill(1e-4);
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    for (let tone = 0; tone < 5; tone += 1) levels[moment * SEMITONES + ((tone * 7 + (moment >> 3)) % SEMITONES)] = 1;
  }
  return levels;
}

/** Another note at every moment, which few of the chords have. */
function withMelody(levels: Float32Array): Float32Array {
  return levels.map((level, at) => (at % SEMITONES === 30 + (((at / SEMITONES) >> 2) % 25) ? level + 0.5 : level));
}

/** As a codec, a filter and a limiter change the level of every tone by decibels. */
function coded(levels: Float32Array, decibels: number): Float32Array {
  return levels.map((level, at) => level * 10 ** ((decibels * spread() + (at % SEMITONES) / 20 - 4) / 10));
}

/** As a limiter lowers all tones of the loud moments alike. */
function limited(levels: Float32Array): Float32Array {
  return levels.map((level, at) => (Math.floor(at / SEMITONES) % 10 === 0 ? level / 4 : level));
}

const isMix = (one: Float32Array, other: Float32Array): boolean => isOtherMix(one, [other]);

describe('two sounds that play together', () => {
  const song = chords();

  it('are other mixes where most tones are the same and some are in one of them alone', () => {
    expect(isMix(withMelody(song), song)).toBe(true);
    expect(isMix(song, withMelody(song))).toBe(true);
    expect(isMix(coded(withMelody(song), 0.3), coded(song, 0.3))).toBe(true);
  });

  it('are copies where all tones differ, by little or by much, and where the volume and the filter differ', () => {
    for (const decibels of [0, 0.1, 1, 5]) {
      expect(isMix(coded(song, decibels), song), `${decibels} dB`).toBe(false);
    }
    expect(isMix(song, song)).toBe(false);
  });

  it('are copies where a limiter lowers some moments, and other mixes where a melody is missing besides', () => {
    expect(isMix(limited(coded(song, 0.3)), song)).toBe(false);
    expect(isMix(limited(coded(withMelody(song), 0.3)), song)).toBe(true);
  });

  it('are not told apart by tones that nobody hears, nor by the silence of one', () => {
    const quiet = song.map((level, at) => (level < 1 ? level * (at % 7 === 0 ? 50 : 1) : level));
    expect(isMix(quiet, song)).toBe(false);
    const gap = song.map((level, at) => (at < 100 * SEMITONES ? 0 : level));
    expect(isMix(gap, song)).toBe(false);
  });

  it('are compared where they play together', () => {
    const later = coded(song, 5);
    expect(isOtherMix(song, [later, withMelody(song), song])).toBe(false);
    expect(isOtherMix(song, [later, withMelody(song)])).toBe(true);
  });

  it('are not told apart where there are few tones', () => {
    expect(isMix(withMelody(song).subarray(0, 20 * SEMITONES), song.subarray(0, 20 * SEMITONES))).toBe(false);
    expect(isMix(new Float32Array(0), new Float32Array(0))).toBe(false);
    // Elsewhere there may be more of them, which say nothing.
    const part = song.subarray(0, 90 * SEMITONES);
    expect(isOtherMix(part, [part, withMelody(part)])).toBe(false);
  });
});
