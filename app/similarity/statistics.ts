/** The few statistics that descriptors are made of. All give 0 for no input. */

/** Mean and standard deviation of numbers that come one by one (Welford, 1962). */
export class Moments {
  #count = 0;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.#count += 1;
    const difference = value - this.#mean;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
  }

  get mean(): number {
    return this.#mean;
  }

  get deviation(): number {
    return this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count);
  }
}

/** Of numbers in ascending order; `share` 0 is the smallest, 1 the largest. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}

/** Of weights that are not negative, in bits. */
export function entropy(weights: Float64Array): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (sum <= 0) return 0;
  let bits = 0;
  for (const weight of weights) if (weight > 0) bits -= (weight / sum) * Math.log2(weight / sum);
  return bits;
}

/** Of an amplitude relative to full scale, not lower than −100. */
export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 1e-5));
}
