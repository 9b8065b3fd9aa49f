import { expect, it } from 'vitest';
import type { Connection } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

type Edit = readonly [field: string, before: string | null, after: string | null];

/** The states that the migration gives these edits of track 1, one after the other, as `before after`. */
function statesOf(overrides: Record<string, unknown>, edits: readonly Edit[]): string[] {
  const connection = databaseOfVersion(8);
  connection.exec('DELETE FROM edit');
  connection.prepare('UPDATE track SET overrides = ? WHERE id = 1').run(JSON.stringify(overrides));
  const add = connection.prepare('INSERT INTO edit (batch_id, track_id, field, before, after) VALUES (1, 1, ?, ?, ?)');
  for (const edit of edits) add.run(...edit);
  migrate(connection, { target: 9 });
  return stored(connection);
}

const stored = (connection: Connection): string[] =>
  connection
    .prepare<[], { before_is_override: number; after_is_override: number }>('SELECT * FROM edit ORDER BY id')
    .all()
    .map((row) => `${row.before_is_override} ${row.after_is_override}`);

it('tells edits of overrides from what the file said, and keeps the values', () => {
  const connection = databaseOfVersion(8);
  const before = rowsOf(connection, 'edit');
  const said: string[] = [];
  migrate(connection, { target: 9, log: (message) => said.push(message) });
  expect(rowsOf(connection, 'edit')).toMatchObject(before);
  expect(stored(connection)).toEqual(['0 1', '1 1', '0 1']);
  expect(said).toEqual(['the history of 1 tracks tells edits from what their files said']);
});

it('says nothing where there is no history', () => {
  const connection = databaseOfVersion(1);
  const said: string[] = [];
  migrate(connection, { target: 9, log: (message) => said.push(message) });
  expect(said).toEqual([]);
});

it.each<[string, Record<string, unknown>, Edit[], string[]]>([
  ['a single edit', { a: ['x'] }, [['a', null, '["x"]']], ['0 1']],
  ['a removal', { a: null }, [['a', '["f"]', null]], ['0 1']],
  [
    'an edit and its undoing',
    {},
    [
      ['a', '["f"]', '["x"]'],
      ['a', '["x"]', '["f"]'],
    ],
    ['0 1', '1 0'],
  ],
  [
    'an edit after the field was back to what the file said',
    { a: ['y'] },
    [
      ['a', '["f"]', '["x"]'],
      ['a', '["x"]', '["f"]'],
      ['a', '["f"]', '["y"]'],
    ],
    ['0 1', '1 0', '0 1'],
  ],
  [
    'a file that was retagged while the field was not edited',
    { a: ['y'] },
    [
      ['a', '["f"]', '["x"]'],
      ['a', '["x"]', '["f"]'],
      ['a', '["g"]', '["y"]'],
    ],
    ['0 1', '1 0', '0 1'],
  ],
  [
    'a file that was retagged while the field was edited',
    { a: ['f'] },
    [
      ['a', '["f"]', '["x"]'],
      ['a', '["x"]', '["f"]'],
    ],
    ['0 1', '1 1'],
  ],
  [
    'several fields in turn',
    { a: ['y'], b: ['q'] },
    [
      ['a', null, '["x"]'],
      ['b', null, '["p"]'],
      ['a', '["x"]', '["y"]'],
      ['b', '["p"]', '["q"]'],
    ],
    ['0 1', '0 1', '1 1', '1 1'],
  ],
  [
    'a field with the name of a member of objects',
    {},
    [
      ['constructor', null, '["x"]'],
      ['constructor', '["x"]', null],
    ],
    ['0 1', '1 0'],
  ],
])('works out the states of %s', (_, overrides, edits, states) => {
  expect(statesOf(overrides, edits)).toEqual(states);
});

it('takes the history of a track that is gone for one without overrides', () => {
  const connection = databaseOfVersion(8);
  connection.exec('DELETE FROM track');
  migrate(connection, { target: 9 });
  expect(stored(connection)).toEqual(['0 1', '1 0', '0 0']);
});
