import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('finds the files and tracks of a MusicBrainz recording by indexes', () => {
  const connection = databaseOfVersion(31);
  migrate(connection, { target: 32 });
  const plan = (table: string, column: string): string =>
    connection
      .prepare<[], { detail: string }>(`
        EXPLAIN QUERY PLAN SELECT id FROM ${table} WHERE instr(${column}, '"musicbrainz_recordingid"') > 0
          AND lower(${column} ->> '$.musicbrainz_recordingid[0]') = 'x'`)
      .get()!.detail;
  expect(plan('file', 'tags')).toContain('INDEX file_recording_mbid (<expr>=?)');
  expect(plan('track', 'overrides')).toContain('INDEX track_recording_mbid (<expr>=?)');
});
