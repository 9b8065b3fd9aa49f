/**
 * Searches for callers on the engine's thread: they end them with a signal and get objects instead of packed numbers.
 */

import type { SearchResult } from '../contract/fingerprint-index.ts';
import { unpackResults } from './packed-results.ts';
import type { PackedResults } from './packed-results.ts';
import type { Cancellation } from './search-scheduler.ts';

/**
 * The results of the search that `run` begins. Rejects with the reason of `signal` if it is aborted before the search
 * has ended, and as the search does. A signal that is aborted already begins no search.
 */
export async function abortableSearch(
  signal: AbortSignal | undefined,
  run: (cancellation: Cancellation) => Promise<PackedResults>,
): Promise<readonly SearchResult[]> {
  signal?.throwIfAborted();
  const cancellation = {
    get cancelled(): boolean {
      return signal?.aborted ?? false;
    },
  };
  try {
    return unpackResults(await run(cancellation));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
