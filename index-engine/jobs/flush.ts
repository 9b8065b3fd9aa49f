/**
 * The flush: writes a memory segment to a file. Documents get new ordinals in the order of their ids, dead ones are left
 * out, and postings are sorted by hash.
 *
 * Sorting distributes the postings over partitions, ranges of hashes of equal width, and then sorts one partition after the
 * other within the processor's cache (MSD radix sort; Knuth, TAOCP 3, 5.2.5). Only one list has to hold all postings.
 */

import { bitLength } from '../blocks/bits.ts';
import { isDead } from '../segments/dead-set.ts';
import { DocumentTable } from '../segments/document-table.ts';
import { writeFailed } from '../contract/index-error.ts';
import { FileSegmentWriter } from '../segments/file-segment-writer.ts';
import { LEFT_OUT } from './merge-documents.ts';
import { allocatePostings, sortPostings } from '../blocks/postings.ts';
import type { Postings } from '../blocks/postings.ts';
import type { MemoryContent } from '../segments/memory-segment.ts';
import type { FlushJob, SegmentJobResult } from './segment-job.ts';

/** Partitions of a flush; a partition of evenly spread hashes of a full segment has 64 KiB. */
const PARTITION_BITS = 8;
const PARTITIONS = 2 ** PARTITION_BITS;
/** Lists are allocated in multiples of this many postings, so that slightly larger segments find room. */
const GRAIN_POSTINGS = 1 << 16;

/**
 * The memory in which flushes sort, reused from one to the next: it is large, and the system clears new memory page by
 * page.
 */
export class FlushMemory {
  #postings = allocatePostings(0);
  #scratch = allocatePostings(0);

  /** A list with room for `count` postings, with any content. */
  list(count: number): Postings {
    if (this.#postings.length < 2 * count) this.#postings = allocateGrains(count);
    return this.#postings;
  }

  /** Another one. */
  scratch(count: number): Postings {
    if (this.#scratch.length < 2 * count) this.#scratch = allocateGrains(count);
    return this.#scratch;
  }

  /** Size of both lists. */
  get bytes(): number {
    return this.#postings.byteLength + this.#scratch.byteLength;
  }
}

function allocateGrains(count: number): Postings {
  return allocatePostings(Math.ceil(count / GRAIN_POSTINGS) * GRAIN_POSTINGS);
}

/** Writes the segment. Throws `WriteFailed`; then there is no file. */
export function flushSegment(job: FlushJob, memory: FlushMemory): SegmentJobResult {
  const { documents, renumbered } = orderDocuments(job.content);
  const { postings, ends } = partition(job.content, renumbered, memory);
  let writer: FileSegmentWriter | undefined;
  try {
    writer = new FileSegmentWriter(job.path, documents, job.tombstones);
    let start = 0;
    for (const end of ends) {
      const count = end - start;
      writer.add(sortPostings(postings.subarray(2 * start, 2 * end), memory.scratch(count), count), count);
      start = end;
    }
    return writer.finish();
  } catch (error) {
    writer?.abort();
    throw writeFailed(job.path, error);
  }
}

/** The live documents by id, and for each old ordinal the new one or `LEFT_OUT`. */
function orderDocuments({ ids, dead }: MemoryContent): { documents: DocumentTable; renumbered: Uint32Array } {
  // Pairs of id and old ordinal sort like postings.
  const live = allocatePostings(ids.length);
  let count = 0;
  for (let ordinal = 0; ordinal < ids.length; ordinal++) {
    if (isDead(dead, ordinal)) continue;
    live[2 * count] = ids[ordinal]!;
    live[2 * count + 1] = ordinal;
    count++;
  }
  const sorted = sortPostings(live, allocatePostings(count), count);
  const renumbered = new Uint32Array(ids.length).fill(LEFT_OUT);
  const sortedIds = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    sortedIds[i] = sorted[2 * i]!;
    renumbered[sorted[2 * i + 1]!] = i;
  }
  return { documents: DocumentTable.of(sortedIds), renumbered };
}

/**
 * Distributes the postings of live documents over partitions, which follow each other in the order of their hashes.
 * `ends[p]` is the number of postings in the partitions up to p.
 */
function partition(
  { hashes, starts }: MemoryContent,
  renumbered: Uint32Array,
  memory: FlushMemory,
): { postings: Postings; ends: Uint32Array } {
  const { origin, shift } = partitionWidth(hashes);
  const ends = new Uint32Array(PARTITIONS);
  for (let document = 0; document < renumbered.length; document++) {
    if (renumbered[document] === LEFT_OUT) continue;
    const end = starts[document + 1]!;
    for (let i = starts[document]!; i < end; i++) ends[(hashes[i]! - origin) >>> shift]!++;
  }
  /** For each partition the word of its next posting. */
  const next = new Uint32Array(PARTITIONS);
  let total = 0;
  for (let part = 0; part < PARTITIONS; part++) {
    next[part] = 2 * total;
    total += ends[part]!;
    ends[part] = total;
  }
  const postings = memory.list(total);
  for (let document = 0; document < renumbered.length; document++) {
    const ordinal = renumbered[document]!;
    if (ordinal === LEFT_OUT) continue;
    const end = starts[document + 1]!;
    for (let i = starts[document]!; i < end; i++) {
      const hash = hashes[i]!;
      const part = (hash - origin) >>> shift;
      const at = next[part]!;
      postings[at] = hash;
      postings[at + 1] = ordinal;
      next[part] = at + 2;
    }
  }
  return { postings, ends };
}

/**
 * The partition of a hash is (hash − origin) >>> shift. The origin is the smallest hash modulo 2^32, as a signed number: the
 * compiler subtracts whole numbers of 32 bits without floating point.
 */
function partitionWidth(hashes: Uint32Array): { origin: number; shift: number } {
  let smallest = hashes[0] ?? 0;
  let largest = smallest;
  for (let i = 1; i < hashes.length; i++) {
    const hash = hashes[i]!;
    if (hash < smallest) smallest = hash;
    if (hash > largest) largest = hash;
  }
  return { origin: smallest | 0, shift: Math.max(0, bitLength(largest - smallest) - PARTITION_BITS) };
}
