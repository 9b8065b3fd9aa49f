/**
 * A bounded cache of file blocks, shared by all segments of all indexes of a thread.
 *
 * Whoever has blocks to cache brings a page table, as virtual memory has one: for each of its blocks the slot where the
 * cache has it. The slots lie in one slab, so a block is read from the file straight into its place. A slot is given up by
 * the generalised clock algorithm (Smith 1978): a block enters with some lives, the hand takes one away each round, a use
 * gives them back. Hash blocks are used ten times as often as posting blocks and get more lives: as much of the directory
 * as fits stays in memory.
 *
 * Invariants: a slot holds a block whose checksum was verified; a slot's offset is good until the next call of `load`.
 */

import { readSync } from 'node:fs';
import { allocateBlocks, BLOCK_BYTES, BLOCK_WORDS, verifyBlock } from './block.ts';
import type { BlockBuffer } from './block.ts';
import { corruptFile } from '../contract/index-error.ts';

/** In a page table: the cache does not have the block. */
export const NO_SLOT = 0xffffffff;
const NOBODY = -1;
const SMALLEST_CAPACITY = 64;
const CACHE_LINE_WORDS = 16;

/** Counts what was asked for and, of that, what was read from files. */
export interface BlockUsage {
  used: number;
  read: number;
}

/** Blocks of a file that somebody wants cached. */
export interface CachedBlocks {
  readonly path: string;
  readonly descriptor: number;
  /** The slot of page p is at p × stride + offset; `NO_SLOT` to begin with. The cache writes it. */
  readonly table: Uint32Array;
  readonly stride: number;
  readonly offset: number;
  /** Rounds of the clock that a block survives without being used. */
  readonly lives: number;
  readonly usage: BlockUsage;
}

export class BlockCache {
  /** The slab; `load` returns offsets into it. */
  readonly words: Uint32Array;
  readonly #blocks: BlockBuffer;
  readonly #capacity: number;
  #used = 0;
  #hand = 0;
  /** For each slot: its lives, whose it is, and which of their pages. */
  readonly #lives: Uint8Array;
  readonly #owners: Int32Array;
  readonly #pages: Uint32Array;
  readonly #attached: (CachedBlocks | undefined)[] = [];
  /** What `touch` read. Nobody looks at it; it keeps the reading from being optimised away. */
  touched = 0;

  /** `bytes`: the most the slab may take; memory is touched only as it fills. */
  constructor(bytes: number) {
    this.#capacity = Math.max(SMALLEST_CAPACITY, Math.floor(bytes / BLOCK_BYTES));
    this.#blocks = allocateBlocks(this.#capacity);
    this.words = this.#blocks.words;
    this.#lives = new Uint8Array(this.#capacity);
    this.#owners = new Int32Array(this.#capacity).fill(NOBODY);
    this.#pages = new Uint32Array(this.#capacity);
  }

  /** Lets the cache serve blocks; returns the number by which to ask for them. */
  attach(blocks: CachedBlocks): number {
    const free = this.#attached.indexOf(undefined);
    const number = free < 0 ? this.#attached.length : free;
    this.#attached[number] = blocks;
    return number;
  }

  /** Forgets what was attached and frees its slots. The caller closes the descriptor. */
  detach(number: number): void {
    const { table, stride, offset } = this.#attached[number]!;
    for (let at = offset; at < table.length; at += stride) {
      const slot = table[at]!;
      if (slot === NO_SLOT) continue;
      this.#owners[slot] = NOBODY;
      this.#lives[slot] = 0;
      table[at] = NO_SLOT;
    }
    this.#attached[number] = undefined;
  }

  /** The word offset within `words` of a page, which is block `block` of its file; read and verified when it is not there. */
  load(number: number, page: number, block: number): number {
    const attached = this.#attached[number]!;
    attached.usage.used++;
    const slot = attached.table[page * attached.stride + attached.offset]!;
    if (slot === NO_SLOT) return this.#read(number, page, block);
    this.#lives[slot] = attached.lives;
    return slot * BLOCK_WORDS;
  }

  /**
   * Has the processor fetch a page, if the cache has it, by reading a word of each of its lines. Nothing depends on what is
   * read, so memory works on many lines at a time; a search that touches all pages it needs before it looks into the
   * first waits for them once, not once for each.
   */
  touch(number: number, page: number): void {
    const { table, stride, offset } = this.#attached[number]!;
    const slot = table[page * stride + offset]!;
    if (slot === NO_SLOT) return;
    const end = (slot + 1) * BLOCK_WORDS;
    for (let line = slot * BLOCK_WORDS; line < end; line += CACHE_LINE_WORDS) this.touched ^= this.words[line]!;
  }

  #read(number: number, page: number, block: number): number {
    const { path, descriptor, table, stride, offset, lives, usage } = this.#attached[number]!;
    const slot = this.#freeSlot();
    const at = slot * BLOCK_BYTES;
    usage.read++;
    const length = readSync(descriptor, this.#blocks.bytes, at, BLOCK_BYTES, block * BLOCK_BYTES);
    if (length !== BLOCK_BYTES) throw corruptFile(path, `it ends inside block ${block}`);
    if (!verifyBlock(this.#blocks, at)) throw corruptFile(path, `the checksum of block ${block} is wrong`);
    table[page * stride + offset] = slot;
    this.#owners[slot] = number;
    this.#pages[slot] = page;
    this.#lives[slot] = lives;
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
      const owner = this.#owners[slot]!;
      if (owner !== NOBODY) {
        const { table, stride, offset } = this.#attached[owner]!;
        table[this.#pages[slot]! * stride + offset] = NO_SLOT;
        this.#owners[slot] = NOBODY;
      }
      return slot;
    }
  }
}
