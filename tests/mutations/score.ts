/**
 * The mutation score: the share of mutants that the tests find.
 *
 * As Stryker counts it: a mutant is found when a test fails (killed) or does not end (timed out). Mutants that no test
 * reaches count as not found. Mutants that could not be run at all count nowhere.
 */

export type MutantStatus = 'killed' | 'timedOut' | 'survived' | 'noCoverage' | 'invalid';

export type MutantCounts = { readonly [status in MutantStatus]: number };

export function countsOf(statuses: Iterable<MutantStatus>): MutantCounts {
  const counts = { killed: 0, timedOut: 0, survived: 0, noCoverage: 0, invalid: 0 };
  for (const status of statuses) counts[status]++;
  return counts;
}

/** Mutants that count. */
export function validOf(counts: MutantCounts): number {
  return foundOf(counts) + counts.survived + counts.noCoverage;
}

export function foundOf(counts: MutantCounts): number {
  return counts.killed + counts.timedOut;
}

/** From 0 to 1; null where no mutant counts. */
export function scoreOf(counts: MutantCounts): number | null {
  const valid = validOf(counts);
  return valid === 0 ? null : foundOf(counts) / valid;
}

/** The two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * The interval that holds the score of all `population` mutants with a probability of 95 %, from a random sample of
 * them: Wilson's score interval (Wilson 1927), the sample's size corrected for the finite population. A sample of
 * everything has an interval without width.
 */
export function intervalOf(counts: MutantCounts, population: number): readonly [low: number, high: number] | null {
  const size = validOf(counts);
  const score = scoreOf(counts);
  if (score === null) return null;
  if (size >= population) return [score, score];
  const n = (size * (population - 1)) / (population - size);
  const middle = (score + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((score * (1 - score)) / n + Z ** 2 / (4 * n ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
