import { describe, expect, it } from 'vitest';

import { SAMPLE_RATE } from '../chromaprint/chroma.ts';
import { Fingerprinter } from '../chromaprint/fingerprinter.ts';
import { chordMusic, noise, toInt16 } from '../test-signals.ts';
import { estimateKey, keyName } from './key.ts';
import { PitchHistogram } from './pitch-histogram.ts';

function keyOf(samples: Float64Array): string | null {
  const pitch = new PitchHistogram();
  new Fingerprinter((power) => pitch.add(power)).feed(toInt16(samples));
  return keyName(estimateKey(pitch.chroma()));
}

/** Four chords that say which key it is: I IV V I, or i iv V i. */
function cadence(tonic: number, mode: 'major' | 'minor'): number[][] {
  const third = mode === 'major' ? 4 : 3;
  const [i, iv, v] = [tonic, tonic + 5, tonic + 7];
  return [
    [i, i + third, i + 7],
    [iv, iv + third, iv + 7],
    [v, v + 4, v + 7],
    [i, i + third, i + 7],
  ];
}

const NAMES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];

describe('the key', () => {
  it.each(
    NAMES.flatMap((name, i) => (['major', 'minor'] as const).map((mode) => [`${name} ${mode}`, i, mode] as const)),
  )('is heard: %s', (name, i, mode) => {
    expect(keyOf(chordMusic(12, SAMPLE_RATE, { bpm: 120, chords: cadence(48 + i, mode), seed: 1 }))).toBe(name);
  });

  it.each([-35, 35])('is heard in music that is tuned %i cents off', (cents) => {
    expect(keyOf(chordMusic(12, SAMPLE_RATE, { bpm: 120, chords: cadence(50 + cents / 100, 'major'), seed: 1 }))).toBe(
      'D major',
    );
  });

  it('is not heard in noise and silence', () => {
    expect(keyOf(noise(12, SAMPLE_RATE, 1))).toBeNull();
    expect(keyOf(new Float64Array(12 * SAMPLE_RATE))).toBeNull();
  });
});
