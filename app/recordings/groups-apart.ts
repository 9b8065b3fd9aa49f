/**
 * Groups of tracks that sound the same, of which some are known to be other mixes of each other: a copy at a low bit rate
 * may sound the same as two mixes. Pairs are joined from the best score down (single linkage with cannot-link
 * constraints), so the groups do not depend on the order of arrival. Two groups with other mixes are joined only where more
 * of their faithful files are the same: one pair in a hundred is taken for other mixes and is none.
 */

export interface ScoredPair {
  readonly pair: readonly [number, number];
  /** 0 to 1. */
  readonly score: number;
  /** Whether both files are close enough to their sources to tell mixes apart. */
  readonly isFaithful: boolean;
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
  const mixes = pairsOf(apart);
  const faithful = pairsOf(same.filter(({ isFaithful }) => isFaithful).map(({ pair }) => pair));
  /** Groups that were found to be apart, until one of all groups grows. */
  const apartNow = new Map<ReadonlySet<number>, Set<ReadonlySet<number>>>();
  const areApart = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean => {
    if (apartNow.get(one)?.has(other)) return true;
    const differing = between(mixes, one, other);
    if (differing === 0 || between(faithful, one, other) > differing) return false;
    apartNow.set(one, (apartNow.get(one) ?? new Set()).add(other));
    return true;
  };
  const byScore = [...same].sort((a, b) => b.score - a.score || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  // Groups that were apart may be the same once they have grown.
  for (let joined = true; joined;) {
    joined = false;
    for (const { pair } of byScore) {
      const [one, other] = [groups.get(pair[0]), groups.get(pair[1])];
      if (one === undefined || other === undefined || one === other || areApart(one, other)) continue;
      joined = true;
      apartNow.clear();
      const [large, small] = one.size < other.size ? [other, one] : [one, other];
      for (const id of small) {
        large.add(id);
        groups.set(id, large);
      }
    }
  }
  return [...new Set(groups.values())].map((group) => [...group].sort((a, b) => a - b)).sort(([a], [b]) => a! - b!);
}

function pairsOf(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [a, b] of [...pairs, ...pairs.map(([one, other]) => [other, one] as const)]) {
    found.set(a, [...(found.get(a) ?? []), b]);
  }
  return found;
}

/** How many of the pairs lead from one group to the other. */
function between(
  pairs: ReadonlyMap<number, readonly number[]>,
  one: ReadonlySet<number>,
  other: ReadonlySet<number>,
): number {
  let count = 0;
  for (const id of one) for (const second of pairs.get(id) ?? []) if (other.has(second)) count += 1;
  return count;
}
