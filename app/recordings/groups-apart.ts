/**
 * Groups of tracks that sound the same, of which some are known to be other mixes of each other: a copy at a low bit rate
 * may sound the same as two mixes. Pairs are joined from the best score down, as long as no two of the joined tracks are
 * other mixes (single linkage with cannot-link constraints), so the groups do not depend on the order of arrival.
 */

export interface ScoredPair {
  readonly pair: readonly [number, number];
  /** 0 to 1. */
  readonly score: number;
}

/**
 * @param apart pairs of tracks that are other mixes
 * @returns each track in one group, in ascending order; the groups in the order of their first tracks
 */
export function groupsApart(
  tracks: readonly number[],
  same: readonly ScoredPair[],
  apart: readonly (readonly [number, number])[],
): number[][] {
  const groups = new Map(tracks.map((id) => [id, new Set([id])]));
  const others = new Map<number, number[]>();
  for (const [a, b] of apart) {
    others.set(a, [...(others.get(a) ?? []), b]);
    others.set(b, [...(others.get(b) ?? []), a]);
  }
  const areApart = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
    [...one].some((id) => others.get(id)?.some((mix) => other.has(mix)) === true);
  const byScore = [...same].sort((a, b) => b.score - a.score || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  for (const { pair } of byScore) {
    const [one, other] = [groups.get(pair[0]), groups.get(pair[1])];
    if (one === undefined || other === undefined || one === other || areApart(one, other)) continue;
    const [large, small] = one.size < other.size ? [other, one] : [one, other];
    for (const id of small) {
      large.add(id);
      groups.set(id, large);
    }
  }
  return [...new Set(groups.values())].map((group) => [...group].sort((a, b) => a - b)).sort(([a], [b]) => a! - b!);
}
