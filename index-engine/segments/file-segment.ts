/**
 * A file segment for searching: immutable, read block by block through the cache.
 *
 * A hash is looked up in the block index in memory, then in one hash block. The posting blocks with its documents are read
 * only if it is there. Hashes that are not in the segment — most of them — cost one access to a hash block, which usually
 * is in the cache.
 *
 * Lifetime: references are counted. A segment that a merge replaced is closed and its file removed when the last search
 * that uses it has ended.
 */

import { closeSync } from 'node:fs';
import type { BlockCache, BlockOwner, BlockUsage } from '../blocks/block-cache.ts';
import { readSection } from '../blocks/block-reader.ts';
import type { CandidateCounter } from './candidate-counter.ts';
import { DeadSet } from './dead-set.ts';
import type { FileRemover } from '../storage/file-remover.ts';
import { GROUP_SLOT, GROUP_WORDS, GroupIndex } from '../blocks/group-index.ts';
import { findInHashBlock } from '../blocks/hash-block.ts';
import type { PostingRuns } from './posting-runs.ts';
import type { TimeSlice } from './time-slice.ts';
import { ordinalsPerBlock, readOrdinals } from '../blocks/posting-block.ts';
import { openSegmentFile } from './segment-file.ts';
import type { SegmentFile } from './segment-file.ts';
import type { Segment } from './segment.ts';
import { lowerBound } from './sorted-ids.ts';

/** Weights in the cache: a hash block is used ten times as often as a posting block. */
const HASH_BLOCK_WEIGHT = 10;
const POSTING_BLOCK_WEIGHT = 1;
/** Largest share of the cache for the hash blocks of one segment that are read ahead. */
const MAX_AHEAD_SHARE = 0.25;
/** Blocks that are read ahead in one step: about 200 µs. */
const AHEAD_STEP = 128;

/** The ordinals of one block, between reading and counting them: no search pauses in between, so all share the array. */
const ordinals = new Uint32Array(ordinalsPerBlock(1));

export class FileSegment implements Segment {
  /** The segment's number in the manifest. */
  readonly number: number;
  readonly dead: DeadSet;
  readonly isOrdered = true;
  readonly #file: SegmentFile;
  readonly #cache: BlockCache;
  /** The hash blocks (a page for each group) and the posting blocks (a page for each block) in the cache. */
  readonly #hashBlocks: BlockOwner;
  readonly #postingBlocks: BlockOwner;
  readonly #groups: GroupIndex;
  /** The page table of the posting blocks. */
  readonly #postingPages: Uint32Array<ArrayBuffer>;
  readonly #perBlock: number;
  #references = 1;
  /** Removes the file when it is closed; undefined while the manifest names the segment. */
  #remover: FileRemover | undefined;

