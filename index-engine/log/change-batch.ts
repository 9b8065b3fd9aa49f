/**
 * A batch of changes as one flat array of words. It crosses threads in this form (transferred, not copied), and the log
 * stores the same bytes.
 *
 *     0                 number of changes n
 *     1 …               the ids
 *     1 + n …           the number of hashes of each, or 0xffffffff for a delete
 *     1 + 2n …          the hashes of all, one after the other
 *
 * Changes are applied in order, so the last one of an id wins.
 */

import { invalidDocumentId, isDocumentId } from '../contract/document-id.ts';
import type { Change } from '../contract/fingerprint-index.ts';

const DELETE = 0xffffffff;

/** Packs changes. Throws `InvalidFingerprintId` for an id that is not a whole number from 1 to 2^32 - 1. */
export function packChanges(changes: readonly Change[]): Uint32Array<ArrayBuffer> {
  const count = changes.length;
  let words = 1 + 2 * count;
  for (const change of changes) {
    if (!isDocumentId(change.id)) throw invalidDocumentId(change.id);
    if (change.type === 'insert') words += change.hashes.length;
  }
  const batch = new Uint32Array(words);
  batch[0] = count;
  let at = 1 + 2 * count;
  for (let i = 0; i < count; i++) {
    const change = changes[i]!;
    batch[1 + i] = change.id;
    if (change.type === 'delete') {
      batch[1 + count + i] = DELETE;
    } else {
      batch[1 + count + i] = change.hashes.length;
      batch.set(change.hashes, at);
      at += change.hashes.length;
    }
  }
  return batch;
}

/** Whether the words are a batch: the counts add up and all ids are valid. */
export function isBatch(batch: Uint32Array): boolean {
  const count = batch[0] ?? 0;
  let words = 1 + 2 * count;
  if (words > batch.length) return false;
  for (let i = 0; i < count; i++) {
    if (batch[1 + i] === 0) return false;
    const hashes = batch[1 + count + i]!;
    if (hashes !== DELETE) words += hashes;
  }
  return words === batch.length;
}

/** The hashes of all documents that a batch adds, in order: a view into the batch. */
export function batchHashes(batch: Uint32Array): Uint32Array {
  return batch.subarray(1 + 2 * batch[0]!);
}

/** Upper bound of the documents that a batch adds, and the number of postings. */
export function batchSize(batch: Uint32Array): { readonly documents: number; readonly postings: number } {
  const count = batch[0]!;
  return { documents: count, postings: batch.length - 1 - 2 * count };
}

/** The smallest and the largest id that a batch mentions; [Infinity, 0] for an empty one. */
export function batchIdRange(batch: Uint32Array): readonly [lowest: number, highest: number] {
  let lowest = Infinity;
  let highest = 0;
  for (let i = 1; i <= batch[0]!; i++) {
    const id = batch[i]!;
    if (id < lowest) lowest = id;
    if (id > highest) highest = id;
  }
  return [lowest, highest];
}

/** Calls `insert` or `remove` for each change in order. The hashes are a view into the batch. */
export function applyBatch(
  batch: Uint32Array,
  insert: (id: number, hashes: Uint32Array) => void,
  remove: (id: number) => void,
): void {
  const count = batch[0]!;
  let at = 1 + 2 * count;
  for (let i = 0; i < count; i++) {
    const id = batch[1 + i]!;
    const hashes = batch[1 + count + i]!;
    if (hashes === DELETE) {
      remove(id);
    } else {
      insert(id, batch.subarray(at, at + hashes));
      at += hashes;
    }
  }
}
