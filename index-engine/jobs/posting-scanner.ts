/**
 * Reads the postings of a file segment in order, with the ordinals that they get in the merged segment. Skips postings of
 * documents that are left out.
 */

import { BlockReader } from '../blocks/block-reader.ts';
import { decodeHashBlock, hashBlockCount, MAX_GROUP_POSTINGS } from '../blocks/hash-block.ts';
import { LEFT_OUT } from './merge-documents.ts';
import type { Renumbering } from './merge-documents.ts';
import { ordinalsPerBlock, unpackOrdinals } from '../blocks/posting-block.ts';
import { allocatePostings } from '../blocks/postings.ts';
import type { Postings } from '../blocks/postings.ts';
import type { SegmentFile } from '../segments/segment-file.ts';

/** Smallest number of postings in a piece, but for the last one. */
const PIECE_POSTINGS = 4096;
const READ_AHEAD_BLOCKS = 128;
const FIRST_GROUP_BLOCK = 1;

export class PostingScanner {
  /** Most postings in a piece. */
  readonly capacity = PIECE_POSTINGS + MAX_GROUP_POSTINGS;
  readonly #piece: Postings = allocatePostings(this.capacity);
  #position = 0;
  #filled = 0;
  readonly #reader: BlockReader;
  readonly #ordinalBits: number;
  readonly #perBlock: number;
  readonly #renumbering: Renumbering;
  readonly #leavesOut: boolean;

  /** `leavesOut`: some documents of the segment are dead. */
  constructor(file: SegmentFile, renumbering: Renumbering, leavesOut: boolean) {
    this.#reader = new BlockReader(
      file.path,
      file.descriptor,
      FIRST_GROUP_BLOCK,
      file.footer.documentsAt,
      READ_AHEAD_BLOCKS,
    );
    this.#ordinalBits = file.footer.ordinalBits;
    this.#perBlock = ordinalsPerBlock(this.#ordinalBits);
    this.#renumbering = renumbering;
    this.#leavesOut = leavesOut;
  }

  /** Reads the next piece if all of the last one was taken; false at the end of the segment. */
  refill(): boolean {
    if (this.#position < this.#filled) return true;
    this.#position = 0;
    this.#filled = 0;
    while (this.#filled < PIECE_POSTINGS && !this.#reader.done) this.#readGroup();
    return this.#filled > 0;
  }

  /** Frees the memory at once: the garbage collector would let that of many merges accumulate. Nothing may follow. */
  free(): void {
    this.#reader.free();
    this.#piece.buffer.transfer(0);
  }

  /** The largest hash of the piece. */
  get lastHash(): number {
    return this.#piece[2 * (this.#filled - 1)]!;
  }

  /** Copies the next postings, those with hashes up to `limit`, to `to` from posting `at` on; returns their number. */
  take(limit: number, to: Postings, at: number): number {
    const start = this.#position;
    let low = start;
    let high = this.#filled;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#piece[2 * middle]! <= limit) low = middle + 1;
      else high = middle;
    }
    to.set(this.#piece.subarray(2 * start, 2 * low), 2 * at);
    this.#position = low;
    return low - start;
  }

  #readGroup(): void {
    const start = this.#filled;
    const hashBlock = this.#reader.next();
    const count = hashBlockCount(this.#reader.words, hashBlock);
    decodeHashBlock(this.#reader.words, hashBlock, this.#piece, start);
    for (let done = 0; done < count; done += this.#perBlock) {
      const block = this.#reader.next();
      unpackOrdinals(
        this.#reader.words,
        block,
        Math.min(this.#perBlock, count - done),
        this.#ordinalBits,
        this.#piece,
        start + done,
      );
    }
    this.#filled = this.#leavesOut ? this.#renumberLive(start, start + count) : this.#renumber(start, start + count);
  }

  #renumber(start: number, end: number): number {
    const piece = this.#piece;
    const { table, shift } = this.#renumbering;
    if (table !== undefined) for (let i = start; i < end; i++) piece[2 * i + 1] = table[piece[2 * i + 1]!]!;
    else if (shift !== 0) for (let i = start; i < end; i++) piece[2 * i + 1]! += shift;
    return end;
  }

  /** As `#renumber`, and removes postings of documents that are left out. */
  #renumberLive(start: number, end: number): number {
    const piece = this.#piece;
    const table = this.#renumbering.table!;
    let to = start;
    for (let i = start; i < end; i++) {
      const ordinal = table[piece[2 * i + 1]!]!;
      if (ordinal === LEFT_OUT) continue;
      piece[2 * to] = piece[2 * i]!;
      piece[2 * to + 1] = ordinal;
      to++;
    }
    return to;
  }
}
