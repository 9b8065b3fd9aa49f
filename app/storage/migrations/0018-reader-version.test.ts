import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('knows no reader of the files that are known', () => {
  const connection = databaseOfVersion(17);
  migrate(connection, { target: 18 });
  expect(connection.prepare('SELECT id, reader_version FROM file').all()).toEqual([
    { id: 1, reader_version: 0 },
    { id: 2, reader_version: 0 },
  ]);
});
