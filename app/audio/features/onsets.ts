/** Where notes and beats begin: the growth of the mel energies from frame to frame. */
import { type FrameSeries, MEL_BANDS } from './frame-analysis.ts';

/** Edges, in mel bands, of the low, middle and high register. */
const REGISTERS = [0, 8, 22, MEL_BANDS] as const;

export interface OnsetEnvelope {
  /** Growth of all bands per frame, averaged: nepers. */
  readonly total: Float64Array;
  /** The same of the low, middle and high register alone. */
  readonly registers: readonly [Float64Array, Float64Array, Float64Array];
}

/**
 * The novelty of each frame against the one two before (half-wave rectified, log-compressed spectral flux; Böck and
 * Widmer, "Maximum filter vibrato suppression for onset detection", 2013, without the filter). The first two frames
 * are 0.
 */
export function onsetEnvelope({ frames, mel }: FrameSeries): OnsetEnvelope {
  const total = new Float64Array(frames);
  const registers = [new Float64Array(frames), new Float64Array(frames), new Float64Array(frames)] as const;
  for (let frame = 2; frame < frames; frame += 1) {
    const now = frame * MEL_BANDS;
    const before = now - 2 * MEL_BANDS;
    for (let register = 0; register < 3; register += 1) {
      let growth = 0;
      for (let band = REGISTERS[register]!; band < REGISTERS[register + 1]!; band += 1) {
        growth += Math.max(0, compressed(mel[now + band]!) - compressed(mel[before + band]!));
      }
      total[frame] = total[frame]! + growth / MEL_BANDS;
      registers[register]![frame] = growth / (REGISTERS[register + 1]! - REGISTERS[register]!);
    }
  }
  return { total, registers };
}

/** Logarithms are cut at −70 dB: growth from near silence is no onset. */
function compressed(logEnergy: number): number {
  return Math.max(logEnergy, -16);
}

/** Frames at which the envelope has a local peak well above its surroundings. */
export function onsetPeaks(envelope: Float64Array, threshold: number): number {
  let peaks = 0;
  for (let frame = 2; frame < envelope.length - 2; frame += 1) {
    const here = envelope[frame]!;
    if (
      here > threshold &&
      here >= envelope[frame - 1]! &&
      here > envelope[frame + 1]! &&
      here >= envelope[frame - 2]! &&
      here > envelope[frame + 2]!
    ) {
      peaks += 1;
    }
  }
  return peaks;
}
