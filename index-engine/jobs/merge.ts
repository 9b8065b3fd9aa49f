/**
 * The merge: writes the live documents of file segments to one segment.
 *
 * All inputs are read in order, a piece of a few groups at a time. The postings up to the smallest of the pieces' last
 * hashes form a window of a few ten thousand postings. A radix sort orders it within the processor's cache, which costs
 * less than comparing the heads of all inputs for every posting.
 */

import { closeSync } from 'node:fs';
import { countDead } from '../segments/dead-set.ts';
import { writeFailed } from '../contract/index-error.ts';
import { IndexError } from '../contract/index-error.ts';
import { FileSegmentWriter } from '../segments/file-segment-writer.ts';
import { mergeDocuments } from './merge-documents.ts';
import { PostingScanner } from './posting-scanner.ts';
import { allocatePostings, sortPostings } from '../blocks/postings.ts';
import { openSegmentFile } from '../segments/segment-file.ts';
import type { SegmentFile } from '../segments/segment-file.ts';
import type { MergeJob, SegmentJobResult } from './segment-job.ts';

/**
 * Yields after every window, so that the thread can do more urgent work; `return` ends the merge early.
 * Throws `CorruptFile` for a damaged input, or `WriteFailed`; after both there is no new file.
 */
export function* mergeSegments(job: MergeJob): Generator<void, SegmentJobResult> {
  const files: SegmentFile[] = [];
  let scanners: readonly PostingScanner[] = [];
  let writer: FileSegmentWriter | undefined;
  try {
    for (const input of job.inputs) files.push(openSegmentFile(input.path));
    const merged = mergeDocuments(files.map((file, i) => ({ documents: file.documents, dead: job.inputs[i]!.dead })));
    scanners = files.map(
      (file, i) => new PostingScanner(file, merged.renumberings[i]!, countDead(job.inputs[i]!.dead) > 0),
    );
    writer = new FileSegmentWriter(job.path, merged.documents, job.tombstones);
    yield* mergePostings(scanners, writer);
    const result = writer.finish();
    writer = undefined;
    return result;
  } catch (error) {
    throw error instanceof IndexError ? error : writeFailed(job.path, error);
  } finally {
    writer?.abort();
    for (const scanner of scanners) scanner.free();
    for (const file of files) closeSync(file.descriptor);
  }
}

function* mergePostings(scanners: readonly PostingScanner[], writer: FileSegmentWriter): Generator<void, void> {
  const capacity = scanners.reduce((sum, scanner) => sum + scanner.capacity, 0);
  const window = allocatePostings(capacity);
  const scratch = allocatePostings(capacity);
  try {
    for (;;) {
      let limit = -1;
      for (const scanner of scanners) {
        if (!scanner.refill()) continue;
        limit = limit < 0 ? scanner.lastHash : Math.min(limit, scanner.lastHash);
      }
      if (limit < 0) return;
      let count = 0;
      for (const scanner of scanners) count += scanner.take(limit, window, count);
      const sorted = scanners.length === 1 ? window : sortPostings(window, scratch, count);
      writer.add(sorted, count);
      yield;
    }
  } finally {
    window.buffer.transfer(0);
    scratch.buffer.transfer(0);
  }
}
