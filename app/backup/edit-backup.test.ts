import Database from 'better-sqlite3';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { openReader } from '../storage/connection.ts';
import { settledTracks } from '../duplicates/settled-tracks.ts';
import { neverIdentified } from '../identification/proposals/stored-proposals.ts';
import { BACKED_UP, writeBackup } from './edit-backup.ts';
import { NotABackupError, restoreBackup } from './restore-backup.ts';
import { writeSetting } from '../library/settings.ts';
import { TrackReader } from '../library/track-reader.ts';

let library: TestLibrary;
let folder: string;
let backup: string;

beforeEach(async () => {
  library = testLibrary();
  folder = join(library.folder, 'library');
  backup = join(library.folder, 'backup.db');
  makeAudio(join(library.music, 'a.flac'), { tags: { title: 'one' }, seconds: 1 });
  makeAudio(join(library.music, 'b.flac'), { tags: { title: 'two' }, seconds: 1, pitch: 300 });
  await library.scan();
});

/** The titles and history of a library that was opened anew. */
function contentOf(opened: string) {
  const connection = openReader(opened);
  const reader = new TrackReader(connection);
  const titles = reader.rows(reader.ids('')).map(({ title }) => title);
  const found = reader.ids('mended');
  const edits = connection.prepare('SELECT track_id, field, after FROM edit').all();
  connection.close();
  return { titles, found, edits };
}

describe('a backup of the edits', () => {
  it('is a library with the history and the edited tracks, which searches find', async () => {
    const [id] = library.find('two');
    library.edits.apply([id!], { title: ['mended'] }, TESTER);
    expect(await writeBackup(folder, backup, null)).toBe(true);
    const { replaced, ...counts } = await restoreBackup(join(library.folder, 'new'), backup);
    expect(counts).toEqual({ batches: 1, tracks: 1, whole: null });
    expect(replaced).toBeNull();
    expect(contentOf(join(library.folder, 'new'))).toEqual({
      titles: ['mended'],
      found: [id],
      edits: [{ track_id: id, field: 'title', after: '["mended"]' }],
    });
    expect(readdirSync(library.folder).filter((name) => name.includes('backup'))).toEqual(['backup.db']);
  });

  it('has the recordings that people or programs have changed, with what they were merged into', async () => {
    const [one, two] = [...library.find('one'), ...library.find('two')];
    library.edits.apply([one!], { title: ['mended'] }, TESTER);
    library.connection.exec(`
      INSERT INTO recording (id, gid, merged_into, made_at) VALUES
        (1, 'plain', NULL, 1), (2, 'older', NULL, 1), (3, 'of the edited track', 2, 1), (4, 'told of', NULL, 1);
      INSERT INTO recording_track (track_id, recording_id, by_person) VALUES (${one}, 3, 1), (${two}, 1, 0);
      INSERT INTO recording_change (batch_id, at, recording_id, what, before, after, note)
        VALUES (1, 5, 3, 'merged', 'null', '2', 'x');
      INSERT INTO recording_mbid (recording_id, mbid, submissions) VALUES (4, 'mbid', 2);`);
    await writeBackup(folder, backup, null);
    await restoreBackup(join(library.folder, 'new'), backup);
    const connection = openReader(join(library.folder, 'new'));
    const rows = (sql: string): unknown[] => connection.prepare(sql).all();
    expect(rows('SELECT gid, merged_into FROM recording ORDER BY id')).toEqual([
      { gid: 'older', merged_into: null },
      { gid: 'of the edited track', merged_into: 2 },
      { gid: 'told of', merged_into: null },
    ]);
    expect(rows('SELECT * FROM recording_track')).toEqual([{ track_id: one, recording_id: 3, by_person: 1 }]);
    expect(rows('SELECT what, batch_id FROM recording_change')).toEqual([{ what: 'merged', batch_id: 1 }]);
    expect(rows('SELECT mbid, submissions FROM recording_mbid')).toEqual([{ mbid: 'mbid', submissions: 2 }]);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    connection.close();
  });

  it('has what people have decided about copies, and that they want no proposals for a track', async () => {
    const [one, two] = [...library.find('one'), ...library.find('two')];
    const propose = library.connection.prepare(`
      INSERT INTO proposal (at, state, band, reason, title, artist, releases, detail) VALUES (1, ?, 'none', 'x', 'A', 'B', 0, '{}')`);
    const own = library.connection.prepare('INSERT INTO proposal_track (track_id, proposal_id) VALUES (?, ?)');
    propose.run('open');
    own.run(one, 1);
    expect(await writeBackup(folder, backup, null)).toBe(false);
    propose.run('never');
    own.run(two, 2);
    expect(await writeBackup(folder, backup, null)).toBe(true);
    expect(await writeBackup(folder, join(library.folder, 'later.db'), backup)).toBe(false);
    library.edits.apply([one!], { distinct: ['abc'] }, TESTER);
    expect(await writeBackup(folder, backup, backup)).toBe(true);
    await restoreBackup(join(library.folder, 'new'), backup);
    const connection = openReader(join(library.folder, 'new'));
    expect(neverIdentified(connection, [one!, two!])).toEqual([two]);
    expect(connection.prepare('SELECT count(*) FROM proposal').pluck().get()).toBe(1);
    expect(settledTracks(connection, null)?.apart).toEqual([[one, ['abc']]]);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    connection.close();
  });

  it('gives no id of the library again', async () => {
    library.edits.apply(library.find('one'), { title: ['mended'] }, TESTER);
    await writeBackup(folder, backup, null);
    const next = (path: string): unknown =>
      new Database(path).prepare("SELECT seq FROM sqlite_sequence WHERE name = 'track'").pluck().get();
    expect(next(backup)).toBe(2);
  });

  it('is made when there is something to back up, and when something has changed', async () => {
    expect(await writeBackup(folder, backup, null)).toBe(false);
    expect(existsSync(backup)).toBe(false);
    writeSetting(library.connection, 'mount.names', 'windows');
    expect(await writeBackup(folder, backup, null)).toBe(true);
    const next = `${backup}.2`;
    expect(await writeBackup(folder, next, backup)).toBe(false);
    library.edits.apply(library.find('one'), { title: ['mended'] }, TESTER);
    expect(await writeBackup(folder, next, backup)).toBe(true);
    writeSetting(library.connection, 'mount.names', 'portable');
    expect(await writeBackup(folder, `${backup}.3`, next)).toBe(true);
    writeFileSync(next, 'damaged');
    expect(await writeBackup(folder, `${backup}.4`, next)).toBe(true);
  });

  it('leaves nothing behind when it fails', async () => {
    library.edits.apply(library.find('one'), { title: ['mended'] }, TESTER);
    library.connection.exec('ALTER TABLE edit ADD COLUMN unknown TEXT');
    await expect(writeBackup(folder, backup, null)).rejects.toThrow('columns');
    expect(readdirSync(library.folder).toSorted()).toEqual(['library', 'music']);
  });

  it('names every table of the library, or leaves it out on purpose', () => {
    const values = ['field_set', 'field_value', 'track_value', 'catalogue_state', 'outdated_track'];
    const catalogue = ['album', 'album_track', 'stale_album_key', ...values];
    const leftOut = [
      'analysis',
      'file_hash',
      'index_server',
      'index_waiting',
      'mount_problem',
      'postponed_index',
      'sidecar',
      'similar_track',
      'sound_finding',
      'sound_match',
      'sound_quality',
      'track_genre',
      'track_search',
      'history_search',
      'verify_problem',
      'verify_run',
      ...catalogue,
    ];
    const tables = library.connection
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_search_*'",
      )
      .pluck()
      .all();
    expect([...Object.keys(BACKED_UP), ...leftOut].toSorted()).toEqual(tables.toSorted());
  });
});

