import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('adds a table of sidecar files, one row for each name in a folder, which go with the folder', () => {
  const connection = databaseOfVersion(7);
  migrate(connection, { target: 8 });
  expect(rowsOf(connection, 'sidecar')).toEqual([]);
  const add = connection.prepare(
    'INSERT INTO sidecar (folder_id, name, device, inode, size, mtime_ns, ctime_ns) VALUES (?, ?, 1, 2, 3, 4, 5)',
  );
  add.run(1, Buffer.from('cover.jpg'));
  expect(() => add.run(1, Buffer.from('cover.jpg'))).toThrow('UNIQUE');
  add.run(2, Buffer.from('cover.jpg'));
  connection.exec('DELETE FROM folder WHERE id = 2');
  add.run(1, Buffer.from('album.cue'));
  expect(rowsOf(connection, 'sidecar')).toMatchObject([{ id: 1n }, { id: 3n }]);
});
