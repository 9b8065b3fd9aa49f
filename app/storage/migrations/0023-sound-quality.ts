/**
 * Version 23: what the sound of a file says about its quality (`app/audio/quality`). A file with an analysis and without
 * a row of the current version is still to be measured. With the analysis of a file its quality is deleted.
 */
import type { Connection } from '../connection.ts';

export function soundQuality(connection: Connection): void {
  connection.exec(`
    CREATE TABLE sound_quality (
      file_id INTEGER PRIMARY KEY REFERENCES analysis ON DELETE CASCADE,
      version INTEGER NOT NULL,
      cut_off REAL,
      -- JSON of SoundQuality; null where it could not be measured.
      measures TEXT,
      -- One byte for each band: the level in steps of half a dB below full scale.
      spectrum BLOB,
      -- Hz of the upper end of the last band.
      highest REAL
    ) STRICT;
    CREATE TABLE sound_finding (
      finding TEXT NOT NULL,
      file_id INTEGER NOT NULL REFERENCES sound_quality ON DELETE CASCADE,
      confidence REAL NOT NULL,
      words TEXT NOT NULL,
      PRIMARY KEY (finding, file_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sound_finding_file ON sound_finding (file_id);
  `);
}
