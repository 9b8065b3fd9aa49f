/**
 * Version 28: recordings, which tracks belong to them, and what programs have submitted about them. The data model is
 * AcoustID's, for one library.
 *
 * A recording that was merged into another leads to it for ever; what belonged to it stays with its row, so that a merge
 * is one value, and so is its undo. `merged_into` is always the smaller id, so chains have no circles. A track whose
 * recording a person has chosen (`by_person`) is left there by the background.
 *
 * `analysis.compared` is 1 where a file's fingerprint was searched for in the index; a file without it is still to be
 * compared, so the work that is left follows from the data. Neither null nor 1 takes room in a row: marking a file writes
 * one page of it, and not its whole fingerprint. `sound_match` has what was found; both go with the analysis.
 *
 * `recording_change` is the audit log. Changes of people are parts of batches of the history and can be undone; those
 * without a batch were made in the background. `before` and `after` are JSON.
 */
import type { Connection } from '../connection.ts';

export function recordings(connection: Connection): void {
  connection.exec(`
    CREATE TABLE recording (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      gid TEXT NOT NULL UNIQUE,
      merged_into INTEGER REFERENCES recording CHECK (merged_into < id),
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recording_merged ON recording (merged_into) WHERE merged_into IS NOT NULL;

    CREATE TABLE recording_track (
      track_id INTEGER PRIMARY KEY REFERENCES track ON DELETE CASCADE,
      recording_id INTEGER NOT NULL REFERENCES recording,
      by_person INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX recording_track_recording ON recording_track (recording_id);

    CREATE TABLE recording_change (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_id INTEGER REFERENCES edit_batch,
      at INTEGER NOT NULL,
      recording_id INTEGER NOT NULL REFERENCES recording,
      -- 'merged': merged_into of the recording; 'track': the place of a track; 'mbid': whether an MBID is disabled.
      what TEXT NOT NULL CHECK (what IN ('merged', 'track', 'mbid')),
      -- Id of the track or of the row of recording_mbid.
      subject INTEGER,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX recording_change_batch ON recording_change (batch_id) WHERE batch_id IS NOT NULL;
    CREATE INDEX recording_change_recording ON recording_change (recording_id);

    -- Fingerprints of no file: submitted ones. Those of files are in analysis.
    CREATE TABLE recording_fingerprint (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recording_id INTEGER NOT NULL REFERENCES recording,
      fingerprint BLOB NOT NULL,
      duration INTEGER NOT NULL,
      bitrate INTEGER,
      format TEXT,
      submissions INTEGER NOT NULL,
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX recording_fingerprint_recording ON recording_fingerprint (recording_id);

    CREATE TABLE recording_mbid (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recording_id INTEGER NOT NULL REFERENCES recording,
      mbid TEXT NOT NULL,
      submissions INTEGER NOT NULL,
      disabled INTEGER NOT NULL DEFAULT 0,
      UNIQUE (recording_id, mbid)
    ) STRICT;
    CREATE INDEX recording_mbid_mbid ON recording_mbid (mbid);

    -- Absent texts are empty, absent numbers are 0.
    CREATE TABLE recording_metadata (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recording_id INTEGER NOT NULL REFERENCES recording,
      track TEXT NOT NULL,
      artist TEXT NOT NULL,
      album TEXT NOT NULL,
      album_artist TEXT NOT NULL,
      track_no INTEGER NOT NULL,
      disc_no INTEGER NOT NULL,
      year INTEGER NOT NULL,
      submissions INTEGER NOT NULL,
      UNIQUE (recording_id, track, artist, album, album_artist, track_no, disc_no, year)
    ) STRICT;

    CREATE TABLE recording_foreign_id (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recording_id INTEGER NOT NULL REFERENCES recording,
      vendor TEXT NOT NULL,
      foreign_id TEXT NOT NULL,
      submissions INTEGER NOT NULL,
      UNIQUE (recording_id, vendor, foreign_id)
    ) STRICT;
    CREATE INDEX recording_foreign_id_id ON recording_foreign_id (vendor, foreign_id);

    CREATE TABLE submission_source (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      client TEXT NOT NULL,
      user TEXT NOT NULL,
      UNIQUE (client, user)
    ) STRICT;

    -- What a program has submitted. details: JSON of all but the fingerprint and its length.
    CREATE TABLE submission (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      source_id INTEGER NOT NULL REFERENCES submission_source,
      fingerprint BLOB NOT NULL,
      duration INTEGER NOT NULL,
      details TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'imported')),
      -- Null also where an imported one could not be used: the message says why.
      recording_id INTEGER REFERENCES recording,
      message TEXT
    ) STRICT;
    CREATE INDEX submission_pending ON submission (id) WHERE state = 'pending';

    ALTER TABLE analysis ADD COLUMN compared INTEGER;
    CREATE INDEX analysis_uncompared ON analysis (file_id) WHERE compared IS NULL AND fingerprint IS NOT NULL;

    -- Of a part the first is the part. offset: seconds from the beginning of the second at which the first begins.
    CREATE TABLE sound_match (
      file_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
      other_id INTEGER NOT NULL REFERENCES analysis ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('copy', 'part')),
      score REAL NOT NULL,
      offset REAL NOT NULL,
      PRIMARY KEY (file_id, other_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sound_match_other ON sound_match (other_id);
  `);
}
