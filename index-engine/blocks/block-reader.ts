/**
 * Reads blocks of a file in order, in large pieces, bypassing the cache: for opening and merging segments.
 * Invariant: every block that is returned was verified; a damaged one is a `CorruptFile` error that names the file.
 */

import { allocateBlocks, BLOCK_BYTES, BLOCK_PAYLOAD_WORDS, BLOCK_WORDS, verifyBlock } from './block.ts';
import { corruptFile } from '../contract/index-error.ts';
import { readFully } from '../storage/read-fully.ts';

export class BlockReader {
  /** The blocks of the piece that was read last; `next` returns offsets into it. */
  readonly words: Uint32Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #capacity: number;
  #block: number;
  readonly #end: number;
  #position = 0;
  #filled = 0;

  /** Reads blocks `[first, end)`, at most `capacity` at a time. */
  constructor(path: string, descriptor: number, first: number, end: number, capacity: number) {
    const buffer = allocateBlocks(Math.max(1, Math.min(capacity, end - first)));
    this.words = buffer.words;
    this.#bytes = buffer.bytes;
    this.#capacity = buffer.words.length / BLOCK_WORDS;
    this.#path = path;
    this.#descriptor = descriptor;
    this.#block = first;
    this.#end = end;
  }

  /** Whether all blocks have been returned. */
  get done(): boolean {
    return this.#block === this.#end;
  }

  /** Frees the buffer at once: the garbage collector would let those of many readers accumulate. Nothing may follow. */
  free(): void {
    this.words.buffer.transfer(0);
  }

  /** The word offset of the next block within `words`, valid until the next call. */
  next(): number {
    if (this.#position === this.#filled) this.#fill();
    const offset = this.#position;
    if (!verifyBlock({ words: this.words, bytes: this.#bytes }, offset * BLOCK_BYTES)) {
      throw corruptFile(this.#path, `the checksum of block ${this.#block} is wrong`);
    }
    this.#position++;
    this.#block++;
    return offset * BLOCK_WORDS;
  }

  #fill(): void {
    const wanted = Math.min(this.#capacity, this.#end - this.#block);
    if (wanted <= 0) throw corruptFile(this.#path, `block ${this.#block} is missing`);
    const piece = this.#bytes.subarray(0, wanted * BLOCK_BYTES);
    if (readFully(this.#descriptor, piece, this.#block * BLOCK_BYTES) < piece.length) {
      throw corruptFile(this.#path, `it ends before block ${this.#block + wanted}`);
    }
    this.#filled = wanted;
    this.#position = 0;
  }
}

const SECTION_PIECE_BLOCKS = 256;

/** Reads a section of `count` words that begins at block `first`. */
export function readSection(path: string, descriptor: number, first: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  const reader = new BlockReader(
    path,
    descriptor,
    first,
    first + Math.ceil(count / BLOCK_PAYLOAD_WORDS),
    SECTION_PIECE_BLOCKS,
  );
  for (let done = 0; done < count; done += BLOCK_PAYLOAD_WORDS) {
    const at = reader.next();
    words.set(reader.words.subarray(at, at + Math.min(BLOCK_PAYLOAD_WORDS, count - done)), done);
  }
  reader.free();
  return words;
}
