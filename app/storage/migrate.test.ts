import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, MIGRATIONS, NewerDatabaseError } from './migrate.ts';
import { databaseOfVersion, digestOf, rowsOf } from './migrations/testing-database.ts';

/** What each migration made of the rows of `testing-database.ts` when it was released. Append only. */
const DIGESTS = [
  '9c341bcde07dac1c',
  'a0bc7316595fa4be',
  'bc955adb0449db88',
  'bf89703a963ab724',
  'a2e2ffb2f1202535',
  '5f8b95a62786e3fe',
  '31f3c8014417e6b3',
  '25084816c41d849d',
  'd649d8a431e503de',
  'b724f85089bee05a',
  '15d962c9cedb0c49',
  '11c69fc662c9c68b',
  '3cf0d0bc3525f8c9',
  '26474ea8a5c6ac04',
  '9e4920a6142c0e57',
  '2f43d6ba6232e5e4',
  'd900fd3d1c0c9653',
  'ff7371ed2598c34e',
  '03cef5e213b1c0a5',
  'd933d67e184b39cb',
  '4c48302932edfa8a',
  '9e8eb6a4a5c061ab',
  '12c63c256d057295',
  '8eab38e4f5c6ec9e',
  '128c4040aa1d050c',
  '128c4040aa1d050c',
  '683a52c5bce7fc74',
  '46b0eafa2a29d186',
  'a934b8c71e5cc377',
  'a5122f512c48c753',
  '00262c5228720589',
  'ee985447dc6d25cf',
  '17076884d2db4c88',
  'f3ae740699536792',
  '94d364616130e825',
  '8b2df7d7f445d885',
  'c245c989144d311d',
  '6b28e06d33f73cd5',
  'ceb6c1e8c370c97c',
  'd2654b5451003647',
];
const VERSIONS = MIGRATIONS.map((_, i) => i + 1);

const versionOf = (connection: Database.Database): number =>
  connection.pragma('user_version', { simple: true }) as number;
const tables = (connection: Database.Database): string[] =>
  connection
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_search_*' ORDER BY name",
    )
    .pluck()
    .all();

describe('migrations', () => {
  it('bring an empty database to the current schema', () => {
    const connection = new Database(':memory:');
    migrate(connection);
    expect(versionOf(connection)).toBe(MIGRATIONS.length);
    expect(tables(connection)).toEqual([
      'acoustid_submission',
      'album',
      'album_track',
      'analysis',
      'catalogue_state',
      'edit',
      'edit_batch',
      'field_change',
      'field_set',
      'field_value',
      'file',
      'file_hash',
      'folder',
      'history_compaction',
      'history_search',
      'index_server',
      'index_waiting',
      'mount_problem',
      'outdated_track',
      'picture',
      'play',
      'playlist',
      'playlist_change',
      'playlist_item',
      'playlist_item_change',
      'postponed_index',
      'proposal',
      'proposal_track',
      'recording',
      'recording_change',
      'recording_fingerprint',
      'recording_foreign_id',
      'recording_mbid',
      'recording_metadata',
      'recording_track',
      'refused_save',
      'root',
      'setting',
      'sidecar',
      'similar_track',
      'sound_finding',
      'sound_match',
      'sound_quality',
      'stale_album_key',
      'submission',
      'submission_source',
      'track',
      'track_genre',
      'track_move',
      'track_search',
      'track_value',
      'verify_problem',
      'verify_run',
    ]);
  });

  it('never change once they are released', () => {
    expect(VERSIONS.map((version) => digestOf(databaseOfVersion(version)))).toEqual(DIGESTS);
  });

  it.each(VERSIONS)('take along every row of a database of version %i', (version) => {
    const connection = databaseOfVersion(version);
    const before = tables(connection).map((table) => [table, rowsOf(connection, table)] as const);
    migrate(connection);
    expect(versionOf(connection)).toBe(MIGRATIONS.length);
    for (const [table, rows] of before) expect(rowsOf(connection, table), table).toMatchObject(rows);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('leave a database of the current version alone', () => {
    const connection = databaseOfVersion(MIGRATIONS.length);
    const before = digestOf(connection);
    migrate(connection);
    expect(digestOf(connection)).toBe(before);
  });

  it('make every table of their own strict', () => {
    const connection = new Database(':memory:');
    migrate(connection);
    const lax = connection
      .prepare<[], string>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(lax).toEqual([]);
  });

  it('do a step wholly or not at all', () => {
    const connection = databaseOfVersion(2);
    connection.exec('CREATE TABLE picture (x)');
    expect(() => migrate(connection)).toThrow('picture already exists');
    expect(versionOf(connection)).toBe(3);
    connection.exec('DROP TABLE picture');
    migrate(connection);
    expect(versionOf(connection)).toBe(MIGRATIONS.length);
  });

  it('refuse a database of a newer program and leave it alone', () => {
    const connection = new Database(':memory:');
    connection.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    expect(() => migrate(connection)).toThrow(NewerDatabaseError);
    expect(() => migrate(connection)).toThrow(
      expect.objectContaining({
        code: 'LIBRARY_TOO_NEW',
        message: `this library was written by a newer Descant (schema ${MIGRATIONS.length + 1}, this program knows ${MIGRATIONS.length}); update Descant to open it`,
      }),
    );
    expect(tables(connection)).toEqual([]);
  });
});
