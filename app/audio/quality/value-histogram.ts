/**
 * Which values 16-bit samples have: whether their level was changed in 16 bits.
 *
 * Music has each value about as often as the values beside it. Where samples are multiplied and rounded, several values
 * become one, or some become none: among neighbours some are rare or missing, at the same distance again and again.
 * Dither hides it, and so does a change by half.
 */
import type { RawFrame } from '../decoder.ts';

/** Values from −512 to 512: quiet samples are the most frequent ones. */
const REACH = 512;
/** Values this close to 0 are left out: silence has many of them. */
const CENTRE = 2;
/** Samples in that range without which nobody can say. */
const FEWEST = 20_000;
/** Where nothing was changed the deviations are those of chance, 1; a change by 1 dB gives 3 to 70. */
const UNEVEN = 2;

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
    return this.#unevenness() > UNEVEN;
  }

  /** Mean square of the deviation of a value's count from those of its four neighbours, 1 for chance. */
  #unevenness(): number {
    const counts = this.#counts;
    let [sum, values, samples] = [0, 0, 0];
    for (let at = 2; at <= 2 * REACH - 2; at += 1) {
      if (Math.abs(at - REACH) <= CENTRE) continue;
      const expected = (counts[at - 2]! + counts[at - 1]! + counts[at + 1]! + counts[at + 2]!) / 4;
      samples += counts[at]!;
      if (expected === 0) continue;
      // The variance of a count is the count; that of the mean of four is a quarter of it.
      sum += (counts[at]! - expected) ** 2 / (1.25 * Math.max(expected, counts[at]!));
      values += 1;
    }
    return samples < FEWEST ? 0 : sum / values;
  }
}
