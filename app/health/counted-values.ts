/** How often values occur, and which is the most frequent. */

/** Value → how often it occurs; empty ones do not count. */
export function countedValues(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The most frequent first; of equally frequent ones, the one that came first. */
export function mostFrequent(counts: ReadonlyMap<string, number>): [value: string, count: number][] {
  return [...counts].sort(([, a], [, b]) => b - a);
}
