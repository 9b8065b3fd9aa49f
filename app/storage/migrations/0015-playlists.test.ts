import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

const TABLES = ['playlist', 'playlist_item', 'playlist_change', 'playlist_item_change'];

it('adds empty tables of playlists, whose items outlive their tracks, and whose changes belong to a batch', () => {
  const connection = databaseOfVersion(14);
  migrate(connection, { target: 15 });
  for (const table of TABLES) expect(rowsOf(connection, table)).toEqual([]);
  connection.exec(`
    INSERT INTO playlist (id, kind, shown, name, created_at, changed_at) VALUES (1, 'manual', 1, 'Road', 5, 5);
    INSERT INTO playlist_item (id, playlist_id, track_id, rank) VALUES (1, 1, 99, x'00');`);
  expect(rowsOf(connection, 'playlist_item')).toMatchObject([{ playlist_id: 1n, track_id: 99n }]);
  const note = connection.prepare(
    "INSERT INTO playlist_change (batch_id, playlist_id, field, before, after) VALUES (?, 1, 'name', '\"a\"', '\"b\"')",
  );
  note.run(1);
  expect(() => note.run(77)).toThrow('FOREIGN KEY');
  expect(() => connection.exec("INSERT INTO playlist VALUES (2, 'list', 1, 'x', NULL, NULL, 5, 5)")).toThrow('CHECK');
});
