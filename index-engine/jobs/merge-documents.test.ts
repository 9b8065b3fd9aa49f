import { describe, expect, it } from 'vitest';
import { DeadSet } from '../segments/dead-set.ts';
import { DocumentTable } from '../segments/document-table.ts';
import { LEFT_OUT, mergeDocuments } from './merge-documents.ts';

function input(ids: number[], deadIds: number[] = []): Parameters<typeof mergeDocuments>[0][number] {
  const dead = new DeadSet(ids.length);
  for (const id of deadIds) dead.mark(ids.indexOf(id));
  return { documents: DocumentTable.of(Uint32Array.from(ids)), dead: dead.view() };
}

function idsOf({ documents }: ReturnType<typeof mergeDocuments>): number[] {
  return Array.from({ length: documents.count }, (_, i) => documents.idOf(i));
}

describe('merging document tables', () => {
  it('lines up segments that follow each other by adding a number', () => {
    const merged = mergeDocuments([input([4, 5, 6]), input([1, 2, 3]), input([7])]);
    expect(idsOf(merged)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(merged.documents.isConsecutive).toBe(true);
    expect(merged.renumberings).toEqual([
      { table: undefined, shift: 3 },
      { table: undefined, shift: 0 },
      { table: undefined, shift: 6 },
    ]);
  });

  it('takes consecutive segments with empty ones between them, and none at all', () => {
    const merged = mergeDocuments([input([]), input([8, 9]), input([]), input([10])]);
    expect(idsOf(merged)).toEqual([8, 9, 10]);
    expect(merged.renumberings.map(({ shift }) => shift)).toEqual([0, 0, 0, 2]);
    expect(idsOf(mergeDocuments([]))).toEqual([]);
  });

  it('lists ids between which others are missing', () => {
    const merged = mergeDocuments([input([1, 2]), input([4, 5])]);
    expect([idsOf(merged), merged.documents.isConsecutive]).toEqual([[1, 2, 4, 5], false]);
    const within = mergeDocuments([input([1, 2, 4]), input([5, 6])]);
    expect([idsOf(within), within.documents.isConsecutive]).toEqual([[1, 2, 4, 5, 6], false]);
    const dying = mergeDocuments([input([1, 2], [2]), input([3, 4])]);
    expect(idsOf(dying)).toEqual([1, 3, 4]);
  });

  it('interleaves segments and leaves out the dead', () => {
    const merged = mergeDocuments([input([1, 5, 9], [5]), input([2, 5, 8], [2, 8])]);
    expect(idsOf(merged)).toEqual([1, 5, 9]);
    expect(merged.renumberings.map(({ table }) => [...table!])).toEqual([
      [0, LEFT_OUT, 2],
      [LEFT_OUT, 1, LEFT_OUT],
    ]);
  });

  it('takes segments of which nothing is left', () => {
    const merged = mergeDocuments([input([3], [3]), input([]), input([4, 5], [4, 5])]);
    expect(idsOf(merged)).toEqual([]);
    expect(merged.renumberings).toEqual([
      { table: Uint32Array.from([LEFT_OUT]), shift: 0 },
      { table: undefined, shift: 0 },
      { table: Uint32Array.from([LEFT_OUT, LEFT_OUT]), shift: 0 },
    ]);
  });

  it('takes runs of documents from segments in turn', () => {
    const merged = mergeDocuments([input([1, 2, 3, 10, 11]), input([4, 5, 12]), input([6, 7])]);
    expect(idsOf(merged)).toEqual([1, 2, 3, 4, 5, 6, 7, 10, 11, 12]);
    expect(merged.renumberings).toEqual([
      { table: Uint32Array.from([0, 1, 2, 7, 8]), shift: 0 },
      { table: Uint32Array.from([3, 4, 9]), shift: 0 },
      { table: undefined, shift: 5 },
    ]);
  });
});
