/**
 * A bounded cache of file blocks, shared by all segments of all indexes of a thread.
 *
 * The owner of cached blocks brings a page table, as virtual memory has one: for each of its blocks the slot that holds
 * it. The slots are one array, so blocks cost no objects. Slots are replaced by the generalised clock algorithm (Smith
 * 1978): a block enters with a weight, the hand lowers it by one each round, a use restores it. Hash blocks are used ten
 * times as often as posting blocks and weigh more: as many of them as fit stay in memory.
 *
 * Invariants: a slot holds a block whose checksum was verified; the offset that `load` returns is valid until the next
 * call of `load`; no two owners have the same number, so the slots of one that is gone are known as free when the hand
 * comes to them.
 */

import { readSync } from 'node:fs';
import { allocateBlocks, BLOCK_BYTES, BLOCK_WORDS, IncomingBlock } from './block.ts';
import { corruptFile } from '../contract/index-error.ts';

/**
 * In a page table: the block is not in the cache. It is the content of new memory, so that the page table of a large file
 * takes no memory before a search needs it. The first slot is therefore left empty.
 */
export const NO_SLOT = 0;
const FIRST_SLOT = NO_SLOT + 1;
const NO_OWNER = -1;
const MIN_CAPACITY = 64;
const CACHE_LINE_WORDS = 16;

/** Numbers of blocks: how many were asked for and, of those, how many were read from files. */
export interface BlockUsage {
  used: number;
  read: number;
}

/** Blocks of a file to be cached. */
export interface CachedBlocks {
  readonly path: string;
  readonly descriptor: number;
  /** The slot of page p is at p × stride + offset, at first `NO_SLOT`. The cache writes it. */
  readonly table: Uint32Array;
  readonly stride: number;
  readonly offset: number;
  /** Rounds of the clock that a block survives without a use; at most 255. */
  readonly weight: number;
  readonly usage: BlockUsage;
}

/** Blocks that are attached to a cache, under a number of their own. */
export interface BlockOwner extends CachedBlocks {
  readonly number: number;
}

export class BlockCache {
  /** All slots; `load` returns offsets into it. */
  readonly words: Uint32Array;
  readonly #incoming = new IncomingBlock();
  readonly #capacity: number;
  #hand = FIRST_SLOT;
  /** For each slot: the weight left to its block, the number of its owner, and its page there. */
  readonly #weights: Uint8Array;
  readonly #owners: Int32Array;
  readonly #pages: Uint32Array;
  readonly #attached = new Map<number, BlockOwner>();
  #nextNumber = 0;
  /** Combines the words that `prefetch` reads, so that the compiler cannot remove the reads. */
  prefetched = 0;

  /** Number of slots. */
  get capacity(): number {
    return this.#capacity;
  }

  /** `bytes`: size of all slots together; at least 64 slots. The system provides the memory as they fill. */
  constructor(bytes: number) {
    this.#capacity = Math.max(MIN_CAPACITY, Math.floor(bytes / BLOCK_BYTES));
    const end = FIRST_SLOT + this.#capacity;
    this.words = allocateBlocks(end).words;
    this.#weights = new Uint8Array(end);
    this.#owners = new Int32Array(end).fill(NO_OWNER);
    this.#pages = new Uint32Array(end);
  }

  /** Registers blocks; returns their owner, for the other methods. */
  attach(blocks: CachedBlocks): BlockOwner {
    const owner = { ...blocks, number: this.#nextNumber++ };
    this.#attached.set(owner.number, owner);
    return owner;
  }

  /** Unregisters an owner, which frees its slots. It must not be used any more. The caller closes the descriptor. */
  detach(owner: BlockOwner): void {
    this.#attached.delete(owner.number);
  }

  /**
   * The word offset within `words` of a page, which is block `block` of its file; reads and verifies a block that is not
   * in a slot. Throws `CorruptFile`.
   */
  load(owner: BlockOwner, page: number, block: number): number {
    owner.usage.used++;
    const slot = owner.table[page * owner.stride + owner.offset]!;
    if (slot === NO_SLOT) {
      owner.usage.read++;
      return this.#read(owner, page, block);
    }
    this.#weights[slot] = owner.weight;
    return slot * BLOCK_WORDS;
  }

  /** Reads and verifies a page that is not in a slot, ahead of its use: it counts as neither used nor read. As `load`. */
  loadAhead(owner: BlockOwner, page: number, block: number): void {
    if (owner.table[page * owner.stride + owner.offset] === NO_SLOT) this.#read(owner, page, block);
  }

  /**
   * Loads a page that is in a slot into the processor's cache by reading a word of each of its lines. Nothing depends on
   * these reads, so memory serves many at a time: a search that prefetches all pages that it needs waits for them once,
   * not once for each.
   */
  prefetch({ table, stride, offset }: BlockOwner, page: number): void {
    const slot = table[page * stride + offset]!;
    if (slot === NO_SLOT) return;
    const end = (slot + 1) * BLOCK_WORDS;
    for (let line = slot * BLOCK_WORDS; line < end; line += CACHE_LINE_WORDS) this.prefetched ^= this.words[line]!;
  }

  #read(owner: BlockOwner, page: number, block: number): number {
    const { path, descriptor, table, stride, offset, weight } = owner;
    const slot = this.#freeSlot();
    const length = readSync(descriptor, this.#incoming.bytes, 0, BLOCK_BYTES, block * BLOCK_BYTES);
    if (length !== BLOCK_BYTES) throw corruptFile(path, `it ends inside block ${block}`);
    if (!this.#incoming.isIntact) throw corruptFile(path, `the checksum of block ${block} is wrong`);
    this.words.set(this.#incoming.words, slot * BLOCK_WORDS);
    table[page * stride + offset] = slot;
    this.#owners[slot] = owner.number;
    this.#pages[slot] = page;
    this.#weights[slot] = weight;
    return slot * BLOCK_WORDS;
  }

  #freeSlot(): number {
    for (;;) {
      const slot = this.#hand;
      this.#hand = slot === this.#capacity ? FIRST_SLOT : slot + 1;
      const owner = this.#attached.get(this.#owners[slot]!);
      if (owner === undefined) return slot;
      const weight = this.#weights[slot]!;
      if (weight === 0) {
        owner.table[this.#pages[slot]! * owner.stride + owner.offset] = NO_SLOT;
        this.#owners[slot] = NO_OWNER;
        return slot;
      }
      this.#weights[slot] = weight - 1;
    }
  }
}
