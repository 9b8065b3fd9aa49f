/**
 * Which values 16-bit samples have: whether their level was changed in 16 bits.
 *
 * Music has each value about as often as the values beside it. Where samples are multiplied and rounded, several values
 * become one, or some become none: among neighbours some are rare or missing. As rounding treats both signs alike, the same
 * values are rare above zero and below. Music that repeats its very samples has uneven counts, too, but others on each
 * side. Dither hides a change, and so does one by half.
 */
import type { RawFrame } from '../decoder.ts';

/** Values from −512 to 512: quiet samples are the most frequent ones. */
const REACH = 512;
/** Values this close to 0 are left out: silence has many of them. */
const CENTRE = 2;
/** Samples in that range without which nobody can say. */
const FEWEST = 20_000;
/** Mean square of the deviations: 1 by chance, 3 to 100 after a change by a few dB. */
const UNEVEN = 2;
/** Correlation of the deviations above zero with those below: at most .56 without a change, .74 to .99 after one. */
const ALIKE = 0.65;

export class ValueHistogram {
  readonly #counts = new Uint32Array(2 * REACH + 1);

  /** Frames of other than 16-bit samples are left out. */
  add({ planes, samples, channels }: RawFrame): void {
    const [plane] = planes;
    if (!(plane instanceof Int16Array)) return;
    const step = planes.length === 1 ? channels : 1;
    for (let i = 0, end = samples * step; i < end; i += step) {
      const place = plane[i]! + REACH;
      if (place >= 0 && place <= 2 * REACH) this.#counts[place]! += 1;
    }
  }

  get rescaled(): boolean {
    const deviations = this.#deviations();
    if (deviations === null) return false;
    let [above, below, both, values] = [0, 0, 0, 0];
    for (let value = CENTRE + 1; value <= REACH - 2; value += 1) {
      const [one, other] = [deviations[REACH + value]!, deviations[REACH - value]!];
      [above, below, both, values] = [above + one * one, below + other * other, both + one * other, values + 2];
    }
    return above + below > UNEVEN * values && both > ALIKE * Math.sqrt(above * below);
  }

  /** How far each count is from those of its four neighbours, in standard deviations; null for few samples. */
  #deviations(): Float64Array | null {
    const counts = this.#counts;
    const deviations = new Float64Array(counts.length);
    let samples = 0;
    for (let at = 2; at <= 2 * REACH - 2; at += 1) {
      if (Math.abs(at - REACH) <= CENTRE) continue;
      const expected = (counts[at - 2]! + counts[at - 1]! + counts[at + 1]! + counts[at + 2]!) / 4;
      samples += counts[at]!;
      // The variance of a count is the count; that of the mean of four is a quarter of it.
      if (expected > 0) deviations[at] = (counts[at]! - expected) / Math.sqrt(1.25 * Math.max(expected, counts[at]!));
    }
    return samples < FEWEST ? null : deviations;
  }
}
