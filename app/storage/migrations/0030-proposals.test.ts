import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('forgets which proposal a track belongs to with either of them', () => {
  const connection = databaseOfVersion(29);
  migrate(connection, { target: 30 });
  connection.pragma('foreign_keys = ON');
  connection.exec(`
    INSERT INTO proposal (id, at, state, band, reason, title, artist, releases, detail) VALUES
      (1, 5, 'open', 'likely', 'missing', 'A', 'B', 1, '{}'), (2, 5, 'open', 'none', 'far', 'C', 'D', 0, '{}');
    INSERT INTO proposal_track (track_id, proposal_id) VALUES (1, 1), (2, 2);
    DELETE FROM track WHERE id = 1;
    DELETE FROM proposal WHERE id = 2;
  `);
  expect(connection.prepare('SELECT count(*) FROM proposal_track').pluck().get()).toBe(0);
  expect(connection.prepare('SELECT id, batch_id FROM proposal').all()).toEqual([{ id: 1, batch_id: null }]);
});
