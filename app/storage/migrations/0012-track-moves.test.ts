import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds an empty table of moves, which outlive their tracks and files, and not their batch', () => {
  const connection = databaseOfVersion(11);
  migrate(connection, { target: 12 });
  expect(rowsOf(connection, 'track_move')).toEqual([]);
  const add = connection.prepare(
    'INSERT INTO track_move (batch_id, track_id, other_id, from_file, to_file) VALUES (?, 8, 9, 98, 99)',
  );
  add.run(1);
  expect(rowsOf(connection, 'track_move')).toMatchObject([{ id: 1n, batch_id: 1n, track_id: 8n, to_file: 99n }]);
  expect(() => add.run(77)).toThrow('FOREIGN KEY');
});
