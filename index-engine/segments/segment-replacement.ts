/**
 * What a new file segment has to take over from the segments it replaces.
 */

import { isDead } from './dead-set.ts';
import type { FileSegment } from './file-segment.ts';
import type { Segment } from './segment.ts';

/** The ids, ascending, that an older file still has a document of. */
export function neededTombstones(ids: Iterable<number>, older: readonly FileSegment[]): Uint32Array {
  const needed = new Set<number>();
  for (const id of ids) if (older.some((file) => file.ordinalOf(id) >= 0)) needed.add(id);
  return Uint32Array.from(needed).sort();
}

/** Marks in `to` what died in `from` since `before` was viewed. */
export function carryDeaths(from: Segment, before: Uint32Array, to: FileSegment): void {
  const now = from.dead.view();
  if (now === before) return;
  for (let ordinal = 0; ordinal < from.documentCount; ordinal++) {
    if (!isDead(now, ordinal) || isDead(before, ordinal)) continue;
    const renumbered = to.ordinalOf(from.idOf(ordinal));
    if (renumbered >= 0) to.dead.mark(renumbered);
  }
}