  /** Opens the segment at `path`. `usage` counts the blocks that searches use. Throws `CorruptFile`. */
  constructor(number: number, path: string, cache: BlockCache, usage: BlockUsage) {
    const file = openSegmentFile(path);
    try {
      const { footer } = file;
      const firstHashes = readSection(path, file.descriptor, footer.firstHashesAt, footer.groups);
      this.#groups = new GroupIndex(
        firstHashes,
        readSection(path, file.descriptor, footer.groupBlocksAt, footer.groups),
      );
    } catch (error) {
      closeSync(file.descriptor);
      throw error;
    }
    this.number = number;
    this.#file = file;
    this.dead = new DeadSet(file.documents.count);
    this.#cache = cache;
    const common = { path, descriptor: file.descriptor, usage };
    this.#hashBlocks = cache.attach({
      ...common,
      table: this.#groups.entries,
      stride: GROUP_WORDS,
      offset: GROUP_SLOT,
      weight: HASH_BLOCK_WEIGHT,
    });
    this.#postingPages = new Uint32Array(file.footer.documentsAt);
    this.#postingBlocks = cache.attach({
      ...common,
      table: this.#postingPages,
      stride: 1,
      offset: 0,
      weight: POSTING_BLOCK_WEIGHT,
    });
    this.#perBlock = ordinalsPerBlock(file.footer.ordinalBits);
  }

  get path(): string {
    return this.#file.path;
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  get documents(): SegmentFile['documents'] {
    return this.#file.documents;
  }

  get tombstones(): Uint32Array {
    return this.#file.tombstones;
  }

  get documentCount(): number {
    return this.#file.documents.count;
  }

  get postingCount(): number {
    return this.#file.footer.postings;
  }

  idOf(ordinal: number): number {
    return this.#file.documents.idOf(ordinal);
  }

  ordinalOf(id: number): number {
    return this.#file.documents.ordinalOf(id);
  }

  hasTombstone(id: number): boolean {
    const { tombstones } = this.#file;
    return tombstones[lowerBound(tombstones, id)] === id;
  }

  mayMention(lowest: number, highest: number): boolean {
    const { documents, tombstones } = this.#file;
    return (
      (documents.count > 0 && documents.idOf(0) <= highest && documents.idOf(documents.count - 1) >= lowest) ||
      (tombstones.length > 0 && tombstones[0]! <= highest && tombstones[tombstones.length - 1]! >= lowest)
    );
  }

  *match(query: Uint32Array, _bound: number, counter: CandidateCounter, slice: TimeSlice): Generator<void, void> {
    const { runs } = counter;
    yield* this.#findRuns(query, runs, slice);
    counter.expect(runs.postings);
    const words = this.#cache.words;
    const bits = this.#file.footer.ordinalBits;
    for (let run = 0; run < runs.count; run++) {
      const hashBlock = runs.hashBlock(run);
      const end = runs.end(run);
      for (let next = runs.start(run); next < end;) {
        const number = Math.floor(next / this.#perBlock);
        const base = number * this.#perBlock;
        const stop = Math.min(end, base + this.#perBlock);
        const block = hashBlock + 1 + number;
        const at = this.#cache.load(this.#postingBlocks, block, block);
        readOrdinals(words, at, next - base, stop - base, bits, ordinals);
        counter.addAll(ordinals, stop - next);
        next = stop;
        if (slice.isOver()) yield;
      }
    }
  }

  /**
   * Reads the hash blocks ahead of searches, which otherwise would each wait for a hundred reads from a new file. Yields after
   * every few blocks. Does nothing for a segment that would take a large part of the cache. Throws `CorruptFile`.
   */
  *readAhead(): Generator<void, void> {
    const groups = this.#groups;
    if (groups.count > this.#cache.capacity * MAX_AHEAD_SHARE) return;
    for (let group = 0; group < groups.count; group++) {
      this.#cache.loadAhead(this.#hashBlocks, group, groups.block(group));
      if ((group + 1) % AHEAD_STEP === 0) yield;
    }
  }

  /** Finds the runs of postings of the query's hashes. */
  *#findRuns(query: Uint32Array, runs: PostingRuns, slice: TimeSlice): Generator<void, void> {
    const groups = this.#groups;
    const words = this.#cache.words;
    runs.clear();
    // By index: in a generator, `for … of` would make an object for each hash.
    if (groups.count > 0) {
      for (let i = 0; i < query.length; i++) {
        this.#cache.prefetch(this.#hashBlocks, groups.firstCandidate(query[i]!));
      }
    }
    for (let i = 0; i < query.length; i++) {
      const hash = query[i]!;
      // The postings of a hash can continue in the groups whose first hash it is.
      for (let group = groups.firstCandidate(hash); group < groups.count && groups.firstHash(group) <= hash; group++) {
        const hashBlock = groups.block(group);
        const range = findInHashBlock(words, this.#cache.load(this.#hashBlocks, group, hashBlock), hash);
        if (range !== 0) runs.add(hashBlock, range >>> 16, range & 0xffff);
        if (slice.isOver()) yield;
      }
    }
  }

  retain(): void {
    this.#references++;
  }

  /** Ends a use; the last one closes the file. */
  release(): void {
    if (--this.#references > 0) return;
    this.#cache.detach(this.#hashBlocks);
    this.#cache.detach(this.#postingBlocks);
    this.#groups.free();
    this.#postingPages.buffer.transfer(0);
    closeSync(this.#file.descriptor);
    this.#remover?.remove(this.#file.path);
  }

  /** Ends the engine's use when the manifest no longer names the segment: its file is removed after the last use. */
  retire(remover: FileRemover): void {
    this.#remover = remover;
    this.release();
  }
}
