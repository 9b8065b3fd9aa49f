/**
 * Small databases of every version of the schema, for tests of migrations: each version's rows are written in the
 * schema of that version and taken along by the migrations after it.
 */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Connection } from '../connection.ts';
import { migrate } from '../migrate.ts';

/** Rows to write once a database has the version of their position, from 1. */
const ROWS: readonly string[] = [
  `
  INSERT INTO root (id, path, added_at) VALUES (1, x'2f6d75736963', 10);
  INSERT INTO folder (id, root_id, path) VALUES (1, 1, x'2f6d75736963'), (2, NULL, x'2f6f6c64');
  INSERT INTO file (id, folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate, channels,
    bits_per_sample, bitrate, lossless, tags, layout, scanned_at, missing_since, error) VALUES
    (1, 1, x'612e666c6163', 7, 11, 1000, 1700000000123456789, 1700000000123456790, 'flac', 2.5, 44100, 2, 16, 700000, 1,
      '{"title":["file title"],"artist":["Ember"]}', '{"container":"flac","pictures":[{"type":3}],"audio":{"length":900}}', 20, NULL, NULL),
    (2, 2, x'ff2e6d7033', 7, -12, 5, 1, 2, '', 0, 0, 0, NULL, 0, 0, '{}', NULL, 20, 30, 'the file is empty');
  INSERT INTO track (id, file_id, present, generation, added_at, changed_at, edited_at, overrides, title, artist, album,
    album_artist, genre, year, track_number, disc_number, title_key, artist_key, album_key, album_artist_key, kind, duration,
    bitrate, bytes, has_art) VALUES
    (1, 1, 1, 4, 20, 21, 22, '{"title":["mine"],"mood":null}', 'mine', 'Ember', '', 'Ember', '', NULL, NULL, NULL, 'mine',
      'ember', 'z', 'ember', 'FLAC', 2.5, 700000, 1000, 1),
    (2, 2, 0, 1, 20, 20, 0, '{}', 'x', '', '', '', '', NULL, NULL, NULL, 'x', 'z', 'z', 'z', 'MP3', 0, 0, 5, 0);
  INSERT INTO track_genre (genre_key, track_id, genre) VALUES ('folk', 1, 'Folk');
  INSERT INTO track_search (rowid, title, artist, album, albumartist, genre, composer, file) VALUES
    (1, 'mine', 'Ember', '', 'Ember', 'Folk', '', 'a.flac');
  `,
  `
  INSERT INTO edit_batch (id, author, author_kind, at, note, undoes, undone_by) VALUES
    (1, 'me', 'user', 100, '', NULL, NULL), (2, 'Picard', 'program', 101, 'save', NULL, NULL);
  INSERT INTO edit (id, batch_id, track_id, field, before, after) VALUES
    (1, 1, 1, 'title', '["file title"]', '["first"]'), (2, 2, 1, 'title', '["first"]', '["mine"]'),
    (3, 2, 1, 'mood', '["calm"]', NULL);
  `,
  `
  INSERT INTO analysis (file_id, version, analysed_at, error, error_code, fingerprint, fingerprint_duration, bpm, musical_key,
    spectral_centroid, spectral_bandwidth, rms_energy, embedder) VALUES
    (1, 1, 200, NULL, NULL, x'0102', 2.5, 120.5, 'A minor', 1000.25, 500, 0.1, 'descant-1');
  `,
  `INSERT INTO picture (hash, mime, width, height, length, added_at) VALUES ('${'a'.repeat(64)}', 'image/png', 4, 3, 99, 300);`,
  `INSERT INTO refused_save (id, at, track_id, path, author, reason, kept) VALUES (1, 400, 1, '/m/a.flac', 'x', 'y', 'z');`,
  `INSERT INTO setting (key, value) VALUES ('mount.sidecars', 'false');`,
  `INSERT INTO mount_problem (track_id, at, message) VALUES (1, 500, 'gone');`,
  `INSERT INTO sidecar (id, folder_id, name, device, inode, size, mtime_ns, ctime_ns) VALUES (1, 1, x'636f7665722e6a7067', 7, 13, 9, 3, 4);`,
  '',
  '',
  '',
  `INSERT INTO track_move (id, batch_id, track_id, other_id, from_file, to_file) VALUES (1, 1, 1, 2, 2, 1);`,
  '',
  '',
  `
  INSERT INTO playlist (id, kind, shown, name, folder, rule, created_at, changed_at) VALUES
    (1, 'folder', 1, 'Trips', NULL, NULL, 600, 600), (2, 'manual', 1, 'Road', 1, NULL, 600, 601),
    (3, 'smart', 0, 'New', NULL, '{"query":"added:-1w..","sort":[],"limit":null,"seed":7}', 600, 602);
  INSERT INTO playlist_item (id, playlist_id, track_id, rank) VALUES (1, 2, 1, x'000000000005000000000001'), (2, 2, 2, NULL);
  INSERT INTO playlist_change (id, batch_id, playlist_id, field, before, after) VALUES (1, 1, 2, 'shown', '0', '1');
  INSERT INTO playlist_item_change (id, batch_id, item_id, before, after) VALUES
    (1, 1, 1, NULL, x'000000000005000000000001');
  `,
  `
  INSERT INTO album (id, key, release, title, title_sort, artist, artist_key, artist_sort, various, year, genre, kind, type,
    tracks, discs, duration, bytes, state, missing, added_at, cover_track) VALUES
    (1, 'hearth', NULL, 'Hearth', 'hearth', 'Ember', 'ember', 'ember', 0, 1999, 'Folk', 'FLAC', '', 1, 1, 2.5, 1000,
      'unknown', 0, 20, 1);
  INSERT INTO album_track (track_id, generation, album_id, key, release, credit, artist, compilation, total_tracks,
    total_discs) VALUES (1, 4, 1, 'hearth', NULL, '', 'ember', 0, NULL, NULL);
  INSERT INTO stale_album_key (key) VALUES ('hearth');
  INSERT INTO field_value (id, field, key, value, sort) VALUES (1, 'artist', 'ember', 'Ember', NULL);
  INSERT INTO track_value (value_id, track_id) VALUES (1, 1);
  `,
  `INSERT INTO play (id, track_id, kind, at, count, source, batch_id) VALUES (1, 1, 'play', 600, 3, 'elsewhere', 1);`,
  '',
  `INSERT INTO similar_track (track_id, similar_id) VALUES (1, 2);`,
  '',
  `INSERT INTO history_compaction (id, at, author, before_at, last_batch) VALUES (1, 700, 'x', 650, 1);`,
  `INSERT INTO field_change (id, batch_id, name, before, after) VALUES (1, 1, 'shelf', 'null', '{"name":"shelf","type":"text"}');`,
  `
  INSERT INTO sound_quality (file_id, version, cut_off, measures, spectrum, highest) VALUES
    (1, 1, 16000, '{"cutOff":16000}', x'0a0b', 22050);
  INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES ('lossy', 1, 0.9, 'it was MP3');
  `,
  `
  INSERT INTO verify_run (id, query, started_at, after_track, checked) VALUES (1, 'genre:folk', 800, 1, 1);
  INSERT INTO verify_problem (run_id, track_id, problem, message, found_at) VALUES (1, 1, 'damaged', 'x', 801);
  `,
  `INSERT INTO field_set (id, fields) VALUES (1, '{"artist":0}'); INSERT INTO outdated_track (track_id) VALUES (1);`,
  '',
  '',
  `
  INSERT INTO recording (id, gid, merged_into, made_at) VALUES
    (1, '6f0e6d5c-0000-4000-8000-000000000001', NULL, 900), (2, '6f0e6d5c-0000-4000-8000-000000000002', 1, 901);
  INSERT INTO recording_track (track_id, recording_id, by_person) VALUES (1, 1, 0), (2, 2, 1);
  INSERT INTO recording_change (id, batch_id, at, recording_id, what, subject, before, after, note) VALUES
    (1, 1, 902, 2, 'merged', NULL, 'null', '1', 'a person said so');
  INSERT INTO recording_fingerprint (id, recording_id, fingerprint, duration, bitrate, format, submissions, made_at) VALUES
    (1, 1, x'01000000', 180, 192, 'MP3', 2, 903);
  INSERT INTO recording_mbid (id, recording_id, mbid, submissions) VALUES
    (1, 1, 'b81f83ee-4da4-11e0-9ed8-0025225356f3', 2);
  INSERT INTO recording_metadata (id, recording_id, track, artist, album, album_artist, track_no, disc_no, year,
    submissions) VALUES (1, 1, 'Hearth', 'Ember', '', '', 1, 0, 1999, 2);
  INSERT INTO recording_foreign_id (id, recording_id, vendor, foreign_id, submissions) VALUES (1, 1, 'shop', '77', 1);
  INSERT INTO submission_source (id, client, user) VALUES (1, 'tagger', 'x');
  INSERT INTO submission (id, at, source_id, fingerprint, duration, details, state, recording_id) VALUES
    (1, 904, 1, x'01000000', 180, '{}', 'imported', 1);
  INSERT INTO sound_match (file_id, other_id, kind, score, offset) VALUES (1, 1, 'copy', 1.0, 0.0);
  `,
  '',
  `
  INSERT INTO proposal (id, at, state, band, reason, score, source, title, artist, releases, batch_id, detail) VALUES
    (1, 900, 'accepted', 'certain', 'agrees', 0.98, 'musicbrainz', 'Ash', 'Ember', 1, 1, '{"files":[]}');
  INSERT INTO proposal_track (track_id, proposal_id) VALUES (1, 1);
  `,
  '',
  '',
  `
  INSERT INTO index_server (id, library, url, version, filled) VALUES
    (1, '6f1c2a3b-0000-4000-8000-000000000001', 'http://127.0.0.1:6081/main', 7, 1);
  INSERT INTO index_waiting (id, document) VALUES (1, 1);
  `,
  `
  INSERT INTO acoustid_submission (track_id, digest, state, queued_at, changed_at, remote_id, next_check) VALUES
    (1, 'a1', 'pending', 900, 901, 77, 902);
  `,
  `
  INSERT INTO file_hash (file_id, size, mtime_ns, hash) VALUES (1, 1000, 1700000000123456789, x'0102');
  `,
  '',
  '',
  '',
  `INSERT INTO history_search (rowid, words) VALUES (1048576, 'ember');`,
];

