/**
 * A bounded cache of file blocks, shared by all segments of an index.
 *
 * Each file has a page table (block number → slot), as virtual memory has; the slots lie in one slab, so a block is read
 * from the file straight into its place. A slot is given up by the generalised clock algorithm (Smith 1978): a block
 * enters with some lives, the hand takes one away each round, a use gives them back. Hash blocks are used ten times as
 * often as posting blocks and get more lives: as much of the directory as fits stays in memory.
 *
 * Invariants: a slot holds a block whose checksum was verified; a slot's offset is good until the next call of `load`.
 */

import { readSync } from 'node:fs';
import { allocateBlocks, BLOCK_BYTES, BLOCK_WORDS, verifyBlock } from './block.ts';
import type { BlockBuffer } from './block.ts';
import { corruptFile } from './errors.ts';

const NO_FILE = -1;

/** A file as the cache sees it. */
export class CachedFile {
  readonly path: string;
  readonly descriptor: number;
  /** For each block its slot, or -1. */
  readonly slots: Int32Array;
  /** The file's number within the cache. */
  readonly number: number;

  constructor(path: string, descriptor: number, blocks: number, number: number) {
    this.path = path;
    this.descriptor = descriptor;
    this.slots = new Int32Array(blocks).fill(-1);
    this.number = number;
  }
}

export class BlockCache {
  /** The slab; `load` returns offsets into it. */
  readonly words: Uint32Array;
  readonly #blocks: BlockBuffer;
  readonly #capacity: number;
  #used = 0;
  #hand = 0;
  readonly #lives: Uint8Array;
  readonly #entryLives: Uint8Array;
  readonly #ownerFile: Int32Array;
  readonly #ownerBlock: Uint32Array;
  readonly #files: (CachedFile | undefined)[] = [];
  /** Blocks asked for so far. */
  loads = 0;
  /** Those of them that were read from files. */
  reads = 0;

  /** `bytes`: the most the slab may take; memory is touched only as it fills. */
  constructor(bytes: number) {
    this.#capacity = Math.max(64, Math.floor(bytes / BLOCK_BYTES));
    this.#blocks = allocateBlocks(this.#capacity);
    this.words = this.#blocks.words;
    this.#lives = new Uint8Array(this.#capacity);
    this.#entryLives = new Uint8Array(this.#capacity);
    this.#ownerFile = new Int32Array(this.#capacity).fill(NO_FILE);
    this.#ownerBlock = new Uint32Array(this.#capacity);
  }

  /** Lets the cache serve an open file of so many blocks. */
  attach(path: string, descriptor: number, blocks: number): CachedFile {
    let number = this.#files.indexOf(undefined);
    if (number < 0) number = this.#files.length;
    const file = new CachedFile(path, descriptor, blocks, number);
    this.#files[number] = file;
    return file;
  }

  /** Forgets a file and frees its slots. The caller closes the descriptor. */
  detach(file: CachedFile): void {
    for (const slot of file.slots) {
      if (slot < 0) continue;
      this.#ownerFile[slot] = NO_FILE;
      this.#lives[slot] = 0;
    }
    file.slots.fill(-1);
    this.#files[file.number] = undefined;
  }

  /** The word offset of a block within `words`, read and verified when it is not there. `lives`: rounds of the clock it survives unused. */
  load(file: CachedFile, block: number, lives: number): number {
    this.loads++;
    const slot = file.slots[block]!;
    if (slot < 0) return this.#read(file, block, lives);
    this.#lives[slot] = this.#entryLives[slot]!;
    return slot * BLOCK_WORDS;
  }

  #read(file: CachedFile, block: number, lives: number): number {
    const slot = this.#freeSlot();
    const offset = slot * BLOCK_BYTES;
    this.reads++;
    const length = readSync(file.descriptor, this.#blocks.bytes, offset, BLOCK_BYTES, block * BLOCK_BYTES);
    if (length !== BLOCK_BYTES) throw corruptFile(file.path, `it ends inside block ${block}`);
    if (!verifyBlock(this.#blocks, offset)) throw corruptFile(file.path, `the checksum of block ${block} is wrong`);
    file.slots[block] = slot;
    this.#ownerFile[slot] = file.number;
    this.#ownerBlock[slot] = block;
    this.#lives[slot] = lives;
    this.#entryLives[slot] = lives;
    return slot * BLOCK_WORDS;
  }

  #freeSlot(): number {
    if (this.#used < this.#capacity) return this.#used++;
    for (;;) {
      const slot = this.#hand;
      this.#hand = slot + 1 === this.#capacity ? 0 : slot + 1;
      const lives = this.#lives[slot]!;
      if (lives > 0) {
        this.#lives[slot] = lives - 1;
        continue;
      }
      const owner = this.#ownerFile[slot]!;
      if (owner !== NO_FILE) this.#files[owner]!.slots[this.#ownerBlock[slot]!] = -1;
      this.#ownerFile[slot] = NO_FILE;
      return slot;
    }
  }
}
