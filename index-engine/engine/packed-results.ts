/**
 * Search results as one flat array. They cross threads in this form: transferred, not cloned.
 */

import type { SearchResult } from '../contract/fingerprint-index.ts';

/** Result i is (id packed[2i], score packed[2i + 1]); the order of the results is kept. */
export type PackedResults = Uint32Array<ArrayBuffer>;

/** Packs the first `count` results. */
export function packResults(results: readonly SearchResult[], count: number): PackedResults {
  const packed = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) {
    packed[2 * i] = results[i]!.id;
    packed[2 * i + 1] = results[i]!.score;
  }
  return packed;
}

export function unpackResults(packed: PackedResults): SearchResult[] {
  const results: SearchResult[] = [];
  for (let i = 0; i < packed.length; i += 2) results.push({ id: packed[i]!, score: packed[i + 1]! });
  return results;
}
