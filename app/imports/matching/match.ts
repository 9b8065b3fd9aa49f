/** How a record of another program was found among the library's tracks, or why it was not. */
import type { FoundBy, NotFoundReason } from '../../model/imports.ts';

export type Match =
  | { readonly by: FoundBy; readonly trackId: number }
  /** @param candidates ids of the tracks that fit, the first of them */
  | { readonly by: null; readonly reason: NotFoundReason; readonly candidates: readonly number[] };

const MOST_CANDIDATES = 10;

export const UNKNOWN: Match = { by: null, reason: 'unknown', candidates: [] };

/** The match where `ids` fit equally. */
export function matchOf(by: FoundBy, ids: readonly number[]): Match | null {
  if (ids.length === 0) return null;
  if (ids.length === 1) return { by, trackId: ids[0]! };
  return { by: null, reason: 'ambiguous', candidates: ids.slice(0, MOST_CANDIDATES) };
}
