import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('knows of no pair which comparison has found it, and keeps what was found', () => {
  const connection = databaseOfVersion(37);
  const [pair] = rowsOf(connection, 'sound_match');
  migrate(connection, { target: 38 });
  expect(rowsOf(connection, 'sound_match')).toEqual([{ ...(pair as object), comparison: 0n }]);
});
