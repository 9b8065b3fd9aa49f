/**
 * Writes blocks to a file in order, in large pieces: the counterpart of `block-reader.ts`.
 *
 * Use: `begin` returns where the next block is to be filled in, `seal` completes it. The file is complete and durable when
 * `finish` has returned.
 */

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { allocateBlocks, BLOCK_BYTES, BLOCK_PAYLOAD_WORDS, BLOCK_WORDS, sealBlock } from './block.ts';

/** Blocks that are collected before they are written. */
const BUFFER_BLOCKS = 1024;
/** The file is synced each time this much was written, so that no single sync delays those of the log for long. */
const SYNC_EVERY_BYTES = 8 << 20;

export class BlockWriter {
  readonly #buffer = allocateBlocks(BUFFER_BLOCKS);
  /** The buffer's words; `begin` returns offsets into it. */
  readonly words: Uint32Array = this.#buffer.words;
  readonly #descriptor: number;
  #buffered = 0;
  #written = 0;
  #unsynced = 0;
  #closed = false;

  /** Creates the file, or empties it. Throws the system's error, as all methods do. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  /** Number of blocks that were sealed; the number of the next block. */
  get count(): number {
    return this.#written + this.#buffered;
  }

  /** The word offset of the next block within `words`; the block is zeroed. */
  begin(): number {
    if (this.#buffered === BUFFER_BLOCKS) this.#flush();
    return this.#buffered * BLOCK_WORDS;
  }

  /** Completes the block that was begun last with its checksum. */
  seal(): void {
    sealBlock(this.#buffer, this.#buffered * BLOCK_BYTES);
    this.#buffered++;
  }

  /** Writes `count` words as a section: blocks of their own, each full but the last. `word` returns each by its index. */
  writeSection(count: number, word: (index: number) => number): void {
    for (let i = 0; i < count;) {
      const at = this.begin();
      for (let k = 0; k < BLOCK_PAYLOAD_WORDS && i < count; k++, i++) this.words[at + k] = word(i);
      this.seal();
    }
  }

  /** Writes what is buffered, makes the content durable and closes the file. */
  finish(): void {
    this.#flush();
    fdatasyncSync(this.#descriptor);
    this.close();
  }

  /**
   * Closes the file as it is and frees the buffer at once: the garbage collector would let those of many files accumulate.
   * Does nothing the second time: the descriptor's number may belong to another file by then.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#buffer.words.buffer.transfer(0);
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const length = this.#buffered * BLOCK_BYTES;
    for (let done = 0; done < length;) done += writeSync(this.#descriptor, this.#buffer.bytes, done, length - done);
    this.#buffer.words.fill(0, 0, this.#buffered * BLOCK_WORDS);
    this.#written += this.#buffered;
    this.#buffered = 0;
    this.#unsynced += length;
    if (this.#unsynced >= SYNC_EVERY_BYTES) {
      fdatasyncSync(this.#descriptor);
      this.#unsynced = 0;
    }
  }
}
