import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('forgets the problems of a track with the track', () => {
  const connection = databaseOfVersion(23);
  migrate(connection, { target: 24 });
  connection.pragma('foreign_keys = ON');
  connection.exec(`
    INSERT INTO verify_run (id, query, started_at) VALUES (1, '', 5);
    INSERT INTO verify_problem (run_id, track_id, problem, message, found_at) VALUES (1, 1, 'damaged', 'x', 6);
    DELETE FROM track WHERE id = 1;
  `);
  expect(connection.prepare('SELECT count(*) FROM verify_problem').pluck().get()).toBe(0);
  expect(connection.prepare('SELECT after_track, ended_at FROM verify_run').get()).toEqual({
    after_track: 0,
    ended_at: null,
  });
});
