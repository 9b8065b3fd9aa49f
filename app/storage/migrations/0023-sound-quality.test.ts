import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows the quality of no file, and forgets it with the analysis', () => {
  const connection = databaseOfVersion(22);
  migrate(connection, { target: 23 });
  expect(rowsOf(connection, 'sound_quality')).toEqual([]);
  connection.exec(`
    INSERT INTO sound_quality (file_id, version, cut_off, measures, spectrum, highest) VALUES (1, 1, NULL, NULL, NULL, NULL);
    INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES ('lossy', 1, 0.9, 'it is');
    DELETE FROM analysis;
  `);
  expect([rowsOf(connection, 'sound_quality'), rowsOf(connection, 'sound_finding')]).toEqual([[], []]);
});
