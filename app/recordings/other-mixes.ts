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
  /** Null where a file cannot be read now. */
  isOtherMix(parts: CommonPart): Promise<boolean | null>;
}

/** @returns the same pairs, other mixes with the score of a version, and those marked that could not be listened to */
export async function tellOtherMixes(
  { filePaths, isOtherMix }: MixParts,
  pairs: readonly FilePair[],
): Promise<readonly FilePair[]> {
  const doubtful = pairs.filter((pair) => pair.doubtful !== undefined && pair.score >= SAME_RECORDING);
  if (doubtful.length === 0) return pairs;
  const paths = await filePaths({ ids: [...new Set(doubtful.flatMap(({ pair }) => pair))] });
  const heard = new Map<FilePair, FilePair>();
  await Promise.all(
    doubtful.map(async (one) => {
      const [path, otherPath] = one.pair.map((id) => paths.get(id));
      const isThere = path !== undefined && otherPath !== undefined;
      const isOther = isThere ? await isOtherMix({ path, otherPath, ...one.doubtful! }) : null;
      if (isOther === null) heard.set(one, { ...one, isUnheard: true });
      else if (isOther) heard.set(one, { ...one, score: OTHER_MIX });
    }),
  );
  return pairs.map((pair) => heard.get(pair) ?? pair);
}
