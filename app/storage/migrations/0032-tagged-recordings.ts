/**
 * Version 32: the tracks of a MusicBrainz recording are found by indexes: by what the file says, and by what was edited.
 * Only rows with such a tag are in them.
 */
import type { Connection } from '../connection.ts';

export function taggedRecordings(connection: Connection): void {
  connection.exec(`
    CREATE INDEX file_recording_mbid ON file (lower(tags ->> '$.musicbrainz_recordingid[0]'))
      WHERE instr(tags, '"musicbrainz_recordingid"') > 0;
    CREATE INDEX track_recording_mbid ON track (lower(overrides ->> '$.musicbrainz_recordingid[0]'))
      WHERE instr(overrides, '"musicbrainz_recordingid"') > 0;
  `);
}
