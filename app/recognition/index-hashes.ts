/** Selects the hashes of a fingerprint that are indexed, as AcoustID does, so that its tools agree. */

/** Chromaprint's item for silence, which identifies nothing. */
const SILENCE = 627964279;
const MAX_HASHES = 120;
const SKIPPED_ITEMS = 80;
/** The low four bits change most between copies of a recording. */
const HASH_MASK = 0xfffffff0;

/**
 * Up to 120 distinct hashes of a fingerprint in order, from its middle on, for the index and for
 * searches in it.
 */
export function indexHashes(fingerprint: Uint32Array): Uint32Array {
  const items = fingerprint.filter((item) => item !== SILENCE);
  const start = Math.max(0, Math.min(items.length - MAX_HASHES, SKIPPED_ITEMS));
  const hashes = new Set<number>();
  for (let i = start; i < items.length && hashes.size < MAX_HASHES; i++) hashes.add((items[i]! & HASH_MASK) >>> 0);
  return Uint32Array.from(hashes);
}
