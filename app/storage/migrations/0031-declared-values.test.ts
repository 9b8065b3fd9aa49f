import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('keeps values of no declared field yet', () => {
  const connection = databaseOfVersion(30);
  const [state] = rowsOf(connection, 'catalogue_state') as [object];
  migrate(connection, { target: 31 });
  expect(rowsOf(connection, 'catalogue_state')).toEqual([{ ...state, counted: '[]' }]);
});
