import { beforeEach, describe, expect, it } from 'vitest';
import type { OverrideChange } from './edit-diff.ts';
import { EditHistory, type RecordedChange } from './edit-history.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

let library: MemoryLibrary;
let history: EditHistory;
beforeEach(() => {
  library = memoryLibrary();
  history = new EditHistory(library.connection);
});

/** A change of one field from the file's value to an override. */
const change = (trackId: number, field: string, more: Partial<RecordedChange> = {}): RecordedChange => ({
  trackId,
  field,
  before: ['old'],
  after: ['new'],
  beforeIsOverride: false,
  afterIsOverride: true,
  ...more,
});

/** Appends a batch; one that undoes another is noted there. */
function append(undoes: number | null = null, changes: readonly RecordedChange[] = [change(1, 'title')]): number {
  const batch = history.begin({ author: TESTER, at: 1000, note: '', undoes });
  history.append(batch, changes);
  if (undoes !== null) history.markUndone(undoes);
  return batch;
}

const undoneBy = (batch: number): number | null | undefined => history.find(batch)?.undoneBy;

/** The parts of a batch's difference, as `track field` → change. */
const changesOf = (batch: number): Record<string, OverrideChange> =>
  Object.fromEntries(
    [...history.diff(batch)].flatMap(([track, fields]) =>
      [...fields].map(([field, states]) => [`${track} ${field}`, states]),
    ),
  );

describe('a batch of the history', () => {
  it('has the next id, its author, time and note, and what it undoes', () => {
    const first = history.begin({ author: { name: 'kid3', kind: 'program' }, at: 5, note: 'why', undoes: null });
    const second = history.begin({ author: TESTER, at: 6, note: '', undoes: first });
    expect([first, second]).toEqual([1, 2]);
    expect(library.connection.prepare('SELECT * FROM edit_batch').all()).toEqual([
      { id: 1, author: 'kid3', author_kind: 'program', at: 5, note: 'why', undoes: null, undone_by: null },
      { id: 2, author: 'tester', author_kind: 'user', at: 6, note: '', undoes: 1, undone_by: null },
    ]);
    expect(history.find(second)).toEqual({ id: 2, undoes: 1, undoneBy: null });
    expect(history.find(3)).toBeNull();
  });

  it('has the values in force before and after of each change, in order', () => {
    append(null, [
      change(2, 'title'),
      change(1, 'genre', { before: null, after: ['Jazz', 'Folk'] }),
      change(1, 'title', { after: null, beforeIsOverride: true, afterIsOverride: false }),
    ]);
    expect(
      library.connection
        .prepare('SELECT batch_id, track_id, field, before, after, before_is_override, after_is_override FROM edit')
        .raw()
        .all(),
    ).toEqual([
      [1, 2, 'title', '["old"]', '["new"]', 0, 1],
      [1, 1, 'genre', null, '["Jazz","Folk"]', 0, 1],
      [1, 1, 'title', '["old"]', null, 1, 0],
    ]);
  });

  it.each([0, 1, 31, 32, 33, 64, 65])('has its changes in their order, however many: %d', (count) => {
    append();
    const batch = append(
      null,
      Array.from({ length: count }, (_, i) =>
        change(count - i, 'title', { after: [`new ${i}`], beforeIsOverride: i % 2 === 0 }),
      ),
    );
    const stored = library.connection
      .prepare('SELECT track_id, before, after, before_is_override FROM edit WHERE batch_id = ? ORDER BY id')
      .raw()
      .all(batch);
    expect(stored).toEqual(
      Array.from({ length: count }, (_, i) => [count - i, '["old"]', `["new ${i}"]`, Number(i % 2 === 0)]),
    );
  });

  it('is a difference of overrides: values of the file are no state', () => {
    append();
    const batch = append(null, [
      change(1, 'title'),
      change(1, 'genre', { beforeIsOverride: true, afterIsOverride: false }),
      change(2, 'genre', { after: null }),
      change(2, 'title', { before: null, beforeIsOverride: true }),
    ]);
    expect(changesOf(batch)).toEqual({
      '1 title': [undefined, ['new']],
      '1 genre': [['old'], undefined],
      '2 genre': [undefined, null],
      '2 title': [null, ['new']],
    });
  });

  it('is a difference in the order of its changes', () => {
    const batch = append(null, [
      change(2, 'title', { afterIsOverride: true, after: ['first'] }),
      change(1, 'title'),
      change(2, 'title', { beforeIsOverride: true, before: ['first'], after: ['second'] }),
    ]);
    expect(Object.keys(changesOf(batch))).toEqual(['2 title', '1 title']);
    expect(changesOf(batch)['2 title']).toEqual([undefined, ['second']]);
  });

  it('is an empty difference where it does not exist', () => {
    append();
    expect(history.diff(2).size).toBe(0);
  });
});

