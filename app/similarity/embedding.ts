/**
 * The embedding of a sound: its descriptors, each measured in standard deviations from the usual, families weighted,
 * as a vector of unit length. The cosine of two embeddings says how much two pieces sound alike.
 *
 * Invariant: an embedder's id stands for exactly one function of the samples. The constants are fixed and do not
 * depend on the library, so that vectors stay valid while a library grows; a change of anything that changes a
 * vector needs a new id (and a new `ANALYSIS_VERSION`).
 */
import type { SoundMeasures } from '../audio/features/sound-measures.ts';
import { DEVIATIONS, MEANS } from './descriptor-constants.ts';
import { describeSound, FAMILIES } from './descriptors.ts';

export interface Embedder {
  /** Stored with every vector: vectors of different embedders cannot be compared. */
  readonly id: string;
  readonly dimension: number;
}

export const EMBEDDER: Embedder = { id: 'descant-timbre-1', dimension: 128 };

/** Deviations from the mean are limited to this many, so that no single descriptor dominates. */
const MOST_UNUSUAL = 3.5;

/** Factor of each descriptor: families weigh what they are given, however many numbers they have. */
const WEIGHTS = Float64Array.from(
  FAMILIES.flatMap(({ size, weight }) => Array.from({ length: size }, () => Math.sqrt(weight / size))),
);

/** `EMBEDDER.dimension` finite floats of unit length. */
export function embed(sound: SoundMeasures): Float32Array {
  return normaliseDescriptors(describeSound(sound));
}

/** The embedding for given descriptors. */
export function normaliseDescriptors(descriptors: Float64Array): Float32Array {
  const vector = new Float32Array(EMBEDDER.dimension);
  let squares = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const unusual = (descriptors[i]! - MEANS[i]!) / DEVIATIONS[i]!;
    vector[i] = WEIGHTS[i]! * Math.max(-MOST_UNUSUAL, Math.min(MOST_UNUSUAL, unusual));
    squares += vector[i]! * vector[i]!;
  }
  const norm = Math.sqrt(squares);
  return vector.map((value) => value / norm);
}