/** A database in memory that has come to `version` step by step, with rows of every version on the way. */
export function databaseOfVersion(version: number): Connection {
  const connection = new Database(':memory:');
  connection.pragma('foreign_keys = ON');
  for (let step = 1; step <= version; step++) {
    migrate(connection, { target: step });
    connection.exec(ROWS[step - 1] ?? '');
  }
  return connection;
}

/** The same rows in the order of the table's columns, for comparison. */
export function rowsOf(connection: Connection, table: string): unknown[] {
  return connection.prepare(`SELECT * FROM ${table}`).safeIntegers().all();
}

/**
 * A digest of the whole schema and of every row, which neither white space nor comments in SQL change.
 * The full-text indexes keep no text: what a search of tracks finds stands for it.
 */
export function digestOf(connection: Connection): string {
  const schema = connection
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const hash = createHash('sha256');
  for (const { type, name, sql } of schema) {
    hash.update(`${type} ${name} ${sql.replace(/--.*$/gm, '').replace(/\s+/g, '')}\n`);
    if (type !== 'table' || /^(?:track|history)_search/u.test(name)) continue;
    for (const row of rowsOf(connection, name)) {
      hash.update(
        JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) + '\n',
      );
    }
  }
  hash.update(
    JSON.stringify(connection.prepare("SELECT rowid FROM track_search WHERE track_search MATCH 'emb*'").pluck().all()),
  );
  return hash.digest('hex').slice(0, 16);
}
