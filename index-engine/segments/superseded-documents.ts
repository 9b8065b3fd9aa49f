/**
 * Finds out which documents of file segments are dead. Nothing on disk says so: a newer segment that mentions the id does.
 */

import type { FileSegment } from './file-segment.ts';

/** Marks in each segment the documents that a newer one overrules. Segments from old to new. */
export function overruleOlder(segments: readonly FileSegment[]): void {
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
        (id) => tombstones.findIndex((other) => other >= id),
      );
    }
  }
}

/** Marks the documents of a segment that are among `count` ascending ids: both are walked once, from where they overlap. */
function markAll(
  segment: FileSegment,
  count: number,
  idAt: (index: number) => number,
  lowerBound: (id: number) => number,
): void {
  const { documents, dead } = segment;
  if (count === 0 || documents.count === 0) return;
  if (idAt(0) > documents.idOf(documents.count - 1) || idAt(count - 1) < documents.idOf(0)) return;
  let index = lowerBound(documents.idOf(0));
  let ordinal = documents.lowerBound(idAt(0));
  while (index < count && ordinal < documents.count) {
    const id = idAt(index);
    const other = documents.idOf(ordinal);
    if (id === other) dead.mark(ordinal);
    if (id <= other) index++;
    if (other <= id) ordinal++;
  }
}
