/**
 * Tells other mixes of a recording from copies, where the fingerprints of two files do not: the files themselves are
 * listened to.
 */
import type { CommonPart } from '../analysis/analysis.ts';
import type { FilePair } from '../duplicates/compare-files.ts';
import { OTHER_MIX, SAME_RECORDING } from '../recognition/match-sounds.ts';

export interface MixParts {
  /** File id → path, of the files that are there. */
  filePaths(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, Uint8Array>>;
  isOtherMix(parts: CommonPart): Promise<boolean>;
}

/** @returns the same pairs, other mixes with the score of a version */
export async function tellOtherMixes(
  { filePaths, isOtherMix }: MixParts,
  pairs: readonly FilePair[],
): Promise<readonly FilePair[]> {
  const doubtful = pairs.filter((pair) => pair.doubtful !== undefined && pair.score >= SAME_RECORDING);
  if (doubtful.length === 0) return pairs;
  const paths = await filePaths({ ids: [...new Set(doubtful.flatMap(({ pair }) => pair))] });
  const apart = new Set<FilePair>();
  await Promise.all(
    doubtful.map(async (one) => {
      const [path, otherPath] = one.pair.map((id) => paths.get(id));
      if (path === undefined || otherPath === undefined) return;
      if (await isOtherMix({ path, otherPath, ...one.doubtful! })) apart.add(one);
    }),
  );
  return pairs.map((pair) => (apart.has(pair) ? { ...pair, score: OTHER_MIX } : pair));
}
