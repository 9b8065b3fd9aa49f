import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { openSegment, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { FileSegment } from './file-segment.ts';
import { newestEntry } from './segment.ts';
import { copyNewlyDead, neededTombstones } from './segment-replacement.ts';
import { supersede, supersedeAll } from './superseded-documents.ts';

const newPath = temporaryPaths();

function segment(ids: readonly number[], tombstones: readonly number[] = []): FileSegment {
  const path = newPath();
  writeSegment(path, { ids: [...ids], tombstones: [...tombstones], postings: [] });
  return openSegment(path);
}

/** The ids of a segment's dead documents. */
function deadIds(file: FileSegment): number[] {
  return Array.from({ length: file.documentCount }, (_, i) => i)
    .filter((ordinal) => file.dead.has(ordinal))
    .map((ordinal) => file.idOf(ordinal));
}

describe('the newest segment that mentions an id', () => {
  it('has the entry of the id: a document or a tombstone', () => {
    const files = [segment([1, 2, 3]), segment([2], [3]), segment([7])];
    expect(newestEntry(files, 1)).toEqual({ segment: files[0], ordinal: 0 });
    expect(newestEntry(files, 2)).toEqual({ segment: files[1], ordinal: 0 });
    expect(newestEntry(files, 3)).toEqual({ segment: files[1], ordinal: -1 });
    expect(newestEntry(files, 4)).toBeUndefined();
  });

  it('loses its document to a new one, once', () => {
    const files = [segment([1, 2, 3]), segment([2], [3])];
    expect([1, 2, 3, 4].map((id) => supersede(files, id))).toEqual([true, true, false, false]);
    expect(files.map(deadIds)).toEqual([[1], [2]]);
  });
});

describe('opening segments', () => {
  it('marks documents that newer segments replace or delete', () => {
    const files = [segment([1, 2, 3, 8, 9]), segment([2, 5], [3]), segment([5, 9], [1])];
    supersedeAll(files);
    expect(files.map(deadIds)).toEqual([[1, 2, 3, 9], [5], []]);
  });

  it('marks nothing where ids do not overlap, in either order', () => {
    const files = [segment([10, 11]), segment([1, 2], [3]), segment([20], [30]), segment([]), segment([12], [9])];
    supersedeAll(files);
    expect(files.map(deadIds)).toEqual([[], [], [], [], []]);
  });

  it('marks nothing by a segment without documents and tombstones, and nothing in one', () => {
    const files = [segment([]), segment([5, 7]), segment([])];
    supersedeAll(files);
    expect(files.map(deadIds)).toEqual([[], [], []]);
    const others = [segment([]), segment([], [5]), segment([5, 6, 8])];
    supersedeAll(others);
    expect(others.map(deadIds)).toEqual([[], [], []]);
  });

  it('marks the first and the last document', () => {
    const files = [segment([5, 6, 7]), segment([5]), segment([7])];
    supersedeAll(files);
    expect(files.map(deadIds)).toEqual([[5, 7], [], []]);
    const others = [segment([5, 6, 7]), segment([9], [5, 7])];
    supersedeAll(others);
    expect(others.map(deadIds)).toEqual([[5, 7], []]);
  });

  it('marks what a plain comparison finds', () => {
    const random = new SeededRandom(6);
    const some = (most: number): number[] => [
      ...new Set(Array.from({ length: random.below(most) }, () => 1 + random.below(60))),
    ];
    const ascending = (ids: number[]): number[] => ids.sort((a, b) => a - b);
    for (let round = 0; round < 6; round++) {
      const contents = Array.from({ length: 4 }, () => {
        const ids = ascending(some(25));
        return { ids, tombstones: ascending(some(8)).filter((id) => !ids.includes(id)) };
      });
      const files = contents.map(({ ids, tombstones }) => segment(ids, tombstones));
      supersedeAll(files);
      expect(files.map(deadIds)).toEqual(
        contents.map(({ ids }, i) => {
          const newer = new Set(contents.slice(i + 1).flatMap((content) => [...content.ids, ...content.tombstones]));
          return ids.filter((id) => newer.has(id));
        }),
      );
      for (const file of files) file.release();
    }
  });
});

describe('a segment that replaces others', () => {
  it('keeps the tombstones of ids that an older segment has, ascending and once each', () => {
    const older = [segment([1, 5]), segment([9])];
    expect([...neededTombstones([9, 7, 5, 9, 2], older)]).toEqual([5, 9]);
    expect([...neededTombstones([9, 7, 5], [])]).toEqual([]);
  });

  it('takes over documents that died since it was begun', () => {
    const from = segment([1, 2, 3, 4]);
    from.dead.mark(0);
    const before = from.dead.view();
    const to = segment([2, 4]);
    copyNewlyDead(from, before, to);
    expect(deadIds(to)).toEqual([]);
    for (const id of [2, 3, 4]) from.dead.mark(from.ordinalOf(id));
    copyNewlyDead(from, before, to);
    expect([deadIds(to), to.dead.count]).toEqual([[2, 4], 2]);
  });

  it('leaves documents alive whose older version was dead before', () => {
    const from = segment([1, 2]);
    from.dead.mark(0);
    const before = from.dead.view();
    from.dead.mark(1);
    const to = segment([1, 2]);
    copyNewlyDead(from, before, to);
    expect(deadIds(to)).toEqual([2]);
  });
});
