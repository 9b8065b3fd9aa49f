import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { OrdinalTable } from './ordinal-table.ts';

/** A table of these ids, in the order of their ordinals. */
function tableOf(ids: Uint32Array, count = ids.length): OrdinalTable {
  const table = new OrdinalTable();
  table.reserve(count, ids);
  for (let ordinal = 0; ordinal < count; ordinal++) table.set(ordinal, ids);
  return table;
}

describe('the table of ordinals', () => {
  it('has no ordinals at first', () => {
    const table = new OrdinalTable();
    expect([1, 0xffffffff].map((id) => table.get(id, new Uint32Array(4)))).toEqual([-1, -1]);
  });

  it('finds the ordinal of each id, also of ids whose slots are next to each other', () => {
    const ids = Uint32Array.from({ length: 2048 }, (_, i) => i + 1);
    const table = tableOf(ids);
    expect(Array.from(ids, (id) => table.get(id, ids))).toEqual([...ids.keys()]);
    expect([2049, 0xffffffff].map((id) => table.get(id, ids))).toEqual([-1, -1]);
  });

  it('has the newest ordinal of an id', () => {
    const ids = Uint32Array.from([5, 9, 5, 7, 9]);
    const table = tableOf(ids);
    expect([5, 9, 7].map((id) => table.get(id, ids))).toEqual([2, 4, 3]);
  });

  it('keeps everything while it grows, however documents are announced', () => {
    const random = new SeededRandom(5);
    const ids = Uint32Array.from({ length: 30_000 }, () => 1 + random.below(20_000));
    ids[29_999] = 0xffffffff;
    const table = new OrdinalTable();
    const expected = new Map<number, number>();
    for (let ordinal = 0; ordinal < ids.length;) {
      const count = Math.min(1 + random.below(3000), ids.length - ordinal);
      table.reserve(count, ids);
      for (const end = ordinal + count; ordinal < end; ordinal++) {
        table.set(ordinal, ids);
        expected.set(ids[ordinal]!, ordinal);
      }
      const seen = [...expected].slice(-100);
      expect(seen.map(([id]) => table.get(id, ids))).toEqual(seen.map(([, newest]) => newest));
    }
    for (let id = 1; id <= 20_000; id++) expect(table.get(id, ids)).toBe(expected.get(id) ?? -1);
  });

  it('is empty after it was cleared, for other ids', () => {
    const table = tableOf(Uint32Array.from({ length: 3000 }, (_, i) => i + 1));
    table.clear();
    const ids = Uint32Array.from([7, 3]);
    expect(table.get(7, ids)).toBe(-1);
    for (let round = 0; round < 3; round++) {
      table.reserve(2, ids);
      table.set(0, ids);
      table.set(1, ids);
      expect([7, 3, 1].map((id) => table.get(id, ids))).toEqual([0, 1, -1]);
      table.clear();
    }
  });

  it('is never more than half full: a search for an id that is not there ends', () => {
    const ids = Uint32Array.from({ length: 4096 }, (_, i) => i + 1);
    const table = tableOf(ids);
    for (let id = 5000; id < 9000; id++) expect(table.get(id, ids)).toBe(-1);
  });
});
