/**
 * Decides whether decoded sound has been through a lossy encoder, from some short stretches of it.
 *
 * Few stretches tell in most cases; only grids that look possible after these are searched in more of them. The
 * confidence is that of a peak as high as was found: tuned on one half of the material of `npm run report:lossy`, and
 * measured on the other.
 */
import { type EncoderName, frameGrids, STRETCH } from './frame-grids.ts';
import { type GridPeak, GridSearch, stretchSpectrum } from './grid-search.ts';

/** Stretches that are looked at first, and then. */
const FIRST = 4;
const THEN = 12;
/** Grids with a lower peak after these are given up, but for the best one. */
const POSSIBLE = 4;
/** The same where the sound is suspicious. */
const POSSIBLE_AT_ALL = 3.3;
/** A peak of this height, in both halves together, has the confidence one half. */
const HALF_SURE = 5.4;
/** Heights from one half to 0.73 of confidence. */
const SCALE = 0.4;
/** Above this nothing more has to be looked at. */
const CERTAIN = 9;
/** Both halves of the stretches have to show a low peak: those of chance or of steady tones are in one of them. */
const AGREED = 2.4;
const BEYOND_CHANCE = 7.5;
/** Fewer lines than this say nothing. */
const FEWEST_LINES = 250;

/** `STRETCH` samples of two channels (the same array twice for one), from sample `start` of the file on. */
export interface Stretch {
  readonly start: number;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export interface EncoderTrace {
  readonly encoder: EncoderName;
  /** 0 … 1. */
  readonly confidence: number;
  readonly peak: GridPeak;
}

/**
 * The encoder that has left the clearest trace; null without stretches, and for rates at which no encoder works.
 * @param bits of the samples, whose rounding hides what is as quiet
 * @param suspicious whether the sound ends at some frequency at once, as most encoders make it: no grid is given up then
 */
export function findEncoder(
  stretches: readonly Stretch[],
  rate: number,
  bits: number,
  suspicious: boolean,
): EncoderTrace | null {
  const noise = 4 ** (1 - bits) / 12;
  const spectra = new SpectraOf(stretches);
  const grids = frameGrids(rate);
  const order = spread(stretches.length);
  const add = (search: GridSearch, from: number, to: number): void => {
    for (const number of order.slice(from, to)) {
      const channels = spectra.channels(number, search.grid.emphasis);
      search.addStretch(channels, stretches[number]!.start, noise);
    }
  };
  /** Looks at more stretches while they may still tell something. */
  const decide = (search: GridSearch): EncoderTrace => {
    add(search, FIRST, THEN);
    let peak = search.peak();
    if (peak.height > (suspicious ? POSSIBLE_AT_ALL : POSSIBLE) && peak.height < CERTAIN) {
      add(search, THEN, stretches.length);
      peak = search.peak();
    }
    const confidence = search.lines < FEWEST_LINES ? 0 : confidenceOf(peak);
    return { encoder: search.grid.encoder, confidence, peak };
  };
  const searches = grids.filter(({ isShownByOther }) => !isShownByOther).map((grid) => new GridSearch(grid));
  for (const search of searches) add(search, 0, FIRST);
  const heights = searches.map((search) => search.peak().height);
  const highest = Math.max(...heights);
  const traces = searches
    .filter((_, i) => heights[i] === highest || (highest < CERTAIN && (suspicious || heights[i]! > POSSIBLE)))
    .map(decide);
  if (
    traces.some(({ encoder, peak }) => (encoder === 'AAC' || encoder === 'Vorbis') && peak.height > POSSIBLE_AT_ALL)
  ) {
    for (const grid of grids.filter(({ isShownByOther }) => isShownByOther)) {
      const search = new GridSearch(grid);
      add(search, 0, FIRST);
      traces.push(decide(search));
    }
  }
  return traces.reduce<EncoderTrace | null>(
    (best, trace) => (best === null || trace.peak.height > best.peak.height ? trace : best),
    null,
  );
}

function confidenceOf({ height, agreed }: GridPeak): number {
  const sure = 1 / (1 + Math.exp(-(height - HALF_SURE) / SCALE));
  return agreed < AGREED && height < BEYOND_CHANCE ? Math.min(sure, 0.4) : sure;
}

/** All numbers below `count`, so that the first few are spread over them. */
function spread(count: number): number[] {
  const order = new Set<number>();
  for (const parts of [FIRST, THEN]) for (let i = 0; i < parts; i += 1) order.add(Math.floor((i * count) / parts));
  for (let i = 0; i < count; i += 1) order.add(i);
  return [...order].filter((i) => i < count);
}

/** The spectra of the stretches, each made once. */
class SpectraOf {
  readonly #stretches: readonly Stretch[];
  readonly #made = new Map<string, readonly Float64Array[]>();

  constructor(stretches: readonly Stretch[]) {
    this.#stretches = stretches;
  }

  /** One channel, and the difference of the channels, which encoders store with fewer bits. */
  channels(number: number, emphasis: number): readonly Float64Array[] {
    const key = `${number} ${emphasis}`;
    let spectra = this.#made.get(key);
    if (spectra === undefined) {
      const { left, right } = this.#stretches[number]!;
      spectra = [stretchSpectrum(left, emphasis)];
      if (left !== right) {
        const side = new Float64Array(STRETCH);
        for (let i = 0; i < STRETCH; i += 1) side[i] = (left[i]! - right[i]!) / 2;
        spectra = [...spectra, stretchSpectrum(side, emphasis)];
      }
      this.#made.set(key, spectra);
    }
    return spectra;
  }
}
