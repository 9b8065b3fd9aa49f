import { describe, expect, it } from 'vitest';

import { SAMPLE_RATE } from '../audio/chromaprint/chroma.ts';
import { Fingerprinter } from '../audio/chromaprint/fingerprinter.ts';
import { FEATURE_RATE } from '../audio/features/frame-analysis.ts';
import { PitchHistogram } from '../audio/features/pitch-histogram.ts';
import { measureSound, type SoundMeasures } from '../audio/features/sound-measures.ts';
import { chordMusic, noise, toInt16 } from '../audio/test-signals.ts';
import { DEVIATIONS, MEANS } from './descriptor-constants.ts';
import { FAMILIES } from './descriptors.ts';
import { embed, EMBEDDER } from './embedding.ts';

function measures(at: (rate: number) => Float64Array): SoundMeasures {
  const pitch = new PitchHistogram();
  new Fingerprinter((power) => pitch.add(power)).feed(toInt16(at(SAMPLE_RATE)));
  return measureSound([Float32Array.from(at(FEATURE_RATE))], pitch);
}

const music =
  (shift = 0, gain = 1, bpm = 110) =>
  (rate: number): Float64Array =>
    chordMusic(15, rate, {
      bpm,
      chords: [
        [57, 60, 64],
        [53, 57, 60],
      ].map((chord) => chord.map((note) => note + shift)),
      seed: 1,
    }).map((value) => value * gain);

function likeness(a: SoundMeasures, b: SoundMeasures): number {
  const [one, other] = [embed(a), embed(b)];
  return one.reduce((sum, value, i) => sum + value * other[i]!, 0);
}

describe('the embedding', () => {
  it('has the dimension that is promised, made of the families', () => {
    const sound = measures(music());
    for (const { name, size, describe: numbers } of FAMILIES) expect(numbers(sound), name).toHaveLength(size);
    expect(FAMILIES.reduce((sum, { size }) => sum + size, 0)).toBe(EMBEDDER.dimension);
    expect(MEANS).toHaveLength(EMBEDDER.dimension);
    expect(DEVIATIONS).toHaveLength(EMBEDDER.dimension);
    expect(DEVIATIONS.every((deviation) => deviation > 0)).toBe(true);
  });

  it('is finite and of unit length, for silence and for nothing, too', () => {
    const sounds = [
      music(),
      (rate: number) => noise(5, rate, 1),
      (rate: number) => new Float64Array(rate),
      () => new Float64Array(0),
    ];
    for (const at of sounds) {
      const vector = embed(measures(at));
      expect(vector).toHaveLength(EMBEDDER.dimension);
      expect(vector.every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('says that the same music louder, or in another key, sounds alike, and that noise does not', () => {
    const original = measures(music());
    expect(likeness(original, measures(music(0, 0.3)))).toBeGreaterThan(0.9);
    expect(likeness(original, measures(music(2)))).toBeGreaterThan(0.8);
    expect(
      likeness(
        original,
        measures((rate) => noise(15, rate, 2)),
      ),
    ).toBeLessThan(0.6);
  });

  it('stays what its id stands for', () => {
    // A change of these numbers changes what the vectors of all libraries mean: give the embedder a new id then.
    const vector = embed(measures(music()));
    const sample = Array.from({ length: 16 }, (_, i) => Number(vector[8 * i + 3]!.toFixed(4)));
    expect({ id: EMBEDDER.id, sample }).toMatchInlineSnapshot(`
      {
        "id": "descant-timbre-1",
        "sample": [
          -0.1223,
          -0.0698,
          -0.1223,
          0.0176,
          0.0795,
          0.0966,
          -0.0371,
          0.1714,
          0.1349,
          -0.017,
          -0.0127,
          -0.0767,
          0.0517,
          -0.0086,
          -0.0442,
          0.1655,
        ],
      }
    `);
  });
});
