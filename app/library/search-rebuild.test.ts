import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { Edits } from './edits.ts';
import { searchRebuildIsOpen } from './open-search-rebuild.ts';
import { LATER, rebuildSearch } from './search-rebuild.ts';
import { TrackWriter } from './track-writer.ts';

/** More than one slice of the rebuild. */
const TRACKS = 105;

let library: TestLibrary;
let tracks: TrackWriter;
let progress: [done: number, total: number][];

beforeEach(async () => {
  library = testLibrary();
  makeAudio(join(library.music, '0.flac'), { tags: { title: 'one', genre: 'Folk' }, seconds: 1, art: true });
  for (let i = 1; i < TRACKS; i++) copyFileSync(join(library.music, '0.flac'), join(library.music, `${i}.flac`));
  await library.scan();
  tracks = new TrackWriter(library.connection);
  progress = [];
});

function rebuild(onProgress: () => void = () => {}, signal = new AbortController().signal) {
  return rebuildSearch(
    library.connection,
    tracks,
    (done, total) => {
      progress.push([done, total]);
      onProgress();
    },
    signal,
  );
}

function sql(statement: string, ...values: (number | string)[]): void {
  library.connection.prepare(statement).run(...values);
}

test('a damaged index finds everything again, and nothing else', async () => {
  sql('DELETE FROM track_search');
  sql(`INSERT INTO track_search (rowid, title) VALUES (1, 'wrong')`);
  expect(library.find('one')).toEqual([]);
  expect(await rebuild()).toEqual({ tracks: TRACKS, mended: [] });
  expect(library.find('one')).toHaveLength(TRACKS);
  expect(library.find('wrong')).toEqual([]);
  expect(searchRebuildIsOpen(library.connection)).toBe(false);
});

test('progress is told after every slice', async () => {
  await rebuild();
  expect(progress).toEqual([
    [100, TRACKS],
    [TRACKS, TRACKS],
  ]);
});

test.each([
  ['title', `title = 'wrong'`],
  ['a sort key', `title_key = 'wrong'`],
  ['the kind', `kind = 'MP3'`],
  ['the duration', 'duration = 7'],
  ['the bitrate', 'bitrate = 7'],
  ['the size', 'bytes = 7'],
  ['the art', 'has_art = 0'],
])('a track of which %s is wrong is mended, and named', async (_, change) => {
  const before = library.connection.prepare('SELECT * FROM track WHERE id = 5').get() as Record<string, unknown>;
  sql(`UPDATE track SET ${change} WHERE id = 5`);
  expect(await rebuild()).toMatchObject({ mended: [5] });
  const after = library.connection.prepare('SELECT * FROM track WHERE id = 5').get() as Record<string, unknown>;
  expect(after).toEqual({
    ...before,
    generation: (before['generation'] as number) + 1,
    changed_at: expect.any(Number),
  });
  expect(after['changed_at']).toBeGreaterThan(before['changed_at'] as number);
});

test.each([
  ['is missing', 'DELETE FROM track_genre WHERE track_id = 5'],
  ['is spelled otherwise', `UPDATE track_genre SET genre = 'FOLK' WHERE track_id = 5`],
  ['is too many', `INSERT INTO track_genre (genre_key, track_id, genre) VALUES ('jazz', 5, 'Jazz')`],
])('a track of which a genre %s is mended, and named', async (_, change) => {
  sql(change);
  expect(await rebuild()).toMatchObject({ mended: [5] });
  expect(library.connection.prepare('SELECT genre FROM track_genre WHERE track_id = 5').all()).toEqual([
    { genre: 'Folk' },
  ]);
});

test('edits are in force in the new index', async () => {
  library.edits.apply([5], { title: ['mine'], genre: ['Jazz', 'jazz'] }, TESTER);
  expect(await rebuild()).toMatchObject({ mended: [] });
  expect(library.find('mine')).toEqual([5]);
  expect(library.find('one')).toHaveLength(TRACKS - 1);
});

test('tracks that are edited while it runs are found by what they are then', async () => {
  const edits = new Edits(library.connection, tracks);
  await rebuild(() => {
    if (progress.length === 1) edits.apply([3, 102], { title: ['meanwhile'] }, TESTER);
  });
  expect(library.find('meanwhile').toSorted((a, b) => a - b)).toEqual([3, 102]);
  expect(library.find('one')).toHaveLength(TRACKS - 2);
});

test('edits are not watched any more afterwards', async () => {
  await rebuild();
  const touched = new Set<number>();
  tracks.watch(touched);
  new Edits(library.connection, tracks).apply([1], { title: ['mine'] }, TESTER);
  expect([...touched]).toEqual([1]);
});

test('the old index answers until the new one takes over', async () => {
  const found: number[] = [];
  await rebuild(() => found.push(library.find('one').length));
  expect(found).toEqual([TRACKS, TRACKS]);
});

test('a rebuild that is cancelled leaves no trace', async () => {
  const controller = new AbortController();
  sql('DELETE FROM track_search WHERE rowid = 7');
  expect(await rebuild(() => controller.abort(), controller.signal)).toBeNull();
  expect(progress).toHaveLength(1);
  expect(searchRebuildIsOpen(library.connection)).toBe(false);
  expect(library.find('one')).toHaveLength(TRACKS - 1);
});

test('a rebuild that is put off tells the next start, which begins anew', async () => {
  const controller = new AbortController();
  expect(await rebuild(() => controller.abort(LATER), controller.signal)).toBeNull();
  expect(searchRebuildIsOpen(library.connection)).toBe(true);
  progress = [];
  expect(await rebuild()).toEqual({ tracks: TRACKS, mended: [] });
  expect(progress[0]).toEqual([100, TRACKS]);
  expect(searchRebuildIsOpen(library.connection)).toBe(false);
  expect(library.find('one')).toHaveLength(TRACKS);
});
