/**
 * Searches of the fingerprint index that no person waits for one by one. A few run at once, each with a long deadline:
 * the deadline begins when a search is asked for, so on a busy machine those that wait in a long queue would miss it.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';

/** Files that a search gives at most. */
const CANDIDATES = 30;
/** Milliseconds for one search; the longest that the index allows. */
const DEADLINE = 10_000;
const AT_ONCE = 4;
/** Of so many hashes a candidate shares one at least: of a crop they are few. The fingerprints decide. */
const HASHES_PER_HIT = 30;

/** For each list of hashes the ids of the files that share many of them, the most similar first. */
export async function searchAll(
  index: Pick<FingerprintIndex, 'search'>,
  hashes: readonly Uint32Array[],
): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = Array.from({ length: hashes.length }, () => []);
  const waiting = hashes.entries();
  const searchInTurn = async (): Promise<void> => {
    for (const [place, list] of waiting) {
      const results = await index.search(list, {
        limit: CANDIDATES,
        minScore: Math.max(1, Math.floor(list.length / HASHES_PER_HIT)),
        timeout: DEADLINE,
      });
      found[place] = results.map(({ id }) => id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, searchInTurn));
  return found;
}
