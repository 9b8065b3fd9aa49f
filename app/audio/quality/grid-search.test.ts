import { describe, expect, it } from 'vitest';
import { noise, seededRandom } from '../test-signals.ts';
import { findEncoder, type Stretch } from './encoder-search.ts';
import { frameGrids, STRETCH } from './frame-grids.ts';
import { GridSearch, stretchSpectrum } from './grid-search.ts';
import { kaiserBesselSlope, mdctBasis } from './mdct-basis.ts';
import { mp3Basis, MP3_LINES } from './mp3-filters.ts';

const RATE = 44_100;
const SECONDS = 1;
const COUNT = RATE * SECONDS;
/** Energy of the rounding of one sample of 16 bits. */
const NOISE = 4 ** -15 / 12;

/** Sound of a decoder whose blocks begin at `place`: random lines, of which most are zero. */
function decoded(hop: number, place: number, basis: (line: number) => Float64Array, seed: number): Float64Array {
  const random = seededRandom(seed);
  const samples = new Float64Array(COUNT);
  const functions = Array.from({ length: Math.floor(hop / 3) }, (_, i) => basis(Math.floor(hop * 0.3) + i));
  for (let block = 0; place + (block + 3) * hop < COUNT; block += 1) {
    for (const one of functions) {
      if (random() < 0.6) continue;
      const value = (random() < 0.5 ? -1 : 1) * 0.01;
      const from = place + block * hop;
      for (let n = 0; n < one.length && from + n < COUNT; n += 1) samples[from + n]! += value * one[n]!;
    }
  }
  return samples.map((sample) => Math.round(sample * 32_768) / 32_768);
}

function stretches(samples: Float64Array, count = 5): Stretch[] {
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * (COUNT - STRETCH)) / count);
    const part = samples.slice(start, start + STRETCH);
    return { start, left: part, right: part };
  });
}

const MP3 = frameGrids(RATE).find(({ encoder }) => encoder === 'MP3')!;

describe('the search for blocks', () => {
  it.each([0, 47, 575])('finds their place to the sample: %i', (place) => {
    const search = new GridSearch(MP3);
    for (const { left, start } of stretches(decoded(MP3_LINES, place, mp3Basis, 1), 2)) {
      search.addStretch([stretchSpectrum(left, 0)], start, NOISE);
    }
    expect(search.peak()).toMatchObject({ place, height: expect.toSatisfy((height) => height > 10) });
  });

  it('finds none in noise, and counts no lines in silence', () => {
    const search = new GridSearch(MP3);
    for (const { left, start } of stretches(noise(SECONDS, RATE, 3))) {
      search.addStretch([stretchSpectrum(left, 0)], start, NOISE);
    }
    expect(search.lines).toBeGreaterThan(500);
    expect(search.peak().height).toBeLessThan(5);
    const silence = new GridSearch(MP3);
    silence.addStretch([stretchSpectrum(new Float64Array(STRETCH), 0)], 0, NOISE);
    expect([silence.lines, silence.peak().height]).toEqual([0, 0]);
  });
});

describe('the encoder', () => {
  it('is told from others, with its confidence', () => {
    const aac = { hop: 1024, overlap: 1024, slope: kaiserBesselSlope(1024) };
    const sound = decoded(1024, 300, (line) => mdctBasis(aac, line), 2);
    expect(findEncoder(stretches(sound), RATE, 16, false)).toMatchObject({ encoder: 'AAC', peak: { place: 300 } });
    expect(findEncoder(stretches(sound), RATE, 16, false)!.confidence).toBeGreaterThan(0.99);
  });

  it('is not named with any confidence for noise, too little sound, or a rate that no encoder has', () => {
    const hiss = noise(SECONDS, RATE, 4).map((sample) => 0.1 * sample);
    expect(findEncoder(stretches(hiss), RATE, 16, true)!.confidence).toBeLessThan(0.2);
    expect(findEncoder(stretches(decoded(MP3_LINES, 0, mp3Basis, 1), 1), RATE, 16, true)!.confidence).toBe(0);
    expect(findEncoder(stretches(hiss), 96_000, 24, true)).toBeNull();
  });
});
