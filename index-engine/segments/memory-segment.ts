/**
 * The newest documents, in memory: searchable at once.
 *
 * Adding a document only appends its hashes to those of the documents before it; searches find them through
 * `PostingChains`. Ordinals are in the order of arrival, so an earlier state is a bound on ordinals. A document that is
 * replaced or deleted keeps its ordinal, is marked dead, and is left out when the segment is written to a file.
 *
 * Invariant: after `reserve`, adding cannot fail.
 * Lifetime: active (batches are added) → frozen (waits for its file) → released by the index and by the last search that
 * uses it; then its memory is that of the next segment.
 */

import type { CandidateCounter } from './candidate-counter.ts';
import { DeadSet } from './dead-set.ts';
import type { OrdinalTable } from './ordinal-table.ts';
import { NO_POSTING } from './posting-chains.ts';
import type { PostingChains } from './posting-chains.ts';
import type { Segment } from './segment.ts';
import type { TimeSlice } from './time-slice.ts';
import type { SegmentMemory, SharedWords } from './segment-memory.ts';

const FIRST_CAPACITY = 4096;
/** Postings that a search chains before it asks whether its slice is over. */
const CHAIN_STEP = 4096;

/** What a memory segment holds, for the job that writes it to a file. */
export interface MemoryContent {
  /** The hashes of all documents, one document after the other. */
  readonly hashes: Uint32Array;
  /** For each document the index of its first hash, then the number of all hashes. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** View of the dead set. */
  readonly dead: Uint32Array;
}

export class MemorySegment implements Segment {
  readonly dead = new DeadSet(0);
  readonly isOrdered = false;
  /** Ids that are deleted here: documents with these ids in older segments are dead. */
  readonly tombstones = new Set<number>();
  readonly #ordinals: OrdinalTable;

  /** Document i: its id, and the index of its first hash; its hashes end where those of the next one begin. */
  #ids: SharedWords;
  #starts: SharedWords;
  #documentCount = 0;
  #hashes: SharedWords;
  #postingCount = 0;
  /** End of the hashes that are in place, those of staged documents included. */
  #stagedEnd = 0;
  /** The hash table; there is none before searches are expected. */
  #chains: PostingChains | undefined;
  #isSearched = false;
  /** The range of all ids that were inserted or got a tombstone. */
  #lowestId = Infinity;
  #highestId = 0;

  readonly #memory: SegmentMemory;
  #references = 1;

  /** `expected`: postings that are likely to be added. */
  constructor(memory: SegmentMemory, expected = 0) {
    this.#memory = memory;
    this.#ids = memory.ids.take(FIRST_CAPACITY);
    this.#starts = memory.starts.take(FIRST_CAPACITY);
    this.#starts[0] = 0;
    this.#hashes = memory.hashes.take(Math.max(FIRST_CAPACITY, expected));
    this.#ordinals = memory.takeOrdinals();
  }

  get documentCount(): number {
    return this.#documentCount;
  }

  get postingCount(): number {
    return this.#postingCount;
  }

  get isEmpty(): boolean {
    return this.#documentCount === 0 && this.tombstones.size === 0;
  }

  idOf(ordinal: number): number {
    return this.#ids[ordinal]!;
  }

  ordinalOf(id: number): number {
    return this.#ordinals.get(id, this.#ids);
  }

  hasTombstone(id: number): boolean {
    return this.tombstones.has(id);
  }

  mayMention(lowest: number, highest: number): boolean {
    return this.#lowestId <= highest && this.#highestId >= lowest;
  }

  /** Makes room for more documents and postings: the only step of an update that can fail for lack of memory. */
  reserve(documents: number, postings: number): void {
    const { ids, starts, hashes } = this.#memory;
    this.#ids = ids.enlarge(this.#ids, this.#documentCount + documents);
    this.#starts = starts.enlarge(this.#starts, this.#documentCount + documents + 1);
    this.#hashes = hashes.enlarge(this.#hashes, this.#postingCount + postings);
    this.#ordinals.reserve(documents, this.#ids);
  }