describe('the last edit before a batch', () => {
  it('is the last of all for Infinity, and null before the first', () => {
    expect(history.editBefore(Infinity)).toBeNull();
    const [first, second] = [append(), append()];
    expect(history.editBefore(Infinity)).toBe(second);
    expect(history.editBefore(second)).toBe(first);
    expect(history.editBefore(first)).toBeNull();
  });

  it('is no undo, and none that has been undone', () => {
    const first = append();
    append(append());
    expect(history.editBefore(Infinity)).toBe(first);
  });
});

describe('the last undo before a batch', () => {
  it('is there after an undo only', () => {
    expect(history.undoBefore(Infinity)).toBeNull();
    const edit = append();
    expect(history.undoBefore(Infinity)).toBeNull();
    const undo = append(edit);
    expect(history.undoBefore(Infinity)).toBe(undo);
  });

  it('is the last of several, and the one before where the last has been redone', () => {
    const [first, second] = [append(), append()];
    const undoOfSecond = append(second);
    const undoOfFirst = append(first);
    expect(history.undoBefore(Infinity)).toBe(undoOfFirst);
    append(undoOfFirst);
    expect(history.undoBefore(Infinity)).toBe(undoOfSecond);
    append(undoOfSecond);
    expect(history.undoBefore(Infinity)).toBeNull();
  });

  it('is before that batch, not the batch itself', () => {
    const [first, second] = [append(), append()];
    const [undoOfSecond, undoOfFirst] = [append(second), append(first)];
    expect(history.undoBefore(undoOfFirst + 1)).toBe(undoOfFirst);
    expect(history.undoBefore(undoOfFirst)).toBe(undoOfSecond);
    expect(history.undoBefore(undoOfSecond)).toBeNull();
  });

  it('is gone when a plain edit follows', () => {
    append(append());
    append();
    expect(history.undoBefore(Infinity)).toBeNull();
  });
});

describe('noting that a batch is undone', () => {
  it('is taken back for all that an undone undo had undone, down the chain', () => {
    const other = append();
    const edit = append();
    const undo = append(edit);
    expect([edit, undo].map(undoneBy)).toEqual([undo, null]);
    const redo = append(undo);
    expect([edit, undo, redo].map(undoneBy)).toEqual([null, redo, null]);
    const again = append(redo);
    expect([edit, undo, redo, again].map(undoneBy)).toEqual([undo, null, again, null]);
    expect(undoneBy(other)).toBeNull();
  });

  it('names the last undo that holds, where a batch has several', () => {
    const edit = append();
    const undo = append(edit);
    const redo = append(undo);
    const secondUndo = append(edit);
    expect(undoneBy(edit)).toBe(secondUndo);
    append(redo);
    expect([edit, undo].map(undoneBy)).toEqual([secondUndo, null]);
    append(secondUndo);
    expect([edit, undo].map(undoneBy)).toEqual([undo, null]);
  });
});
