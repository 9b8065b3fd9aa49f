/**
 * The parameters of a search, with defaults filled in and limits applied: the same for every kind of index.
 */

import type { SearchOptions } from '../contract/fingerprint-index.ts';

const DEFAULT_LIMIT = 40;
const MAX_LIMIT = 100;
const DEFAULT_TIMEOUT = 500;
const MAX_TIMEOUT = 10_000;
const DEFAULT_MIN_SCORE_PERCENT = 10;

export interface Query {
  /** Ascending and distinct. */
  readonly hashes: Uint32Array;
  readonly limit: number;
  /** At least 1. */
  readonly minScore: number;
  readonly minScorePercent: number;
  /** Milliseconds. */
  readonly timeout: number;
}

export type QueryOptions = Omit<SearchOptions, 'signal'>;

/** `hashes` in any order; the default minimum score follows from their number before repeated ones are removed. */
export function prepareQuery(hashes: Uint32Array, options: QueryOptions): Query {
  const sorted = hashes.toSorted();
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!;
  }
  return {
    hashes: sorted.subarray(0, distinct),
    limit: clamp(options.limit ?? DEFAULT_LIMIT, 1, MAX_LIMIT),
    minScore: Math.max(1, Math.ceil(options.minScore ?? Math.floor((hashes.length + 19) / 20))),
    minScorePercent: Math.max(0, options.minScorePercent ?? DEFAULT_MIN_SCORE_PERCENT),
    timeout: clamp(options.timeout ?? DEFAULT_TIMEOUT, 0, MAX_TIMEOUT),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, Math.floor(value)));
}