  /** Adds a document and marks one with the same id dead. `reserve` must have made room. */
  insert(id: number, hashes: Uint32Array): void {
    this.#markDead(id);
    this.#mention(id);
    this.tombstones.delete(id);
    const ordinal = this.#documentCount++;
    this.#ids[ordinal] = id;
    this.#ordinals.set(ordinal, this.#ids);
    this.#hashes.set(hashes, this.#postingCount);
    this.#postingCount += hashes.length;
    this.#starts[ordinal + 1] = this.#postingCount;
  }

  /** Deletes an id here. `tombstone`: an older segment has a document of it. */
  delete(id: number, tombstone: boolean): void {
    this.#markDead(id);
    if (!tombstone) return;
    this.#mention(id);
    this.tombstones.add(id);
  }

  /** Whether a search has looked into the segment. */
  get isSearched(): boolean {
    return this.#isSearched;
  }

  /** Whether it or the segment before it was searched. */
  get expectsSearches(): boolean {
    return this.#chains !== undefined;
  }

  /** Prepares for searches: from now on `chain` works. */
  expectSearches(): void {
    this.#chains ??= this.#memory.takeChains();
  }

  /**
   * Puts the hashes of documents that are about to be inserted where they will be, so that `chain` can chain them before;
   * no search finds them yet. `reserve` must have made room. Does nothing if searches are not expected.
   */
  stage(hashes: Uint32Array): void {
    if (this.#chains === undefined) return;
    const start = Math.max(this.#postingCount, this.#stagedEnd);
    this.#hashes.set(hashes, start);
    this.#stagedEnd = start + hashes.length;
  }

  /** Forgets staged documents, which are not inserted after all. */
  unstage(): void {
    this.#stagedEnd = 0;
    this.#chains?.cutBack(this.#hashes, this.#postingCount);
  }

  /** Chains up to `most` postings ahead of searches, if these are expected. Returns whether there are more to chain. */
  chain(most: number): boolean {
    const chains = this.#chains;
    if (chains === undefined) return false;
    const end = Math.max(this.#postingCount, this.#stagedEnd);
    chains.update(this.#hashes, Math.min(end, chains.count + most));
    return chains.count < end;
  }

  *match(query: Uint32Array, bound: number, counter: CandidateCounter, slice: TimeSlice): Generator<void, void> {
    this.#isSearched = true;
    this.expectSearches();
    const chains = this.#chains!;
    /** Postings of the documents below the bound. */
    const end = this.#starts[bound]!;
    while (chains.count < end) {
      chains.update(this.#hashes, Math.min(end, chains.count + CHAIN_STEP));
      if (slice.isOver()) yield;
    }
    chains.prefetch(query, this.#hashes);
    for (let i = 0; i < query.length; i++) {
      const hash = query[i]!;
      // For each hash anew: while this search was paused, another one may have rebuilt the chains.
      chains.update(this.#hashes, end);
      const hashes = this.#hashes;
      for (let posting = chains.newest(hash); posting !== NO_POSTING; posting = chains.older(posting)) {
        if (posting < end && hashes[posting] === hash) counter.add(this.#documentOf(posting));
      }
      if (slice.isOver()) yield;
    }
  }

  /** What is to be written to a file. The arrays are shared, not copied: the segment must not be changed any more. */
  content(): MemoryContent {
    return {
      hashes: this.#hashes.subarray(0, this.#postingCount),
      starts: this.#starts.subarray(0, this.#documentCount + 1),
      ids: this.#ids.subarray(0, this.#documentCount),
      dead: this.dead.view(),
    };
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references > 0) return;
    const memory = this.#memory;
    memory.ids.give(this.#ids);
    memory.starts.give(this.#starts);
    memory.hashes.give(this.#hashes);
    memory.giveOrdinals(this.#ordinals);
    if (this.#chains !== undefined) memory.giveChains(this.#chains);
  }

  #mention(id: number): void {
    this.#lowestId = Math.min(this.#lowestId, id);
    this.#highestId = Math.max(this.#highestId, id);
  }

  #markDead(id: number): void {
    const ordinal = this.ordinalOf(id);
    if (ordinal >= 0) this.dead.mark(ordinal);
  }

  /** The document of a posting: the last one whose hashes begin at or before it. */
  #documentOf(posting: number): number {
    let low = 0;
    let high = this.#documentCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle + 1]! <= posting) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
