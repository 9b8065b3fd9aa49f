/**
 * Chromaprint's algorithm TEST2 over a stream of samples: the fingerprint that AcoustID and every fpcalc compute.
 *
 * samples → overlapping frames → chroma → smoothed over time → unit length → rolling integral image → items.
 * Everything is computed as samples arrive; one frame of samples and seventeen rows of sums are kept.
 *
 * Invariant: the items depend on the samples alone, not on the sizes of the chunks that they arrive in.
 */
import { hammingWindow, RealFft } from '../real-fft.ts';
import { BANDS, foldChroma, FRAME_SIZE, SAMPLE_RATE } from './chroma.ts';
import { classify } from './classifiers.ts';

export { SAMPLE_RATE };

/** Samples from one frame's begin to the next. */
const FRAME_STEP = Math.floor(FRAME_SIZE / 3);
const SMOOTHING = [0.25, 0.75, 1, 0.75, 0.25] as const;
/** A vector shorter than this is silence, and counts as zero. */
const SILENCE_NORM = 0.01;
/** Rows of the image that one item looks at. */
const WINDOW_ROWS = 16;
/** Sums before each row of the window and after its last. */
const SUM_ROWS = WINDOW_ROWS + 1;
const SUM_COLUMNS = BANDS + 1;

/** The item of a window of silence. */
export const SILENCE_ITEM = 627_964_279;

export class Fingerprinter {
  readonly #fft = new RealFft(FRAME_SIZE);
  readonly #window = hammingWindow(FRAME_SIZE, 1 / 32_767);
  readonly #samples = new Int16Array(4 * FRAME_SIZE);
  #sampleCount = 0;
  /** The last frames' chroma, in a ring. */
  readonly #recent = Array.from(SMOOTHING, () => new Float64Array(BANDS));
  #frames = 0;
  /** Running sums over all rows and bands so far, in a ring: row r holds the sums before image row r. */
  readonly #sums = new Float64Array(SUM_ROWS * SUM_COLUMNS);
  #rows = 0;
  readonly #row = new Float64Array(BANDS);
  readonly #items: number[] = [];
  readonly #onSpectrum: ((power: Float64Array) => void) | undefined;

  /**
   * `onSpectrum` is called with the power spectrum of every frame (valid during the call only), for analyses that
   * share the transform.
   */
  constructor(onSpectrum?: (power: Float64Array) => void) {
    this.#onSpectrum = onSpectrum;
  }

  /** Takes the next samples: mono, signed 16 bit, 11 025 Hz. Chunks may have any length. */
  feed(chunk: Int16Array): void {
    for (let taken = 0; taken < chunk.length;) {
      const part = chunk.subarray(taken, taken + this.#samples.length - this.#sampleCount);
      this.#samples.set(part, this.#sampleCount);
      this.#sampleCount += part.length;
      taken += part.length;
      this.#processFrames();
    }
  }

  /** Items of all whole frames so far; more may be fed afterwards. Less than 2.6 s of audio gives none. */
  items(): Uint32Array {
    return Uint32Array.from(this.#items);
  }

  #processFrames(): void {
    let start = 0;
    for (; start + FRAME_SIZE <= this.#sampleCount; start += FRAME_STEP) {
      const power = this.#fft.transform(this.#samples, start, this.#window);
      this.#onSpectrum?.(power);
      foldChroma(power, this.#recent[this.#frames % SMOOTHING.length]!);
      this.#frames += 1;
      if (this.#frames >= SMOOTHING.length) {
        this.#smooth();
        this.#normalise();
        this.#addRow();
      }
    }
    this.#samples.copyWithin(0, start, this.#sampleCount);
    this.#sampleCount -= start;
  }

  #smooth(): void {
    this.#row.fill(0);
    for (const [age, weight] of SMOOTHING.entries()) {
      const chroma = this.#recent[(this.#frames + age) % SMOOTHING.length]!;
      for (let band = 0; band < BANDS; band += 1) this.#row[band] = this.#row[band]! + weight * chroma[band]!;
    }
  }

  #normalise(): void {
    let squares = 0;
    for (const value of this.#row) squares += value * value;
    const norm = Math.sqrt(squares);
    if (norm < SILENCE_NORM) this.#row.fill(0);
    else for (let band = 0; band < BANDS; band += 1) this.#row[band] = this.#row[band]! / norm;
  }

  #addRow(): void {
    const sums = this.#sums;
    const above = (this.#rows % SUM_ROWS) * SUM_COLUMNS;
    const below = ((this.#rows + 1) % SUM_ROWS) * SUM_COLUMNS;
    let rowSum = 0;
    for (let band = 0; band < BANDS; band += 1) {
      rowSum += this.#row[band]!;
      sums[below + band + 1] = sums[above + band + 1]! + rowSum;
    }
    this.#rows += 1;
    if (this.#rows >= WINDOW_ROWS) this.#items.push(classify(this.#area));
  }

  /** Energy of a region of the newest window. */
  readonly #area = (row: number, rowEnd: number, band: number, bandEnd: number): number => {
    const first = this.#rows - WINDOW_ROWS;
    const above = ((first + row) % SUM_ROWS) * SUM_COLUMNS;
    const below = ((first + rowEnd) % SUM_ROWS) * SUM_COLUMNS;
    const sums = this.#sums;
    return sums[below + bandEnd]! - sums[above + bandEnd]! - sums[below + band]! + sums[above + band]!;
  };
}

/** Whole frames in this many samples. */
export function frameCount(samples: number): number {
  return Math.max(0, Math.floor((samples - FRAME_SIZE) / FRAME_STEP) + 1);
}

/** Seconds of audio from the begin of one item to the begin of the next. */
export const ITEM_SECONDS = FRAME_STEP / SAMPLE_RATE;
/** Seconds of audio that an item looks at behind the begin of the next one. */
const ITEM_REACH = (FRAME_SIZE + (SMOOTHING.length + WINDOW_ROWS - 3) * FRAME_STEP) / SAMPLE_RATE;

/** Seconds of audio that so many items in a row were made of: 2.7 for one. */
export function soundSeconds(items: number): number {
  return items === 0 ? 0 : items * ITEM_SECONDS + ITEM_REACH;
}

/** The items that so many seconds of audio have. */
export function itemCount(seconds: number): number {
  return Math.max(0, Math.round((seconds - ITEM_REACH) / ITEM_SECONDS));
}

/** Seconds from the beginning that fpcalc fingerprints by default, and that AcoustID knows. */
export const ACOUSTID_SECONDS = 120;
const ACOUSTID_ITEMS = frameCount(ACOUSTID_SECONDS * SAMPLE_RATE) - (SMOOTHING.length - 1) - (WINDOW_ROWS - 1);

/** The part of a whole fingerprint that AcoustID knows: items depend on no sample behind them. */
export function acoustidItems(items: Uint32Array): Uint32Array {
  return items.subarray(0, ACOUSTID_ITEMS);
}

/** The items of samples that are all in memory: mono, signed 16 bit, 11 025 Hz. */
export function fingerprint(samples: Int16Array): Uint32Array {
  const fingerprinter = new Fingerprinter();
  fingerprinter.feed(samples);
  return fingerprinter.items();
}
