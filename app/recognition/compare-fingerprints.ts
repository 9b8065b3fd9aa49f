/**
 * The similarity of two Chromaprint fingerprints: the score by which the AcoustID server tells recordings apart
 * (`acoustid_compare2` of pg_acoustid). From 0.75 it is the same recording, between 0.4 and 0.75 often another version
 * of the same piece. Copies whose beginnings lie more than ten seconds apart are not recognised.
 */
import { bitCount } from './bit-count.ts';

/** Greatest difference, in seconds, of the lengths of two copies whose beginnings alone are compared, as AcoustID has it. */
export const LENGTH_DIFFERENCE = 7;

/** Greatest distance of the beginnings, in items of an eighth of a second. */
const FARTHEST = 80;
/** An item's key is its upper bits: they change least between copies. */
const KEY_SHIFT = 18;
const KEYS = 1 << (32 - KEY_SHIFT);
/** Share of the distinct keys that have to agree on one offset. */
const FEWEST_VOTES = 0.02;

/** @returns 0 to 1; 0 also for a fingerprint without items */
export function compareFingerprints(a: Uint32Array, b: Uint32Array): number {
  const length = Math.min(a.length, b.length) & ~1;
  const found = commonestOffset(a, b);
  if (found === null || length === 0) return 0;
  const left = found.offset >= 0 ? a.subarray(found.offset) : a;
  const right = found.offset < 0 ? b.subarray(-found.offset) : b;
  const pairs = Math.min(left.length, right.length) >> 1;
  const [leftKeys, rightKeys] = [distinctKeys(left), distinctKeys(right)];
  if (pairs === 0 || found.votes < FEWEST_VOTES * Math.max(leftKeys, rightKeys)) return 0;
  const score = Math.max(0, ((2 * pairs) / length) * (1 - (2 * differingBits(left, right, 2 * pairs)) / (64 * pairs)));
  // Fingerprints with few distinct keys resemble each other by chance: their score is lowered.
  const diversity = Math.min(1, (leftKeys + 10) / left.length + 0.5, (rightKeys + 10) / right.length + 0.5);
  return diversity < 1 ? score ** (8 - 7 * diversity) : score;
}

/** The offset of `a` against `b` that most keys agree on, in items. */
function commonestOffset(a: Uint32Array, b: Uint32Array): { readonly offset: number; readonly votes: number } | null {
  const [inA, inB] = [lastPositions(a), lastPositions(b)];
  const votes = new Map<number, number>();
  let best: { offset: number; votes: number } | null = null;
  for (let key = 0; key < KEYS - 1; key += 1) {
    const [one, other] = [inA[key] ?? 0, inB[key] ?? 0];
    if (one === 0 || other === 0 || Math.abs(one - other) > FARTHEST) continue;
    const count = (votes.get(one - other) ?? 0) + 1;
    votes.set(one - other, count);
    if (best === null || count > best.votes) best = { offset: one - other, votes: count };
  }
  return best;
}

/** The last position of each key; 0 for absent keys and for the first position. */
function lastPositions(items: Uint32Array): Uint32Array {
  const positions = new Uint32Array(KEYS);
  for (const [position, item] of items.entries()) positions[item >>> KEY_SHIFT] = position;
  return positions;
}

function distinctKeys(items: Uint32Array): number {
  const seen = new Uint8Array(KEYS);
  let count = 0;
  for (const item of items) {
    if (seen[item >>> KEY_SHIFT] === 0) count += 1;
    seen[item >>> KEY_SHIFT] = 1;
  }
  return count;
}

function differingBits(a: Uint32Array, b: Uint32Array, count: number): number {
  let bits = 0;
  for (let at = 0; at < count; at += 1) bits += bitCount((a[at] as number) ^ (b[at] as number));
  return bits;
}
