/**
 * Marks documents as dead that newer segments supersede. Files do not store which documents are dead: the newest segment
 * that mentions an id decides.
 */

import type { FileSegment } from './file-segment.ts';
import { newestEntry } from './segment.ts';
import type { Segment } from './segment.ts';
import { lowerBound } from './sorted-ids.ts';

/** Marks the newest document of `id` in `older`, segments from old to new, as dead; returns whether there is one. */
export function supersede(older: readonly Segment[], id: number): boolean {
  const entry = newestEntry(older, id);
  if (entry === undefined || entry.ordinal < 0) return false;
  entry.segment.dead.mark(entry.ordinal);
  return true;
}

/** Marks in each segment the documents that a newer one replaces or deletes. Segments from old to new. */
export function supersedeAll(segments: readonly FileSegment[]): void {
  for (let newer = 1; newer < segments.length; newer++) {
    const { documents, tombstones } = segments[newer]!;
    for (let older = 0; older < newer; older++) {
      markAll(
        segments[older]!,
        documents.count,
        (i) => documents.idOf(i),
        (id) => documents.lowerBound(id),
      );
      markAll(
        segments[older]!,
        tombstones.length,
        (i) => tombstones[i]!,
        (id) => lowerBound(tombstones, id),
      );
    }
  }
}

/** Marks the documents of a segment that are among `count` ascending ids: a merge of both lists from where they overlap. */
function markAll(
  segment: FileSegment,
  count: number,
  idAt: (index: number) => number,
  lowerBoundOf: (id: number) => number,
): void {
  const { documents, dead } = segment;
  // An empty list has no first id, but then the loop does not begin.
  let index = lowerBoundOf(documents.idOf(0));
  let ordinal = documents.lowerBound(idAt(0));
  while (index < count && ordinal < documents.count) {
    const id = idAt(index);
    const other = documents.idOf(ordinal);
    if (id < other) {
      index++;
    } else if (id > other) {
      ordinal++;
    } else {
      dead.mark(ordinal);
      index++;
      ordinal++;
    }
  }
}
