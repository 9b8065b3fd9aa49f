import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { addRoot } from '../scan/roots.ts';
import { PlaylistWriter } from './playlists/playlist-writer.ts';
import { history, historyOfTrack, scanErrors, summary, type HistoryFilter } from './reports.ts';

let library: TestLibrary;
/** Ids of a.flac, b.flac and c.flac. */
let ids: number[];
const inMusic = (name: string): string => join(library.music, name);

beforeEach(async () => {
  library = testLibrary();
  makeAudio(inMusic('a.flac'), { tags: { title: 'one', artist: 'A', album: 'X', genre: 'Folk' }, seconds: 1 });
  for (const name of ['b.flac', 'c.flac']) copyFileSync(inMusic('a.flac'), inMusic(name));
  await library.scan();
  ids = ['a', 'b', 'c'].map((name) => library.find(`path:${name}.flac`)[0]!);
});

function sql(statement: string, ...values: (number | string | null)[]): void {
  library.connection.prepare(statement).run(...values);
}

describe('the summary', () => {
  it('of an empty library is all zeros', () => {
    const empty = testLibrary();
    expect(summary(empty.connection, '/library')).toEqual({
      library: '/library',
      folders: [{ id: 1, path: empty.music }],
      tracks: 0,
      albums: 0,
      artists: 0,
      duration: 0,
      bytes: 0,
      editedTracks: 0,
      errors: 0,
      missing: 0,
      hidden: 0,
      trashed: 0,
      analysed: 0,
      tooShort: 0,
      analysisFailed: 0,
    });
  });

  it('counts the tracks that are there, their albums and artists, durations and sizes', () => {
    library.edits.apply([ids[1]!], { artist: ['B'], albumartist: ['A'] }, TESTER);
    library.edits.apply([ids[2]!], { album: ['Y'] }, TESTER);
    sql('UPDATE track SET duration = id, bytes = id * 100');
    const sum = ids[0]! + ids[1]! + ids[2]!;
    expect(summary(library.connection, '/library')).toMatchObject({
      tracks: 3,
      albums: 2,
      artists: 2,
      duration: sum,
      bytes: sum * 100,
      editedTracks: 2,
    });
    sql('UPDATE track SET present = 0 WHERE id = ?', ids[2]!);
    expect(summary(library.connection, '/library')).toMatchObject({
      tracks: 2,
      albums: 1,
      duration: ids[0]! + ids[1]!,
      editedTracks: 1,
    });
  });

  it('tells albums of the same name by their artists', () => {
    library.edits.apply([ids[1]!], { albumartist: ['Z'] }, TESTER);
    expect(summary(library.connection, '').albums).toBe(2);
  });

  it('counts files with an error, missing ones, and what was analysed or failed', async () => {
    sql(`UPDATE file SET error = 'broken' WHERE id = 1`);
    sql('INSERT INTO analysis (file_id, version, analysed_at) VALUES (2, 1, 1)');
    sql(
      `INSERT INTO analysis (file_id, version, analysed_at, error, error_code) VALUES (3, 1, 1, 'bad', 'DECODE_FAILED')`,
    );
    expect(summary(library.connection, '')).toMatchObject({
      errors: 1,
      missing: 0,
      analysed: 1,
      tooShort: 0,
      analysisFailed: 1,
    });
    sql(`UPDATE analysis SET error_code = 'TOO_SHORT' WHERE error IS NOT NULL`);
    expect(summary(library.connection, '')).toMatchObject({ analysed: 2, tooShort: 1, analysisFailed: 0 });
    sql('UPDATE file SET missing_since = 5 WHERE id = 1');
    expect(summary(library.connection, '')).toMatchObject({ errors: 0, missing: 1 });
  });

  it('counts hidden tracks and those in the trash apart', () => {
    library.edits.apply([ids[0]!], { hidden: ['1'] }, TESTER);
    library.edits.apply([ids[1]!], { hidden: ['1'], trashed: ['1'] }, TESTER);
    expect(summary(library.connection, '')).toMatchObject({ tracks: 1, hidden: 1, trashed: 1, missing: 0 });
  });

  it('lists the folders in the order in which they were added', () => {
    const other = join(library.folder, 'another');
    mkdirSync(other);
    addRoot(library.connection, other, null);
    expect(summary(library.connection, '').folders).toEqual([
      { id: 1, path: library.music },
      { id: 2, path: other },
    ]);
  });
});

