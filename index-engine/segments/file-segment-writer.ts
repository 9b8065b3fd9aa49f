/**
 * Writes a file segment: takes postings in the order of their hashes and streams groups to the file.
 * Invariant: there is no segment before `finish` has returned. The bytes go to `path + ".tmp"`, are made durable, and the
 * file then gets its name, also durably. A failure before that leaves no segment.
 */

import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { trailingZeros } from '../blocks/bits.ts';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { BlockWriter } from '../blocks/block-writer.ts';
import { encodeHashBlock, planHashBlock } from '../blocks/hash-block-encoder.ts';
import type { HashBlockPlan } from '../blocks/hash-block-encoder.ts';
import { MAX_GROUP_POSTINGS } from '../blocks/hash-block.ts';
import { ordinalBits, ordinalsPerBlock, packOrdinals } from '../blocks/posting-block.ts';
import { allocatePostings } from '../blocks/postings.ts';
import type { Postings } from '../blocks/postings.ts';
import { syncDirectorySync } from '../storage/directory-sync.ts';
import type { DocumentTable } from './document-table.ts';
import { encodeFooter, encodeHeader } from './file-segment-format.ts';
import { groupSize } from './group-size.ts';

/** Postings that are collected before they are cut into groups. */
const PENDING_POSTINGS = 16 * MAX_GROUP_POSTINGS;
/** Low bits of a hash with which the first plan begins. */
const FIRST_LOW_BITS = 20;
const FIRST_GROUP_CAPACITY = 1024;

export class FileSegmentWriter {
  readonly #path: string;
  readonly #file: BlockWriter;
  readonly #documents: DocumentTable;
  readonly #tombstones: Uint32Array;
  readonly #ordinalBits: number;
  readonly #perBlock: number;

  readonly #pending = allocatePostings(PENDING_POSTINGS);
  #pendingCount = 0;
  #lowBits = FIRST_LOW_BITS;

  #postings = 0;
  #groups = 0;
  #firstHashes = new Uint32Array(FIRST_GROUP_CAPACITY);
  #groupBlocks = new Uint32Array(FIRST_GROUP_CAPACITY);

  /** Creates the temporary file. Throws the system's error, as all methods do. Tombstones ascend. */
  constructor(path: string, documents: DocumentTable, tombstones: Uint32Array) {
    this.#path = path;
    this.#documents = documents;
    this.#tombstones = tombstones;
    this.#ordinalBits = ordinalBits(documents.count);
    this.#perBlock = ordinalsPerBlock(this.#ordinalBits);
    this.#file = new BlockWriter(`${path}.tmp`);
    encodeHeader(this.#file.words.subarray(this.#file.begin()));
    this.#file.seal();
  }

  /** Takes the first `count` postings: hashes ascend, also from call to call; equal ones may come in any order. */
  add(postings: Postings, count: number): void {
    for (let taken = 0; taken < count;) {
      const step = Math.min(count - taken, PENDING_POSTINGS - this.#pendingCount);
      this.#pending.set(postings.subarray(2 * taken, 2 * (taken + step)), 2 * this.#pendingCount);
      this.#pendingCount += step;
      taken += step;
      if (this.#pendingCount === PENDING_POSTINGS) this.#writeGroups(MAX_GROUP_POSTINGS);
    }
  }

  /** Completes the file and gives it its name; returns the number of its postings and its size. */
  finish(): { readonly postings: number; readonly bytes: number } {
    this.#writeGroups(1);
    const file = this.#file;
    const documentsAt = file.count;
    if (!this.#documents.isConsecutive) file.writeSection(this.#documents.count, (i) => this.#documents.idOf(i));
    const tombstonesAt = file.count;
    file.writeSection(this.#tombstones.length, (i) => this.#tombstones[i]!);
    const firstHashesAt = file.count;
    file.writeSection(this.#groups, (i) => this.#firstHashes[i]!);
    const groupBlocksAt = file.count;
    file.writeSection(this.#groups, (i) => this.#groupBlocks[i]!);
    const footerAt = file.count;
    encodeFooter(file.words.subarray(file.begin()), {
      documents: this.#documents.count,
      firstId: this.#documents.idOf(0),
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
    file.seal();
    file.finish();
    this.#free();
    renameSync(`${this.#path}.tmp`, this.#path);
    syncDirectorySync(dirname(this.#path));
    return { postings: this.#postings, bytes: file.count * BLOCK_BYTES };
  }

  /** Removes what was written. */
  abort(): void {
    this.#file.close();
    this.#free();
    rmSync(`${this.#path}.tmp`, { force: true });
  }

  /** Frees what was pending at once: the garbage collector would let it accumulate. A failing end may come after another. */
  #free(): void {
    if (!this.#pending.buffer.detached) this.#pending.buffer.transfer(0);
  }

  /** Cuts pending postings into groups until fewer than `remaining` are left. */
  #writeGroups(remaining: number): void {
    const postings = this.#pending;
    const end = this.#pendingCount;
    let varying = 0;
    for (let i = 1; i < end; i++) varying |= postings[2 * i]! ^ postings[0]!;
    const shift = varying === 0 ? 0 : trailingZeros(varying);
    let start = 0;
    while (end - start >= remaining) {
      const most = planHashBlock(postings, start, end, shift, this.#lowBits);
      const plan = { ...most, count: groupSize(most.count, end - start, this.#perBlock) };
      this.#lowBits = plan.lowBits;
      this.#writeGroup(start, plan);
      start += plan.count;
    }
    postings.copyWithin(0, 2 * start, 2 * end);
    this.#pendingCount = end - start;
  }

  #writeGroup(start: number, plan: HashBlockPlan): void {
    if (this.#groups === this.#firstHashes.length) {
      this.#firstHashes = doubled(this.#firstHashes);
      this.#groupBlocks = doubled(this.#groupBlocks);
    }
    const file = this.#file;
    this.#firstHashes[this.#groups] = this.#pending[2 * start]!;
    this.#groupBlocks[this.#groups] = file.count;
    this.#groups++;
    this.#postings += plan.count;
    encodeHashBlock(file.words, file.begin(), this.#pending, start, plan);
    file.seal();
    for (let done = 0; done < plan.count; done += this.#perBlock) {
      const count = Math.min(this.#perBlock, plan.count - done);
      packOrdinals(file.words, file.begin(), this.#pending, start + done, count, this.#ordinalBits);
      file.seal();
    }
  }
}

/** A copy with twice the capacity. */
function doubled(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  return larger;
}
