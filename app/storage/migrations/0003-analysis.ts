/**
 * Version 3: results of analysing audio. A file without a row of the current analysis version is still to be
 * analysed, so the queue of work is derived from the data and survives any kill.
 */
import type { Connection } from '../connection.ts';

export function analysis(connection: Connection): void {
  connection.exec(`
    CREATE TABLE analysis (
      file_id INTEGER PRIMARY KEY REFERENCES file ON DELETE CASCADE,
      version INTEGER NOT NULL,
      analysed_at INTEGER NOT NULL,
      error TEXT,
      error_code TEXT,
      fingerprint BLOB,
      fingerprint_duration REAL,
      bpm REAL,
      musical_key TEXT,
      spectral_centroid REAL,
      spectral_bandwidth REAL,
      rms_energy REAL,
      embedder TEXT
    ) STRICT;
    CREATE INDEX analysis_failed ON analysis (file_id) WHERE error IS NOT NULL;
  `);
}
