import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('keeps every analysis, and knows the hash of none', () => {
  const connection = databaseOfVersion(13);
  const before = rowsOf(connection, 'analysis') as object[];
  expect(before).toHaveLength(1);
  migrate(connection, { target: 14 });
  expect(rowsOf(connection, 'analysis')).toEqual(before.map((row) => ({ ...row, audio_hash: null })));
});
