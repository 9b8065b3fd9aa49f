/**
 * What a new file segment takes over from the segments that it replaces: tombstones that are still needed, and documents
 * that died while it was being written.
 */

import { isDead } from './dead-set.ts';
import type { FileSegment } from './file-segment.ts';
import type { Segment } from './segment.ts';

/** Those of the ids, ascending and distinct, of which an older file has a document: only they need a tombstone. */
export function neededTombstones(ids: Iterable<number>, older: readonly FileSegment[]): Uint32Array {
  const needed = new Set<number>();
  for (const id of ids) if (older.some((file) => file.ordinalOf(id) >= 0)) needed.add(id);
  return Uint32Array.from(needed).sort();
}

/** Marks in `to` the documents of `from` that died since `before`, an earlier view of the dead set of `from`. */
export function copyNewlyDead(from: Segment, before: Uint32Array, to: FileSegment): void {
  const now = from.dead.view();
  if (now === before) return;
  for (let ordinal = 0; ordinal < from.documentCount; ordinal++) {
    if (!isDead(now, ordinal) || isDead(before, ordinal)) continue;
    const renumbered = to.ordinalOf(from.idOf(ordinal));
    if (renumbered >= 0) to.dead.mark(renumbered);
  }
}
