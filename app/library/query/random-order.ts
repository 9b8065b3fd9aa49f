/** Random order with a seed: each track has its place by its id and the seed alone, so that a new track moves no other. */

/** A number of 32 bits that depends on all bits of both (the finaliser of MurmurHash3). */
export function randomPlace(id: number, seed: number): number {
  let hash = Math.imul(id, 0x9e3779b1) ^ Math.imul(seed + 0x7f4a7c15, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
