/**
 * Ranks order the items of a playlist. A rank is a sequence of numbers of 48 bits, stored big-endian, so that the
 * database compares ranks as bytes. Between two ranks there is always another one: an item is inserted or moved by
 * writing that item alone.
 *
 * Invariant: the last number of a rank is the id of its item, so no two items ever have the same rank, also when an
 * undo brings an old rank back.
 *
 * Ranks grow with insertions at one place. New numbers are taken near the lower neighbour on even levels and near the
 * upper one on odd levels: whether items come one after the other or one before the other, only one level of two is
 * used up by a few hundred of them, and the next has room for 2²⁸. The idea is that of LSEQ (Nédelec and others, 2013).
 */
const BYTES = 6;
/** No number of a rank reaches it. */
const END = 2 ** 48;
/** Room that is left for later insertions, where there is enough. */
const STEP = 2 ** 20;
/** An insertion takes at most this part of the room between its neighbours. */
const SHARE = 64;

/**
 * Ranks for new or moved items between two others, in the order of `ids`.
 * @param low the rank in front of them, null at the beginning of the list
 * @param high the rank behind them, null at its end
 * @throws RangeError when `low` is not below `high`
 */
export function ranksBetween(low: Uint8Array | null, high: Uint8Array | null, ids: readonly number[]): Buffer[] {
  const lower = numbersOf(low);
  const upper = high === null ? null : numbersOf(high);
  if (low !== null && high !== null && Buffer.compare(low, high) >= 0) {
    throw new RangeError('the neighbours of an item are in the wrong order');
  }
  const { prefix, from, to } = roomBetween(lower, upper, ids.length);
  const step = Math.max(1, Math.min(STEP, Math.floor((to - from) / (SHARE * ids.length))));
  const first = firstNumber(low, high, prefix.length, from, to, step * ids.length);
  return ids.map((id, i) => bytesOf([...prefix, first + step * (i + 1), id]));
}

/** The first level where `count` numbers fit between the two, with the numbers of the levels above it. */
function roomBetween(
  lower: readonly number[],
  upper: readonly number[] | null,
  count: number,
): { prefix: number[]; from: number; to: number } {
  const prefix: number[] = [];
  for (let bound = upper; ;) {
    const level = prefix.length;
    const from = lower[level] ?? 0;
    const to = bound === null ? END : (bound[level] ?? 0);
    if (to - from > count) return { prefix, from, to };
    // Below a number that differs from that of the upper neighbour, that neighbour bounds nothing.
    if (to !== from) bound = null;
    prefix.push(from);
  }
}

/** The number below the first one that is given, so that all are above `from` and below `to`. */
function firstNumber(
  low: Uint8Array | null,
  high: Uint8Array | null,
  level: number,
  from: number,
  to: number,
  length: number,
): number {
  if (low === null && high === null) return Math.floor((to - from - length) / 2);
  const isNearLow = high === null || (low !== null && level % 2 === 0);
  return isNearLow ? from : to - length - 1;
}

function numbersOf(rank: Uint8Array | null): number[] {
  if (rank === null) return [];
  const bytes = Buffer.from(rank.buffer, rank.byteOffset, rank.byteLength);
  return Array.from({ length: bytes.length / BYTES }, (_, i) => bytes.readUIntBE(i * BYTES, BYTES));
}

function bytesOf(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * BYTES);
  for (const [i, number] of numbers.entries()) bytes.writeUIntBE(number, i * BYTES, BYTES);
  return bytes;
}
