/**
 * The ways in which lossy encoders divide sound into blocks and frequency lines, as what a search for them needs: the
 * spectra of their basis functions, around the frequency of each.
 */
import { RealFft } from '../real-fft.ts';
import { kaiserBesselSlope, mdctBasis, powerSineSlope, sineSlope } from './mdct-basis.ts';
import { MP3_LINES, mp3Basis } from './mp3-filters.ts';

/** Samples of the stretch of sound that is searched; the spectra are those of so many samples. */
export const STRETCH = 4096;
/** Bins on either side of a line's frequency; what a basis function has further off is below −45 dB. */
export const REACH = 14;

export type EncoderName = 'MP3' | 'AAC' | 'Vorbis' | 'Opus';

export interface FrameGrid {
  readonly encoder: EncoderName;
  /** Whether another grid, with nearly the same window, shows the blocks as well, if not as clearly. */
  readonly isShownByOther: boolean;
  /** Samples from one block to the next: the grid's place is one of so many. */
  readonly hop: number;
  /** Blocks of other lengths move the grid by multiples of this. */
  readonly step: number;
  /** Opus: a filter of one sample follows the transform, and is undone by x[n] − emphasis · x[n − 1]. */
  readonly emphasis: number;
  /** The bin in the middle of each line's spectrum. */
  readonly bins: Int32Array;
  /** Line by line: 2 · REACH + 1 complex values (re, im). */
  readonly spectra: Float64Array;
}

interface Description {
  readonly encoder: EncoderName;
  readonly hop: number;
  readonly step: number;
  readonly isShownByOther?: true;
  readonly emphasis?: number;
  /** Every so many lines: neighbours tell nearly the same. */
  readonly every: number;
  /** All lines from this one on are looked at: Opus sets them to zero at every bit rate of music. */
  readonly end?: number;
  readonly basis: (line: number) => Float64Array;
}

const LOWEST = 7_000;
const HIGHEST = 20_750;

const AAC_SINE = { hop: 1024, overlap: 1024, slope: sineSlope };
const AAC_KAISER = { hop: 1024, overlap: 1024, slope: kaiserBesselSlope(1024) };
const VORBIS = { hop: 1024, overlap: 1024, slope: powerSineSlope };
const CELT = { hop: 960, overlap: 120, slope: powerSineSlope };

const DESCRIPTIONS: readonly Description[] = [
  { encoder: 'MP3', hop: MP3_LINES, step: MP3_LINES, every: 3, basis: mp3Basis },
  { encoder: 'AAC', hop: 1024, step: 1024, every: 5, basis: (line) => mdctBasis(AAC_SINE, line) },
  {
    encoder: 'AAC',
    hop: 1024,
    step: 1024,
    isShownByOther: true,
    every: 5,
    basis: (line) => mdctBasis(AAC_KAISER, line),
  },
  { encoder: 'Vorbis', hop: 1024, step: 128, every: 5, basis: (line) => mdctBasis(VORBIS, line) },
  { encoder: 'Opus', hop: 960, step: 960, every: 4, end: 800, emphasis: 0.85, basis: (line) => mdctBasis(CELT, line) },
];

const made = new Map<number, readonly FrameGrid[]>();

/** The grids of sound at this rate (Hz); none where no encoder of music works at it. Made once for each rate. */
export function frameGrids(rate: number): readonly FrameGrid[] {
  let grids = made.get(rate);
  if (grids === undefined) {
    const known = rate === 44_100 || rate === 48_000;
    const used = DESCRIPTIONS.filter(({ encoder }) => known && (encoder !== 'Opus' || rate === 48_000));
    grids = used.map((one) => makeGrid(one, rate));
    made.set(rate, grids);
  }
  return grids;
}

function makeGrid(description: Description, rate: number): FrameGrid {
  const { encoder, hop, step, every, basis, end = hop, emphasis = 0 } = description;
  const isShownByOther = description.isShownByOther ?? false;
  const lines: number[] = [];
  for (let line = 0; line < hop; line += line < end ? every : 1) {
    const frequency = ((line + 0.5) * rate) / 2 / hop;
    if (frequency > LOWEST && frequency < HIGHEST) lines.push(line);
  }
  const width = 2 * REACH + 1;
  const fft = new RealFft(STRETCH);
  const bins = new Int32Array(lines.length);
  const spectra = new Float64Array(2 * width * lines.length);
  for (const [i, line] of lines.entries()) {
    const samples = basis(line);
    const padded = new Float64Array(STRETCH);
    padded.set(samples);
    const bin = Math.round(((line + 0.5) * STRETCH) / 2 / hop);
    const spectrum = fft.complexSpectrum(padded);
    bins[i] = bin;
    spectra.set(spectrum.subarray(2 * (bin - REACH), 2 * (bin + REACH + 1)), 2 * width * i);
  }
  return { encoder, isShownByOther, hop, step, emphasis, bins, spectra };
}