describe('the history', () => {
  it('has the latest batches first, with their author, note, fields and number of tracks', () => {
    const first = library.edits.apply(ids, { title: ['same'], mood: ['calm'] }, TESTER, { note: 'a note' });
    const second = library.edits.apply([ids[0]!], { title: ['mine'] }, { name: 'someone', kind: 'program' });
    const batches = history(library.connection, 10);
    expect(batches).toMatchObject([
      { id: second.batch, author: 'someone', tracks: 1, fields: ['title'], undoes: null, undoneBy: null },
      { id: first.batch, author: 'tester', tracks: 3, undoes: null, undoneBy: null },
    ]);
    expect([...batches[1]!.fields].sort()).toEqual(['mood', 'title']);
    expect(batches[0]!.at).toBeGreaterThanOrEqual(batches[1]!.at);
    expect(batches.map(({ note }) => note)).toEqual(['', 'a note']);
    expect(history(library.connection, 1)).toHaveLength(1);
  });

  it('goes on before a batch, and is that of one kind of maker where asked for', () => {
    const made = (['user', 'program', 'rule', 'service', 'program'] as const).map(
      (kind) => library.edits.apply([ids[0]!], { title: [kind] }, { name: 'x', kind }).batch,
    );
    const listed = (filter: HistoryFilter) => history(library.connection, 9, filter).map(({ id }) => id);
    expect(listed({ before: made[2]! })).toEqual([made[1], made[0]]);
    expect(listed({ by: 'program' })).toEqual([made[4], made[1]]);
    expect(listed({ by: 'program', before: made[4]! })).toEqual([made[1]]);
    expect(listed({ by: 'descant' })).toEqual([made[3], made[2]]);
    expect(listed({ by: 'user' })).toEqual([made[0]]);
  });

  it('has a code for notes that Descant has written, and none for those of people', () => {
    library.edits.apply([ids[0]!], { mood: ['calm'] }, TESTER, { note: 'for the trip' });
    library.edits.revert([ids[0]!], null, TESTER);
    const playlists = new PlaylistWriter(library.connection);
    const made = playlists.create({ author: TESTER, playlists: [{ name: 'Night', kind: 'manual' }] });
    for (const tracks of [ids.slice(0, 1), ids]) {
      playlists.add({ author: TESTER, id: made.playlists[0]!, tracks, before: null });
    }
    playlists.change({ author: TESTER, id: made.playlists[0]!, fields: { name: 'Day' } });
    playlists.delete({ author: TESTER, ids: made.playlists });
    expect(history(library.connection, 9).map(({ said }) => said)).toEqual([
      { code: 'note-playlist-deleted', values: { name: 'Day' } },
      { code: 'note-renamed', values: { name: 'Night', other: 'Day' } },
      { code: 'note-added', values: { name: 'Night', tracks: '3' } },
      { code: 'note-one-added', values: { name: 'Night' } },
      { code: 'note-playlist', values: { name: 'Night' } },
      { code: 'note-file', values: {} },
      undefined,
    ]);
  });

  it('says what became of each field, where all tracks agree', () => {
    library.edits.apply([ids[0]!], { mood: ['calm'] }, TESTER);
    library.edits.apply(ids, { mood: ['warm', 'light'], title: ['same'], genre: null }, TESTER);
    library.edits.apply([ids[0]!], { title: null }, TESTER);
    library.edits.apply(ids, { title: ['again'] }, TESTER);
    library.edits.revert(ids, ['title'], TESTER);
    const [revert, again, removed, all, one] = history(library.connection, 10).map(({ changes }) => changes);
    expect(one).toEqual([{ field: 'mood', before: null, after: ['calm'] }]);
    expect(all).toEqual([
      { field: 'mood', before: 'several', after: ['warm', 'light'] },
      { field: 'title', before: ['one'], after: ['same'] },
      { field: 'genre', before: ['Folk'], after: null },
    ]);
    expect(removed).toEqual([{ field: 'title', before: ['same'], after: null }]);
    expect(again).toEqual([{ field: 'title', before: 'several', after: ['again'] }]);
    expect(revert).toEqual([{ field: 'title', before: ['again'], after: ['one'] }]);
  });

  it('of a track has every change of it, the newest first, with the values before and after', () => {
    library.edits.apply(ids, { title: ['same'] }, TESTER);
    library.edits.apply([ids[0]!], { title: null, mood: ['calm', 'warm'] }, TESTER);
    library.edits.apply([ids[1]!], { title: ['other'] }, TESTER);
    const changes = historyOfTrack(library.connection, ids[0]!);
    expect(changes).toHaveLength(3);
    expect(changes.at(-1)).toMatchObject({ field: 'title', before: ['one'], after: ['same'], author: 'tester' });
    expect(changes.find(({ field }) => field === 'mood')).toMatchObject({ before: null, after: ['calm', 'warm'] });
    expect(changes.find(({ field, batch }) => field === 'title' && batch === 2)).toMatchObject({
      trackId: ids[0],
      before: ['same'],
      after: null,
      undoneBy: null,
    });
  });
});

describe('errors', () => {
  it('of reading, analysing and serving are listed, the newest first', async () => {
    sql(`UPDATE file SET error = 'broken', scanned_at = 10 WHERE id = 1`);
    sql(
      `INSERT INTO analysis (file_id, version, analysed_at, error, error_code) VALUES (2, 1, 30, 'bad', 'DECODE_FAILED')`,
    );
    sql(`INSERT INTO mount_problem (track_id, at, message) VALUES (?, 20, 'shorter')`, ids[2]!);
    const pathOf = (fileId: number): string =>
      inMusic(
        (
          library.connection.prepare('SELECT CAST(name AS TEXT) AS name FROM file WHERE id = ?').get(fileId) as {
            name: string;
          }
        ).name,
      );
    expect(scanErrors(library.connection, 10)).toEqual([
      { path: pathOf(2), message: 'bad', at: 30, stage: 'analysis' },
      { path: inMusic('c.flac'), message: 'shorter', at: 20, stage: 'mount' },
      { path: pathOf(1), message: 'broken', at: 10, stage: 'scan' },
    ]);
    expect(scanErrors(library.connection, 1)).toHaveLength(1);
  });

  it('of missing files are not listed, nor the failed analysis of what cannot be read', () => {
    sql(`UPDATE file SET error = 'broken', scanned_at = 10`);
    for (const id of [1, 2, 3]) {
      sql(
        `INSERT INTO analysis (file_id, version, analysed_at, error, error_code) VALUES (?, 1, 30, 'bad', 'DECODE_FAILED')`,
        id,
      );
    }
    sql(`INSERT INTO mount_problem (track_id, at, message) VALUES (?, 20, 'shorter')`, ids[2]!);
    expect(
      scanErrors(library.connection, 10)
        .map(({ stage }) => stage)
        .sort(),
    ).toEqual(['mount', 'scan', 'scan', 'scan']);
    sql('UPDATE file SET missing_since = 5');
    expect(scanErrors(library.connection, 10)).toEqual([]);
  });
});
