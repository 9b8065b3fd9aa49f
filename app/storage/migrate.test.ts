import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate, MIGRATIONS, NewerDatabaseError } from './migrate.ts';

const tables = (connection: Database.Database): string[] =>
  connection
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'track_search_%' ORDER BY name",
    )
    .pluck()
    .all();

describe('migrations', () => {
  it('brings an empty database to the current schema', () => {
    const connection = new Database(':memory:');
    migrate(connection);
    expect(connection.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(tables(connection)).toEqual([
      'analysis',
      'edit',
      'edit_batch',
      'file',
      'folder',
      'mount_problem',
      'picture',
      'refused_save',
      'root',
      'setting',
      'sidecar',
      'track',
      'track_genre',
      'track_search',
    ]);
  });

  it('makes every table of its own strict', () => {
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

  it.each(MIGRATIONS.map((_, i) => i))('goes from version %i to the newest without losing what is there', (version) => {
    const connection = new Database(':memory:');
    migrate(connection, version);
    if (version >= 1) connection.prepare('INSERT INTO root (path, added_at) VALUES (?, 1)').run(Buffer.from('/music'));
    if (version >= 2) {
      connection.prepare("INSERT INTO edit_batch (author, author_kind, at, note) VALUES ('me', 'user', 1, '')").run();
    }
    migrate(connection);
    if (version >= 1) expect(connection.prepare('SELECT count(*) FROM root').pluck().get()).toBe(1);
    if (version >= 2) expect(connection.prepare('SELECT author FROM edit_batch').pluck().get()).toBe('me');
  });

  it('refuses a database of a newer program and leaves it alone', () => {
    const connection = new Database(':memory:');
    connection.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    expect(() => migrate(connection)).toThrow(NewerDatabaseError);
    expect(tables(connection)).toEqual([]);
  });
});