describe('restoring a backup', () => {
  it('keeps the database that it replaces, with the transactions in its log', async () => {
    library.edits.apply(library.find('one'), { title: ['mended'] }, TESTER);
    await writeBackup(folder, backup, null);
    library.edits.apply(library.find('two'), { title: ['later'] }, TESTER);
    const { replaced } = await restoreBackup(folder, backup, Date.UTC(2024, 4, 17, 12));
    expect(replaced).toBe(join(folder, 'library.db.before-2024-05-17T12-00-00Z'));
    expect(contentOf(folder).titles).toEqual(['mended']);
    const old = new Database(replaced!);
    expect(old.prepare('SELECT count(*) FROM edit').pluck().get()).toBe(2);
    old.close();
  });

  it('says which folder of the library cannot be made', async () => {
    const text = join(library.folder, 'text');
    writeFileSync(text, 'no folder');
    library.edits.apply(library.find('one'), { title: ['mended'] }, TESTER);
    await writeBackup(folder, backup, null);
    await expect(restoreBackup(join(text, 'library'), backup)).rejects.toMatchObject({ code: 'EEXIST', path: text });
  });

  it('refuses what is no backup, and changes nothing then', async () => {
    const text = join(library.folder, 'text');
    writeFileSync(text, 'no database, and long enough to be looked at');
    const other = join(library.folder, 'other.db');
    new Database(other).exec('CREATE TABLE t (x)').close();
    for (const path of [text, other]) {
      const restoring = restoreBackup(folder, path);
      await expect(restoring).rejects.toThrow(NotABackupError);
      await expect(restoring).rejects.toThrow(`${path} is not a whole backup of a library; descant restore`);
    }
    const nothing = join(library.folder, 'nothing');
    await expect(restoreBackup(folder, nothing)).rejects.toThrow(`${nothing} is not there; descant restore lists`);
    new Database(other).exec('PRAGMA user_version = 99').close();
    await expect(restoreBackup(folder, other)).rejects.toMatchObject({ code: 'LIBRARY_TOO_NEW' });
    expect(contentOf(folder).titles).toEqual(['one', 'two']);
  });
});
