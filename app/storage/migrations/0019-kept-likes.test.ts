import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows no similar tracks until the service asks for them', () => {
  const connection = databaseOfVersion(18);
  migrate(connection, { target: 19 });
  expect(rowsOf(connection, 'similar_track')).toEqual([]);
});
