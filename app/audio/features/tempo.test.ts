import { describe, expect, it } from 'vitest';

import { chordMusic, noise, sound } from '../test-signals.ts';
import { analyseFrames, FEATURE_RATE } from './frame-analysis.ts';
import { onsetEnvelope } from './onsets.ts';
import { estimateTempo, onsetAutocorrelation } from './tempo.ts';

function tempoOf(samples: Float64Array): number | null {
  return estimateTempo(onsetAutocorrelation([onsetEnvelope(analyseFrames(Float32Array.from(samples))).total]));
}

describe('estimateTempo', () => {
  it.each([72, 84, 97.5, 110, 123.4, 136])('finds %d beats per minute', (bpm) => {
    const tempo = tempoOf(
      chordMusic(25, FEATURE_RATE, {
        bpm,
        chords: [
          [57, 60, 64],
          [53, 57, 60],
        ],
        seed: 1,
      }),
    );
    expect(Math.abs(tempo! / bpm - 1)).toBeLessThan(0.01);
  });

  it('finds one tempo in several stretches, whatever the phase of their beats', () => {
    const music = chordMusic(40, FEATURE_RATE, { bpm: 128, chords: [[50, 53, 57]], seed: 2 });
    const stretches = [0, 11.3, 25.77].map((start) =>
      Float32Array.from(music.subarray(start * FEATURE_RATE, (start + 12) * FEATURE_RATE)),
    );
    const tempo = estimateTempo(
      onsetAutocorrelation(stretches.map((stretch) => onsetEnvelope(analyseFrames(stretch)).total)),
    );
    expect(Math.abs(tempo! / 128 - 1)).toBeLessThan(0.01);
  });

  it('finds none in noise, in a held tone, in silence and in nothing', () => {
    expect(tempoOf(noise(20, FEATURE_RATE, 3))).toBeNull();
    expect(tempoOf(sound(20, FEATURE_RATE, (t) => 0.5 * Math.sin(2 * Math.PI * 440 * t)))).toBeNull();
    expect(tempoOf(new Float64Array(20 * FEATURE_RATE))).toBeNull();
    expect(tempoOf(new Float64Array(10))).toBeNull();
  });
});
