/**
 * The workload that fingerprint indexes are compared with, the same in every language: documents of 120 evenly spread
 * 28-bit hashes; queries that share 70 % of their hashes with one document ("hits"), and queries of nothing but noise
 * ("misses"). All arithmetic is modulo 2^32.
 */

export const HASHES_PER_DOCUMENT = 120;
const REPLACED_PERCENT = 30;
const KEPT_BITS = 0xfffffff0;

/** The finaliser of MurmurHash3 (Appleby). */
export function mix32(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Hash `item` of a document. */
function documentHash(document: number, item: number): number {
  return (mix32(Math.imul(document, 0x9e3779b1) + Math.imul(item, 0x85ebca77) + 1) & KEPT_BITS) >>> 0;
}

/** The hashes of a document, in `hashes`. */
export function documentHashes(document: number, hashes = new Uint32Array(HASHES_PER_DOCUMENT)): Uint32Array {
  for (let item = 0; item < HASHES_PER_DOCUMENT; item++) hashes[item] = documentHash(document, item);
  return hashes;
}

/** The document that hit query `query` is made from, among `documents`. */
export function hitDocument(query: number, documents: number): number {
  return 1 + (mix32(query + 17) % documents);
}

export function hitQuery(query: number, documents: number): Uint32Array {
  const document = hitDocument(query, documents);
  const hashes = new Uint32Array(HASHES_PER_DOCUMENT);
  for (let item = 0; item < HASHES_PER_DOCUMENT; item++) {
    const replaced = mix32(Math.imul(query, 7919) + item) % 100 < REPLACED_PERCENT;
    hashes[item] = replaced
      ? mix32(Math.imul(query, 31) + Math.imul(item, 0x27d4eb2f) + 7) & KEPT_BITS
      : documentHash(document, item);
  }
  return hashes;
}

export function missQuery(query: number): Uint32Array {
  const hashes = new Uint32Array(HASHES_PER_DOCUMENT);
  for (let item = 0; item < HASHES_PER_DOCUMENT; item++) {
    hashes[item] = mix32(Math.imul(query, 104729) + Math.imul(item, 0x165667b1) + 99) & KEPT_BITS;
  }
  return hashes;
}
