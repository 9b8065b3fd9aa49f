/**
 * Writes a memory segment to a file: documents get ordinals in the order of their ids, dead ones are left out, postings
 * are sorted by hash.
 */

import { isDead } from './dead-set.ts';
import { DocumentTable } from './document-table.ts';
import { writeFailed } from './durable-files.ts';
import { FileSegmentWriter } from './file-segment-writer.ts';
import { LEFT_OUT } from './merge-documents.ts';
import { allocatePostings, sortPostings } from './posting-sort.ts';
import type { FlushJob, SegmentJobResult } from './segment-job.ts';

/** Throws `WriteFailed`; then there is no file. */
export function flushSegment(job: FlushJob): SegmentJobResult {
  const { documents, renumbered } = orderDocuments(job.content.ids, job.content.dead);
  const { hashes, ordinals } = job.content;
  const postings = allocatePostings(hashes.length);
  let count = 0;
  for (let i = 0; i < hashes.length; i++) {
    const ordinal = renumbered[ordinals[i]!]!;
    if (ordinal === LEFT_OUT) continue;
    postings.hashes[count] = hashes[i]!;
    postings.ordinals[count] = ordinal;
    count++;
  }
  const sorted = sortPostings(postings, allocatePostings(count), count);
  let writer: FileSegmentWriter | undefined;
  try {
    writer = new FileSegmentWriter(job.path, documents, job.tombstones);
    writer.add(sorted.hashes, sorted.ordinals, count);
    return writer.finish();
  } catch (error) {
    writer?.abort();
    throw writeFailed(job.path, error);
  }
}

/** The living documents by id, and for each old ordinal the new one or `LEFT_OUT`. */
function orderDocuments(ids: Uint32Array, dead: Uint32Array): { documents: DocumentTable; renumbered: Uint32Array } {
  const living = allocatePostings(ids.length);
  let count = 0;
  for (let ordinal = 0; ordinal < ids.length; ordinal++) {
    if (isDead(dead, ordinal)) continue;
    living.hashes[count] = ids[ordinal]!;
    living.ordinals[count] = ordinal;
    count++;
  }
  const sorted = sortPostings(living, allocatePostings(count), count);
  const renumbered = new Uint32Array(ids.length).fill(LEFT_OUT);
  for (let i = 0; i < count; i++) renumbered[sorted.ordinals[i]!] = i;
  return { documents: DocumentTable.of(sorted.hashes.slice(0, count)), renumbered };
}
