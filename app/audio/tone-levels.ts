/**
 * How strong each semitone of a sound is from moment to moment: in the frames of the fingerprint, so that two sounds are
 * compared at the offset of their items.
 */
import { FRAME_SIZE } from './chromaprint/chroma.ts';
import { Fingerprinter, ITEM_SECONDS, SAMPLE_RATE } from './chromaprint/fingerprinter.ts';
import type { Decoder } from './decoder.ts';

/** Five octaves: what melodies are made of. */
export const SEMITONES = 60;
const ITEM_SAMPLES = ITEM_SECONDS * SAMPLE_RATE;
/** Hz, of the lowest one. */
const LOWEST = 110;

/** Bins of the spectrum: a semitone has those from its own number up to the next one. */
const FIRST_BINS = Array.from({ length: SEMITONES + 1 }, (_, semitone) =>
  Math.ceil((LOWEST * 2 ** ((semitone - 0.5) / 12) * FRAME_SIZE) / SAMPLE_RATE),
);

/**
 * Decodes a file up to the end of the part. Runs native code: in a child process only.
 * @param first item with which the part begins, counted from the beginning of the file
 * @param items length of the part
 * @param phases how many times the levels are taken, each time a part of an item later
 * @returns of each phase the energy of each semitone: `SEMITONES` numbers for each item; 0 behind the end of the file
 * @throws DecodeError
 */
export function toneLevels(
  decoder: Decoder,
  path: Uint8Array,
  first: number,
  items: number,
  phases = 1,
): Float32Array[] {
  const taken = Array.from({ length: phases }, (_, phase) => new LaterLevels(phase / phases, first, items));
  const audio = decoder.open(path);
  try {
    audio.decode([
      {
        rate: SAMPLE_RATE,
        channels: 1,
        resampler: 'chromaprint',
        format: 's16',
        maxSamples: Math.round((first + items) * ITEM_SAMPLES) + FRAME_SIZE,
        sink: (samples) => {
          for (const one of taken) one.feed(samples);
        },
      },
    ]);
  } finally {
    audio.close();
  }
  return taken.map(({ levels }) => levels);
}

/** The levels of items that begin a part of an item later. */
class LaterLevels {
  readonly levels: Float32Array;
  readonly #fingerprinter: Fingerprinter;
  /** Samples that are still to be left out. */
  #early: number;
  #frame = 0;

  constructor(part: number, first: number, items: number) {
    const levels = new Float32Array(items * SEMITONES);
    this.levels = levels;
    this.#early = Math.round(part * ITEM_SAMPLES);
    this.#fingerprinter = new Fingerprinter((power) => {
      const row = this.#frame - first;
      this.#frame += 1;
      if (row >= 0 && row < items) addLevels(power, levels.subarray(row * SEMITONES, (row + 1) * SEMITONES));
    });
  }

  feed(samples: Int16Array): void {
    const early = Math.min(this.#early, samples.length);
    this.#early -= early;
    this.#fingerprinter.feed(samples.subarray(early));
  }
}

function addLevels(power: Float64Array, levels: Float32Array): void {
  for (let semitone = 0; semitone < SEMITONES; semitone += 1) {
    let energy = 0;
    for (let bin = FIRST_BINS[semitone]!; bin < FIRST_BINS[semitone + 1]!; bin += 1) energy += power[bin]!;
    levels[semitone] = energy;
  }
}
