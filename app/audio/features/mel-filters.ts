/**
 * Bands as wide as the resolution of hearing: triangles on the mel scale (Slaney's: linear below 1 kHz, logarithmic
 * above; "Auditory Toolbox", 1998), applied to a power spectrum.
 */

const LINEAR_STEP = 200 / 3;
const LOG_START = 1000;
const LOG_STEP = Math.log(6.4) / 27;

function hertzToMel(hertz: number): number {
  return hertz < LOG_START ? hertz / LINEAR_STEP : LOG_START / LINEAR_STEP + Math.log(hertz / LOG_START) / LOG_STEP;
}

function melToHertz(mel: number): number {
  const start = LOG_START / LINEAR_STEP;
  return mel < start ? mel * LINEAR_STEP : LOG_START * Math.exp((mel - start) * LOG_STEP);
}

export class MelFilters {
  readonly bands: number;
  /** First bin of each band, and where its weights begin; one more than there are bands. */
  readonly #firstBin: Int32Array;
  readonly #offset: Int32Array;
  readonly #weights: Float64Array;

  /** `bands` triangles between `low` and `high` Hz, over the bins of a spectrum of `size` samples at `rate` Hz. */
  constructor(bands: number, low: number, high: number, rate: number, size: number) {
    this.bands = bands;
    this.#firstBin = new Int32Array(bands);
    this.#offset = new Int32Array(bands + 1);
    const edge = (i: number): number => {
      const mel = hertzToMel(low) + (i * (hertzToMel(high) - hertzToMel(low))) / (bands + 1);
      return (melToHertz(mel) * size) / rate;
    };
    const weights: number[] = [];
    for (let band = 0; band < bands; band += 1) {
      const [from, peak, to] = [edge(band), edge(band + 1), edge(band + 2)];
      this.#firstBin[band] = Math.ceil(from);
      for (let bin = Math.ceil(from); bin < to; bin += 1) {
        const slope = bin <= peak ? (bin - from) / (peak - from) : (to - bin) / (to - peak);
        // Of equal area, so that wide bands are not louder by being wide.
        weights.push((slope * 2) / (to - from));
      }
      this.#offset[band + 1] = weights.length;
    }
    this.#weights = Float64Array.from(weights);
  }

  /** Energy of each band, written to `energies`. */
  apply(power: Float64Array, energies: Float64Array): void {
    const weights = this.#weights;
    for (let band = 0; band < this.bands; band += 1) {
      const end = this.#offset[band + 1]!;
      let bin = this.#firstBin[band]!;
      let sum = 0;
      for (let i = this.#offset[band]!; i < end; i += 1, bin += 1) sum += weights[i]! * power[bin]!;
      energies[band] = sum;
    }
  }
}
