/**
 * Tables and views of a connection that stand in front of those of the library with the same names, so that every
 * reader of the library reads its state at another moment: SQLite finds temporary names first.
 *
 * What has not changed since the moment is read from the library itself. What has changed lies in the tables `then_*`,
 * which `state-then.ts` fills: their size is that of the changes since then, whatever the size of the library.
 */
import type { Connection } from '../../storage/connection.ts';
import { indexedBy } from '../query/condition.ts';
import { SEARCH_MATCH } from '../query/sql.ts';

/** The same search in both parts of the full-text index. */
const SEARCH_THEN = `WITH words(text) AS (SELECT ?)
  SELECT rowid FROM track_search, words WHERE track_search MATCH words.text
    AND rowid NOT IN (SELECT id FROM then_changed)
  UNION ALL SELECT rowid FROM then_search, words WHERE then_search MATCH words.text`;

const INDEXED = new RegExp(indexedBy(String.raw`\w+`), 'g');

/** Creates the tables and views, empty of changes. */
export function createShadowTables(connection: Connection): void {
  connection.exec(`
    CREATE TEMP TABLE then_moment (at INTEGER NOT NULL, batch INTEGER NOT NULL);
    CREATE TEMP TABLE then_undone (id INTEGER PRIMARY KEY, undone_by INTEGER NOT NULL);
    CREATE TEMP TABLE then_changed (id INTEGER PRIMARY KEY);
    ${copyOf('then_track', 'track')}
    ${copyOf('then_item', 'playlist_item')}
    ${copyOf('playlist', 'playlist')}
    CREATE TEMP TABLE then_genre (genre_key TEXT NOT NULL, track_id INTEGER NOT NULL, genre TEXT NOT NULL,
      PRIMARY KEY (genre_key, track_id));
    CREATE INDEX temp.then_genre_track ON then_genre (track_id);
    ${searchTable(connection)}
    ${catalogueTables(connection)}

    CREATE TEMP VIEW track AS
      SELECT * FROM main.track
      WHERE found_at <= (SELECT at FROM then_moment) AND id NOT IN (SELECT id FROM then_changed)
      UNION ALL SELECT * FROM then_track;
    CREATE TEMP VIEW track_genre AS
      SELECT genre_key, track_id, genre FROM main.track_genre WHERE track_id NOT IN (SELECT id FROM then_changed)
      UNION ALL SELECT genre_key, track_id, genre FROM then_genre;
    CREATE TEMP VIEW playlist_item AS
      SELECT * FROM main.playlist_item WHERE id NOT IN (SELECT id FROM then_item) UNION ALL SELECT * FROM then_item;
    -- What is derived is that of the moment, but queries do not rely on the marks of the library.
    CREATE TEMP VIEW catalogue_state AS SELECT 1 AS id, -1 AS derived_to;
    CREATE TEMP VIEW file AS SELECT ${fileColumns(connection)} FROM main.file;
    CREATE TEMP VIEW edit AS SELECT * FROM main.edit WHERE batch_id <= (SELECT batch FROM then_moment);
    CREATE TEMP VIEW edit_batch AS
      SELECT id, author, author_kind, at, note, undoes, 
        (SELECT undone_by FROM then_undone WHERE then_undone.id = edit_batch.id) AS undone_by
      FROM main.edit_batch
      WHERE id <= (SELECT batch FROM then_moment);
  `);
}

/** Albums and values of the moment, where the tracks that they come from have changed since. */
function catalogueTables(connection: Connection): string {
  const columns = columnsOf(connection, 'album').filter((name) => name !== 'id');
  return `
    CREATE TEMP TABLE then_regrouped (track_id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE then_left_album (id INTEGER PRIMARY KEY);
    CREATE TEMP TABLE then_stale_key (key TEXT PRIMARY KEY);
    CREATE TEMP TABLE then_album (id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(', ')});
    CREATE TEMP TABLE then_album_track AS SELECT * FROM main.album_track WHERE 0;
    CREATE UNIQUE INDEX temp.then_album_track_id ON then_album_track (track_id);
    CREATE INDEX temp.then_album_track_key ON then_album_track (key);
    CREATE INDEX temp.then_album_track_release ON then_album_track (release);
    CREATE INDEX temp.then_album_track_album ON then_album_track (album_id);
    CREATE TEMP TABLE then_value (id INTEGER PRIMARY KEY, field TEXT, key TEXT, value TEXT, sort TEXT,
      UNIQUE (field, value));
    CREATE TEMP TABLE then_track_value (value_id INTEGER NOT NULL, track_id INTEGER NOT NULL,
      PRIMARY KEY (value_id, track_id)) WITHOUT ROWID;
    CREATE INDEX temp.then_track_value_track ON then_track_value (track_id);
    CREATE TEMP VIEW album AS
      SELECT id, ${columns.join(', ')} FROM main.album WHERE id NOT IN (SELECT id FROM then_left_album)
      UNION ALL SELECT id, ${columns.join(', ')} FROM then_album;
    CREATE TEMP VIEW album_track AS
      SELECT * FROM main.album_track WHERE track_id NOT IN (SELECT track_id FROM then_regrouped)
      UNION ALL SELECT * FROM then_album_track;
    CREATE TEMP VIEW field_value AS
      SELECT id, field, key, value, sort FROM main.field_value
      UNION ALL SELECT id, field, key, value, sort FROM then_value;
    CREATE TEMP VIEW track_value AS
      SELECT value_id, track_id FROM main.track_value WHERE track_id NOT IN (SELECT id FROM then_changed)
      UNION ALL SELECT value_id, track_id FROM then_track_value;`;
}

/** The text of a statement, for a connection with these tables. MATCH takes no views, and views have no indexes. */
export function shadowed(sql: string): string {
  return sql.replaceAll(SEARCH_MATCH, SEARCH_THEN).replaceAll(INDEXED, '');
}

function copyOf(name: string, table: string): string {
  return `CREATE TEMP TABLE ${name} AS SELECT * FROM main.${table} WHERE 0;
    CREATE UNIQUE INDEX temp.${name}_id ON ${name} (id);`;
}

/** The table of the full-text index, with the options that it has in the library. */
function searchTable(connection: Connection): string {
  const sql = connection
    .prepare<[], string>("SELECT sql FROM main.sqlite_schema WHERE name = 'track_search'")
    .pluck()
    .get()!;
  return `${sql.replace(/^\s*CREATE VIRTUAL TABLE\s+"?track_search"?/i, 'CREATE VIRTUAL TABLE temp.then_search')};`;
}

/** A file that has been missing since a later moment was there. */
function fileColumns(connection: Connection): string {
  return columnsOf(connection, 'file')
    .map((name) =>
      name === 'missing_since'
        ? 'iif(missing_since > (SELECT at FROM then_moment), NULL, missing_since) AS missing_since'
        : name,
    )
    .join(', ');
}

function columnsOf(connection: Connection, table: string): string[] {
  return connection.prepare<[string], string>("SELECT name FROM pragma_table_info(?, 'main')").pluck().all(table);
}
