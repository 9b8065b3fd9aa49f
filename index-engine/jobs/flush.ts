/**
 * The flush: writes a memory segment to a file. Documents get new ordinals in the order of their ids, dead ones are left
 * out, and postings are sorted by hash.
 */

import { isDead } from '../segments/dead-set.ts';
import { DocumentTable } from '../segments/document-table.ts';
import { writeFailed } from '../contract/index-error.ts';
import { FileSegmentWriter } from '../segments/file-segment-writer.ts';
import { LEFT_OUT } from './merge-documents.ts';
import { allocatePostings, sortPostings } from '../blocks/postings.ts';
import type { Postings } from '../blocks/postings.ts';
import type { MemoryContent } from '../segments/memory-segment.ts';
import type { FlushJob, SegmentJobResult } from './segment-job.ts';

/**
 * The memory in which flushes sort, reused from one to the next: it is large, and the system clears new memory page by
 * page.
 */
export class FlushMemory {
  #postings = allocatePostings(0);
  #scratch = allocatePostings(0);

  /** Two lists with room for `count` postings, with any content. */
  lists(count: number): { readonly postings: Postings; readonly scratch: Postings } {
    if (this.#postings.length < 2 * count) {
      this.#postings = allocatePostings(count);
      this.#scratch = allocatePostings(count);
    }
    return { postings: this.#postings, scratch: this.#scratch };
  }
}

/** Writes the segment. Throws `WriteFailed`; then there is no file. */
export function flushSegment(job: FlushJob, memory: FlushMemory): SegmentJobResult {
  const { documents, renumbered } = orderDocuments(job.content);
  const { postings, scratch } = memory.lists(job.content.hashes.length);
  const count = livePostings(job.content, renumbered, postings);
  const sorted = sortPostings(postings, scratch, count);
  let writer: FileSegmentWriter | undefined;
  try {
    writer = new FileSegmentWriter(job.path, documents, job.tombstones);
    writer.add(sorted, count);
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

/** Copies the postings of live documents to `postings`; returns their number. */
function livePostings({ hashes, starts }: MemoryContent, renumbered: Uint32Array, postings: Postings): number {
  let count = 0;
  for (let document = 0; document < renumbered.length; document++) {
    const ordinal = renumbered[document]!;
    if (ordinal === LEFT_OUT) continue;
    const end = starts[document + 1]!;
    for (let i = starts[document]!; i < end; i++) {
      postings[2 * count] = hashes[i]!;
      postings[2 * count + 1] = ordinal;
      count++;
    }
  }
  return count;
}
