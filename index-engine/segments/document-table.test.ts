import { describe, expect, it } from 'vitest';
import { DocumentTable } from './document-table.ts';

describe('a document table', () => {
  it('finds ordinals of ids and ids of ordinals', () => {
    const ids = [3, 7, 8, 0xffffffff];
    const table = DocumentTable.of(Uint32Array.from(ids));
    expect(ids.map((id) => table.ordinalOf(id))).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((ordinal) => table.idOf(ordinal))).toEqual(ids);
    expect([0, 1, 4, 9, 0xfffffffe].map((id) => table.ordinalOf(id))).toEqual([-1, -1, -1, -1, -1]);
    expect([0, 3, 4, 8, 9, 0xffffffff].map((id) => table.lowerBound(id))).toEqual([0, 0, 1, 2, 3, 3]);
  });

  it('stores no ids when they are consecutive', () => {
    const table = DocumentTable.of(Uint32Array.from([10, 11, 12]));
    expect(table.isConsecutive).toBe(true);
    expect([9, 10, 12, 13].map((id) => table.ordinalOf(id))).toEqual([-1, 0, 2, -1]);
    expect([1, 10, 12, 99].map((id) => table.lowerBound(id))).toEqual([0, 0, 2, 3]);
    expect(DocumentTable.of(Uint32Array.from([10, 12])).isConsecutive).toBe(false);
  });

  it('can be empty', () => {
    const table = DocumentTable.of(new Uint32Array());
    expect([table.count, table.ordinalOf(0), table.lowerBound(5)]).toEqual([0, -1, 0]);
    expect([table.isConsecutive, table.idOf(0)]).toEqual([true, 0]);
  });

  it('can be made of the first id and the number of consecutive ones', () => {
    const table = DocumentTable.consecutive(10, 3);
    expect([table.count, table.isConsecutive, table.idOf(0), table.idOf(2)]).toEqual([3, true, 10, 12]);
    expect([9, 10, 12, 13].map((id) => table.ordinalOf(id))).toEqual([-1, 0, 2, -1]);
  });

  it('is not consecutive where a single id is left out', () => {
    const table = DocumentTable.of(Uint32Array.from([10, 11, 13]));
    expect([9, 10, 11, 12, 13, 14].map((id) => table.ordinalOf(id))).toEqual([-1, 0, 1, -1, 2, -1]);
    expect([13, 14].map((id) => table.lowerBound(id))).toEqual([2, 3]);
  });
});
