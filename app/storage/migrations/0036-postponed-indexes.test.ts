import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('begins with all indexes in their place', () => {
  const connection = databaseOfVersion(35);
  migrate(connection, { target: 36 });
  expect(rowsOf(connection, 'postponed_index')).toEqual([]);
});
