import { beforeEach, describe, expect, it } from 'vitest';
import { EFFECTIVE_TRACK_COLUMNS, type EffectiveTrackRow } from './effective-track.ts';
import { writeSetting } from './settings.ts';
import { ratingsAreShown, reshowRatings, shownTags } from './shown-ratings.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

let library: MemoryLibrary;
let id: number;
const give = (changes: Record<string, string[] | null>) => library.edits.apply([id], changes, TESTER);
const row = (): EffectiveTrackRow =>
  library.connection
    .prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    )
    .get(id)!;
const show = (shown: boolean): void => writeSetting(library.connection, 'mount.ratings', shown);

beforeEach(() => {
  library = memoryLibrary();
  id = library.add({ tags: { title: ['a'], rating: ['3'] } });
});

describe('the files of the mount', () => {
  it('show the rating of the original, and edits of tags, where the person does not want to show ratings', () => {
    give({ title: ['new'], rating: ['5'], favourite: ['1'], notes: ['x'], added: ['2001-01-01'] });
    expect(ratingsAreShown(library.connection)()).toBe(false);
    expect(shownTags(row(), false)).toEqual({ title: ['new'], rating: ['3'] });
  });

  it('show what the person gives, but not when a track was added, where the person wants it', () => {
    show(true);
    give({ rating: ['5'], favourite: ['1'], notes: ['x'], added: ['2001-01-01'] });
    expect(ratingsAreShown(library.connection)()).toBe(true);
    expect(shownTags(row(), true)).toEqual({ title: ['a'], rating: ['5'], favourite: ['1'], notes: ['x'] });
    give({ rating: null });
    expect(shownTags(row(), true)).not.toHaveProperty('rating');
  });

  it('keep their time where a rating does not show', () => {
    give({ rating: ['5'] });
    expect(library.column(id, 'edited_at')).toBe(0);
    library.edits.undo(null, TESTER);
    expect(library.column(id, 'edited_at')).toBe(0);
    give({ rating: ['5'], title: ['new'] });
    expect(library.column(id, 'edited_at')).toBeGreaterThan(0);
  });

  it('have another time where a rating shows', () => {
    show(true);
    give({ rating: ['5'] });
    expect(library.column(id, 'edited_at')).toBeGreaterThan(0);
  });

  it('have another time and generation once the setting changes, where that changes them', () => {
    const other = library.add({ name: 'b.flac' });
    const dated = library.add({ name: 'c.flac' });
    give({ rating: ['5'] });
    library.edits.apply([other], { title: ['x'] }, TESTER);
    library.edits.apply([dated], { added: ['2001-01-01'] }, TESTER);
    const generation = library.column(id, 'generation') as number;
    expect(reshowRatings(library.connection, 5000)).toEqual([id]);
    expect(library.column(id, 'generation')).toBe(generation + 1);
    expect(library.column(id, 'edited_at')).toBe(5000);
  });
});
