/**
 * A seeded random sample of mutants.
 *
 * Each mutant has a rank, a hash of the seed and of its key; a sample of N is the N lowest ranks. The same seed chooses
 * the same mutants on every machine, and a larger sample contains the smaller one.
 */
import { createHash } from 'node:crypto';

/** `size` of the `keys`, or all of them where there are no more; in the order of their ranks. */
export function sampleOf(keys: readonly string[], size: number, seed: string): string[] {
  return keys
    .map((key) => ({ key, rank: createHash('sha256').update(`${seed}\n${key}`).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ key }) => key);
}
