import { beforeEach, describe, expect, it } from 'vitest';
import { NotFoundError } from './not-found.ts';
import { recordPlay, type PlayTotal } from './plays.ts';
import { history } from './reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { TrackReader } from './track-reader.ts';

let library: MemoryLibrary;
let reader: TrackReader;
let id: number;
let other: number;

const counts = (track = id): unknown => {
  const { plays, skips, lastPlayed } = reader.get(track)!;
  return [plays, skips, lastPlayed];
};
const total = (
  kind: 'play' | 'skip',
  count: number,
  lastAt: number | null = null,
  source = 'elsewhere',
): PlayTotal => ({
  kind,
  total: count,
  lastAt,
  source,
});
const bring = (...plays: PlayTotal[]) => library.edits.applyEach([{ id, changes: {}, plays }], TESTER);

beforeEach(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  id = library.add({ name: 'a.flac', tags: { title: ['a'] } });
  other = library.add({ name: 'b.flac', tags: { title: ['b'] } });
});

describe('plays that are recorded', () => {
  it('count for the track, with the time of the last play', () => {
    recordPlay(library.connection, { id, kind: 'play', at: 2000 });
    recordPlay(library.connection, { id, kind: 'play', at: 1000 });
    recordPlay(library.connection, { id, kind: 'skip', at: 3000 });
    expect(counts()).toEqual([2, 1, 2000]);
    expect(counts(other)).toEqual([0, 0, null]);
  });

  it('neither edit the track nor make a batch, and no file of the mount changes', () => {
    const before = [
      library.column(id, 'generation'),
      library.column(id, 'changed_at'),
      library.column(id, 'edited_at'),
    ];
    recordPlay(library.connection, { id, kind: 'play', at: 2000 });
    expect([
      library.column(id, 'generation'),
      library.column(id, 'changed_at'),
      library.column(id, 'edited_at'),
    ]).toEqual(before);
    expect(history(library.connection, 9)).toEqual([]);
  });

  it('need a track', () => {
    expect(() => recordPlay(library.connection, { id: 99, kind: 'play', at: 1 })).toThrow(NotFoundError);
    expect(library.connection.prepare('SELECT count(*) FROM play').pluck().get()).toBe(0);
  });

  it('stay when the file is retagged', () => {
    recordPlay(library.connection, { id, kind: 'play', at: 2000 });
    library.retag(id, { title: ['new'] });
    expect(counts()).toEqual([1, 0, 2000]);
  });
});

describe('plays that another program has counted', () => {
  it('are a batch with before and after, and can be undone and redone', () => {
    recordPlay(library.connection, { id, kind: 'play', at: 2000 });
    const { batch, changes } = bring(total('play', 7, 5000), total('skip', 2));
    expect(changes).toMatchObject([
      { field: 'plays', before: ['1'], after: ['8'] },
      { field: 'skips', before: null, after: ['2'] },
    ]);
    expect(counts()).toEqual([8, 2, 5000]);
    expect(library.edits.undo(batch, TESTER)).toMatchObject({ undid: batch, restored: 2, skipped: [] });
    expect(counts()).toEqual([1, 0, 2000]);
    library.edits.redo(TESTER);
    expect(counts()).toEqual([8, 2, 5000]);
    library.edits.undo(null, TESTER);
    expect(counts()).toEqual([1, 0, 2000]);
    expect(history(library.connection, 9)[0]).toMatchObject({
      undoes: batch,
      changes: [
        { field: 'plays', before: ['8'], after: ['1'] },
        { field: 'skips', before: ['2'], after: null },
      ],
    });
  });

  it('leave plays alone that came after them when they are undone', () => {
    const { batch } = bring(total('play', 7, 5000));
    recordPlay(library.connection, { id, kind: 'play', at: 6000 });
    library.edits.undo(batch, TESTER);
    expect(counts()).toEqual([1, 0, 6000]);
  });

  it('are not added twice: the same program is brought up to its total', () => {
    bring(total('play', 7, 5000));
    expect(bring(total('play', 7, 5000))).toEqual({ batch: null, tracks: 0, changes: [] });
    expect(bring(total('play', 6, 5000)).batch).toBeNull();
    bring(total('play', 9, 6000));
    expect(counts()).toEqual([9, 0, 6000]);
    bring(total('play', 3, null, 'yet another'));
    expect(counts()).toEqual([12, 0, 6000]);
  });

  it('can come again after their batch was undone', () => {
    const { batch } = bring(total('play', 7, 5000));
    library.edits.undo(batch, TESTER);
    bring(total('play', 7, 5000));
    expect(counts()).toEqual([7, 0, 5000]);
  });

  it('come in one batch with ratings and times, and show in a preview', () => {
    const edits = [
      { id, changes: { rating: ['4'], added: ['2001-02-03T00:00:00.000Z'] }, plays: [total('play', 2)] },
      { id: other, changes: {}, plays: [total('skip', 1)] },
    ];
    const preview = library.edits.applyEach(edits, TESTER, { dryRun: true });
    expect(preview).toMatchObject({ batch: null, tracks: 2 });
    expect(counts()).toEqual([0, 0, null]);
    const { batch, changes } = library.edits.applyEach(edits, TESTER);
    expect(changes.map(({ trackId, field, after }) => [trackId, field, after])).toEqual(
      preview.changes.map(({ trackId, field, after }) => [trackId, field, after]),
    );
    expect(reader.get(id)).toMatchObject({ rating: 4, plays: 2, addedAt: Date.UTC(2001, 1, 3) });
    library.edits.undo(batch, TESTER);
    expect(reader.get(id)).toMatchObject({ rating: null, plays: 0, addedAt: 1_700_000_001_000 });
    expect(counts(other)).toEqual([0, 0, null]);
  });
});
