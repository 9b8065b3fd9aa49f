/**
 * Searches of the fingerprint index that no person waits for one by one. A few run at once, each with a long deadline:
 * the deadline begins when a search is asked for, so on a busy machine those that wait in a long queue would miss it.
 */
import type { FingerprintIndex, SearchOptions } from '../../index-engine/index.ts';

/** Milliseconds for one search; the longest that the index allows. */
const DEADLINE = 10_000;
const AT_ONCE = 4;
/** Of so many hashes a candidate shares one at least: of a copy at another speed, and a crop, they are few. */
const HASHES_PER_HIT = 60;

/** What a search asks for, by the number of its hashes. */
export type SearchAims = (hashes: number) => Pick<SearchOptions, 'limit' | 'minScore' | 'minScorePercent'>;

/** What shares some of the hashes. The file itself shares most of them, so no part of the best score is asked for. */
export const COPIES: SearchAims = (hashes) => ({
  limit: 30,
  minScore: Math.max(1, Math.floor(hashes / HASHES_PER_HIT)),
  minScorePercent: 0,
});

/** Also what shares a few of the many hashes of a whole track: its parts. */
export const PARTS: SearchAims = () => ({ limit: 60, minScore: 4, minScorePercent: 0 });

/** For each list of hashes the ids of the files that share them, the most similar first. */
export async function searchAll(
  index: Pick<FingerprintIndex, 'search'>,
  hashes: readonly Uint32Array[],
  aims: SearchAims = COPIES,
): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = Array.from({ length: hashes.length }, () => []);
  const waiting = hashes.entries();
  const searchInTurn = async (): Promise<void> => {
    for (const [place, list] of waiting) {
      const results = await index.search(list, { ...aims(list.length), timeout: DEADLINE });
      found[place] = results.map(({ id }) => id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, searchInTurn));
  return found;
}
