/**
 * From the spectrum of a frame to the energy of the twelve pitch classes, as Chromaprint's TEST2 folds it: every
 * bin belongs whole to one band, whatever its octave.
 */

export const SAMPLE_RATE = 11_025;
export const FRAME_SIZE = 4096;
export const BANDS = 12;

const LOWEST_FREQUENCY = 28;
const HIGHEST_FREQUENCY = 3520;
/** A0, where octaves begin. */
const REFERENCE_FREQUENCY = 27.5;

const FIRST_BIN = Math.max(1, frequencyToBin(LOWEST_FREQUENCY));
const END_BIN = Math.min(FRAME_SIZE / 2, frequencyToBin(HIGHEST_FREQUENCY));
const BAND_OF_BIN = Uint8Array.from({ length: END_BIN }, (_, bin) => {
  if (bin < FIRST_BIN) return 0;
  const octave = Math.log2((bin * SAMPLE_RATE) / FRAME_SIZE / REFERENCE_FREQUENCY);
  return Math.floor(BANDS * (octave - Math.floor(octave)));
});

function frequencyToBin(frequency: number): number {
  return Math.round((FRAME_SIZE * frequency) / SAMPLE_RATE);
}

/**
 * Energy of each pitch class (`BANDS` numbers, A first), written to `chroma`. `power`: energies of the bins of a
 * frame.
 */
export function foldChroma(power: Float64Array, chroma: Float64Array): void {
  chroma.fill(0);
  for (let bin = FIRST_BIN; bin < END_BIN; bin += 1) {
    const band = BAND_OF_BIN[bin]!;
    chroma[band] = chroma[band]! + power[bin]!;
  }
}
