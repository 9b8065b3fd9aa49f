/**
 * A posting block holds ordinals of documents, packed with a fixed number of bits: each can be read without decoding
 * those before it. An ordinal is a document's index in its segment's document table, so the width follows from the number
 * of documents in the segment, not from the size of their ids.
 *
 * Layout: 127 words of packed ordinals, lowest bits first, across words; then the checksum.
 */

import { bitLength } from './bits.ts';
import { BLOCK_PAYLOAD_WORDS } from './block.ts';
import type { Postings } from './postings.ts';

/** Width of an ordinal, in bits, in a segment with this number of documents. */
export function ordinalBits(documents: number): number {
  return Math.max(1, bitLength(documents - 1));
}

/** Number of ordinals in one block, for ordinals of `bits` bits. */
export function ordinalsPerBlock(bits: number): number {
  return Math.floor((BLOCK_PAYLOAD_WORDS * 32) / bits);
}

/** Packs the ordinals of the postings `[start, start + count)` into the zeroed block at word `at` (without its checksum). */
export function packOrdinals(
  words: Uint32Array,
  at: number,
  postings: Postings,
  start: number,
  count: number,
  bits: number,
): void {
  let word = at;
  let offset = 0;
  let pending = 0;
  for (let i = start; i < start + count; i++) {
    const ordinal = postings[2 * i + 1]!;
    pending |= ordinal << offset;
    offset += bits;
    if (offset >= 32) {
      words[word++] = pending;
      offset -= 32;
      pending = offset === 0 ? 0 : ordinal >>> (bits - offset);
    }
  }
  // After a full word this writes a zero to the next one, the checksum at most, which is not there yet.
  words[word] = pending;
}

/** Writes the ordinals `[from, to)` of the block at word `at` to the beginning of `out`. */
export function readOrdinals(
  words: Uint32Array,
  at: number,
  from: number,
  to: number,
  bits: number,
  out: Uint32Array,
): void {
  const mask = -1 >>> (32 - bits);
  for (let i = from, bit = from * bits; i < to; i++, bit += bits) {
    const word = at + (bit >>> 5);
    const offset = bit & 31;
    const low = words[word]! >>> offset;
    // JavaScript shifts by 32 as by 0. The next word is the checksum at most: reading it is harmless.
    out[i - from] = (offset === 0 ? low : low | (words[word + 1]! << (32 - offset))) & mask;
  }
}

/** Writes the first `count` ordinals of the block at word `at` to postings of `out` from posting `to` on. */
export function unpackOrdinals(
  words: Uint32Array,
  at: number,
  count: number,
  bits: number,
  out: Postings,
  to: number,
): void {
  const mask = -1 >>> (32 - bits);
  let word = at;
  let offset = 0;
  for (let i = to; i < to + count; i++) {
    const low = words[word]! >>> offset;
    const end = offset + bits;
    if (end < 32) {
      out[2 * i + 1] = low & mask;
      offset = end;
    } else {
      word++;
      // JavaScript shifts by 32 as by 0.
      out[2 * i + 1] = (offset === 0 ? low : low | (words[word]! << (32 - offset))) & mask;
      offset = end - 32;
    }
  }
}
