/**
 * Writes a file segment: takes postings in the order of their hashes and streams groups to the file.
 * Nothing is a segment before `finish` has returned: the bytes go to `path + ".tmp"`, are made durable, and only then get
 * their name, durable as well. Whatever fails before leaves no segment.
 */

import { closeSync, fdatasyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { trailingZeros } from '../blocks/bits.ts';
import { allocateBlocks, BLOCK_BYTES, BLOCK_PAYLOAD_WORDS, BLOCK_WORDS, sealBlock } from '../blocks/block.ts';
import type { DocumentTable } from './document-table.ts';
import { syncDirectorySync } from '../storage/directory-sync.ts';
import { encodeFooter, encodeHeader } from './file-segment-format.ts';
import { encodeHashBlock, MAX_GROUP_POSTINGS, planHashBlock } from '../blocks/hash-block.ts';
import type { HashBlockPlan } from '../blocks/hash-block.ts';
import { allocatePostings } from '../blocks/postings.ts';
import type { Postings } from '../blocks/postings.ts';
import { ordinalBits, ordinalsPerBlock, packOrdinals } from '../blocks/posting-block.ts';

/** Postings waiting to be cut into groups. */
const PENDING_POSTINGS = 16 * MAX_GROUP_POSTINGS;
/** Blocks collected before they are written. */
const BUFFER_BLOCKS = 1024;
/** The file is synced every so many bytes, so that the last sync does not hold up the log's. */
const SYNC_EVERY_BYTES = 8 << 20;

export class FileSegmentWriter {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #documents: DocumentTable;
  readonly #tombstones: Uint32Array;
  readonly #ordinalBits: number;
  readonly #perBlock: number;

  readonly #pending = allocatePostings(PENDING_POSTINGS);
  #pendingCount = 0;
  #lowBitsGuess = 20;

  readonly #buffer = allocateBlocks(BUFFER_BLOCKS);
  #buffered = 0;
  #blocksWritten = 0;
  #unsynced = 0;

  #postings = 0;
  #groups = 0;
  #firstHashes = new Uint32Array(1024);
  #groupBlocks = new Uint32Array(1024);

  constructor(path: string, documents: DocumentTable, tombstones: Uint32Array) {
    this.#path = path;
    this.#documents = documents;
    this.#tombstones = tombstones;
    this.#ordinalBits = ordinalBits(documents.count);
    this.#perBlock = ordinalsPerBlock(this.#ordinalBits);
    this.#descriptor = openSync(`${path}.tmp`, 'w');
    encodeHeader(this.#buffer.words.subarray(this.#block()));
    this.#sealNewest();
  }

  /** Takes the first `count` postings: hashes ascend, also from call to call; the order among equal ones is free. */
  add(postings: Postings, count: number): void {
    for (let taken = 0; taken < count;) {
      const step = Math.min(count - taken, PENDING_POSTINGS - this.#pendingCount);
      this.#pending.set(postings.subarray(2 * taken, 2 * (taken + step)), 2 * this.#pendingCount);
      this.#pendingCount += step;
      taken += step;
      if (this.#pendingCount === PENDING_POSTINGS) this.#writeGroups(MAX_GROUP_POSTINGS);
    }
  }

  /** Completes the file and gives it its name. */
  finish(): { readonly postings: number; readonly bytes: number } {
    this.#writeGroups(1);
    const documentsAt = this.#nextBlock();
    if (!this.#documents.isConsecutive) this.#writeWords(this.#documents.count, (i) => this.#documents.idOf(i));
    const tombstonesAt = this.#nextBlock();
    this.#writeWords(this.#tombstones.length, (i) => this.#tombstones[i]!);
    const firstHashesAt = this.#nextBlock();
    this.#writeWords(this.#groups, (i) => this.#firstHashes[i]!);
    const groupBlocksAt = this.#nextBlock();
    this.#writeWords(this.#groups, (i) => this.#groupBlocks[i]!);
    const footerAt = this.#nextBlock();
    encodeFooter(this.#buffer.words.subarray(this.#block()), {
      documents: this.#documents.count,
      firstId: this.#documents.count === 0 ? 0 : this.#documents.idOf(0),
      consecutiveIds: this.#documents.isConsecutive,
      tombstones: this.#tombstones.length,
      postings: this.#postings,
      groups: this.#groups,
      ordinalBits: this.#ordinalBits,
      documentsAt,
      tombstonesAt,
      firstHashesAt,
      groupBlocksAt,
      footerAt,
    });
    this.#sealNewest();
    this.#flush();
    fdatasyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    renameSync(`${this.#path}.tmp`, this.#path);
    syncDirectorySync(dirname(this.#path));
    return { postings: this.#postings, bytes: this.#blocksWritten * BLOCK_BYTES };
  }

  /** Gives up: removes what was written. */
  abort(): void {
    try {
      closeSync(this.#descriptor);
    } catch {
      // `finish` had closed it already.
    }
    rmSync(`${this.#path}.tmp`, { force: true });
  }

  /** Cuts pending postings into groups until fewer than `leave` are left. */
  #writeGroups(leave: number): void {
    const postings = this.#pending;
    const end = this.#pendingCount;
    let varying = 0;
    for (let i = 1; i < end; i++) varying |= postings[2 * i]! ^ postings[0]!;
    const shift = varying === 0 ? 0 : trailingZeros(varying);
    let start = 0;
    while (end - start >= leave) {
      const plan = this.#filledBlocks(planHashBlock(postings, start, end, shift, this.#lowBitsGuess), end - start);
      this.#lowBitsGuess = plan.lowBits;
      this.#writeGroup(start, plan);
      start += plan.count;
    }
    postings.copyWithin(0, 2 * start, 2 * end);
    this.#pendingCount = end - start;
  }

  /** Leaves postings to the next group when they would hardly use the posting block they begin. */
  #filledBlocks(plan: HashBlockPlan, available: number): HashBlockPlan {
    const full = Math.floor(plan.count / this.#perBlock);
    if (plan.count === available || full === 0) return plan;
    const count = full * this.#perBlock;
    const blocks = 1 + Math.ceil(plan.count / this.#perBlock);
    return (1 + full) * plan.count < blocks * count ? { ...plan, count } : plan;
  }

  #writeGroup(start: number, plan: HashBlockPlan): void {
    if (this.#groups === this.#firstHashes.length) {
      this.#firstHashes = grown(this.#firstHashes);
      this.#groupBlocks = grown(this.#groupBlocks);
    }
    this.#firstHashes[this.#groups] = this.#pending[2 * start]!;
    this.#groupBlocks[this.#groups] = this.#nextBlock();
    this.#groups++;
    this.#postings += plan.count;
    encodeHashBlock(this.#buffer.words, this.#block(), this.#pending, start, plan);
    this.#sealNewest();
    for (let done = 0; done < plan.count; done += this.#perBlock) {
      const count = Math.min(this.#perBlock, plan.count - done);
      packOrdinals(this.#buffer.words, this.#block(), this.#pending, start + done, count, this.#ordinalBits);
      this.#sealNewest();
    }
  }

  #writeWords(count: number, word: (index: number) => number): void {
    for (let i = 0; i < count;) {
      const at = this.#block();
      for (let k = 0; k < BLOCK_PAYLOAD_WORDS && i < count; k++, i++) this.#buffer.words[at + k] = word(i);
      this.#sealNewest();
    }
  }

  /** The number of the block that is begun next. */
  #nextBlock(): number {
    return this.#blocksWritten + this.#buffered;
  }

  /** Begins a zeroed block; returns its word offset in the buffer. */
  #block(): number {
    if (this.#buffered === BUFFER_BLOCKS) this.#flush();
    return this.#buffered * BLOCK_WORDS;
  }

  #sealNewest(): void {
    sealBlock(this.#buffer, this.#buffered * BLOCK_BYTES);
    this.#buffered++;
  }

  #flush(): void {
    const length = this.#buffered * BLOCK_BYTES;
    for (let done = 0; done < length;) done += writeSync(this.#descriptor, this.#buffer.bytes, done, length - done);
    this.#buffer.words.fill(0, 0, this.#buffered * BLOCK_WORDS);
    this.#blocksWritten += this.#buffered;
    this.#buffered = 0;
    this.#unsynced += length;
    if (this.#unsynced >= SYNC_EVERY_BYTES) {
      fdatasyncSync(this.#descriptor);
      this.#unsynced = 0;
    }
  }
}

function grown(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}
