import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CompactedError } from './as-of/moment.ts';
import { beginCompaction, compactHistory, historySavings } from './compact-history.ts';
import { history, historyOfTrack } from './reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

const DAY = 86_400_000;
const START = new Date(2026, 0, 1, 12).getTime();
const PAGE = { after: 0, limit: 100 };

let library: MemoryLibrary;
let id: number;

/** Edits the genre on day `day`. @returns the batch */
function edit(day: number, genre: string | null, tracks = [id]): number {
  vi.setSystemTime(START + day * DAY);
  return library.edits.apply(tracks, { genre: genre === null ? null : [genre] }, TESTER).batch!;
}

function compact(day: number): void {
  beginCompaction(library.connection, START + day * DAY, TESTER);
  compactHistory(library.connection, PAGE);
}

const values = (): unknown[] =>
  historyOfTrack(library.connection, id)
    .toReversed()
    .map(({ before, after, compacted }) => [before?.[0] ?? null, after?.[0] ?? null, compacted]);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  library = memoryLibrary();
  id = library.add({ tags: { genre: ['file'] } });
});
afterEach(() => void vi.useRealTimers());

describe('compacting the history', () => {
  it('drops the values between the first and the last edit of a field before the date', () => {
    edit(1, 'a');
    edit(2, 'b');
    edit(3, 'c');
    edit(5, 'd');
    expect(historySavings(library.connection, { ...PAGE, before: START + 4 * DAY })).toEqual({
      edits: 3,
      compacted: 3,
      bytes: 4 * '["a"]'.length,
      next: id,
    });
    compact(4);
    expect(values()).toEqual([
      ['file', null, 'after'],
      [null, null, 'both'],
      [null, 'c', 'before'],
      ['c', 'd', undefined],
    ]);
    expect(historySavings(library.connection, { ...PAGE, before: START + 4 * DAY })).toMatchObject({ compacted: 0 });
  });

  it('keeps who changed which field of which track, when and in which batch', () => {
    const before = [edit(1, 'a'), edit(2, 'b'), edit(3, null)];
    const known = (): unknown =>
      historyOfTrack(library.connection, id).map(({ batch, author, at, field, undoneBy }) => [
        batch,
        author,
        at,
        field,
        undoneBy,
      ]);
    const whole = known();
    compact(4);
    expect(known()).toEqual(whole);
    expect(history(library.connection, 9).map((batch) => [batch.id, batch.tracks, batch.compacted])).toEqual(
      before.toReversed().map((batch) => [batch, 1, true]),
    );
  });

  it('leaves alone what was changed once, and edits from the date on', () => {
    edit(1, 'a');
    const other = library.add({ name: 'b.flac' });
    edit(2, 'b', [other]);
    edit(4, 'c');
    compact(4);
    expect(values()).toEqual([
      ['file', 'a', undefined],
      ['a', 'c', undefined],
    ]);
    library.edits.undo(1, { ...TESTER });
  });

  it('makes the undo of a compacted batch say from when on batches can be undone', () => {
    const [first, second] = [edit(1, 'a'), edit(2, 'b')];
    const last = edit(5, 'c');
    compact(4);
    expect(() => library.edits.undo(first, TESTER)).toThrow(CompactedError);
    expect(() => library.edits.undo(second, TESTER)).toThrow(
      `edit batch ${second} is compacted and cannot be undone: its values are not known any more; batches from 2026-01-05 12:00:00 on can`,
    );
    expect(library.edits.undo(null, TESTER)).toMatchObject({ undid: last, restored: 1 });
    expect(() => library.edits.undo(null, TESTER)).toThrow('there is nothing to undo');
    expect(library.edits.redo(TESTER)).toMatchObject({ restored: 1 });
  });

  it('goes page by page, also over what another page has left', () => {
    const tracks = [id, library.add({ name: 'b.flac' }), library.add({ name: 'c.flac' })];
    edit(1, 'a', tracks);
    edit(2, 'b', tracks);
    beginCompaction(library.connection, START + 3 * DAY, TESTER);
    expect(compactHistory(library.connection, { after: 0, limit: 2 })).toEqual({ edits: 4, next: tracks[1] });
    expect(compactHistory(library.connection, { after: 0, limit: 2 })).toEqual({ edits: 0, next: tracks[1] });
    expect(compactHistory(library.connection, { after: tracks[1]!, limit: 2 })).toEqual({ edits: 2, next: tracks[2] });
    expect(compactHistory(library.connection, { after: tracks[2]!, limit: 2 })).toEqual({ edits: 0, next: null });
  });

  it('needs an edit before the date, and never goes back', () => {
    expect(() => compactHistory(library.connection, PAGE)).toThrow('no compaction of the history has begun');
    edit(2, 'a');
    expect(() => beginCompaction(library.connection, START + 2 * DAY, TESTER)).toThrow(
      'there is no edit before 2026-01-03',
    );
    edit(3, 'b');
    compact(4);
    compact(3);
    const rows = library.connection.prepare('SELECT before_at, last_batch FROM history_compaction').all();
    expect(rows).toEqual([{ before_at: START + 4 * DAY, last_batch: 2 }]);
  });
});
