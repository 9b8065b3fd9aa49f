import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows no changes of fields at first', () => {
  const connection = databaseOfVersion(21);
  migrate(connection, { target: 22 });
  expect(rowsOf(connection, 'field_change')).toEqual([]);
});
