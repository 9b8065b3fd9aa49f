import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openWriter, type Connection } from './connection.ts';
import { ROWS_TOGETHER, RowInserter } from './row-inserter.ts';

function table(): Connection {
  const connection = openWriter(temporaryFolder());
  onTestFinished(() => void connection.close());
  connection.exec('CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b INTEGER)');
  return connection;
}

it.each([0, 1, ROWS_TOGETHER - 1, ROWS_TOGETHER, ROWS_TOGETHER + 1, 2 * ROWS_TOGETHER + 3])(
  'gives %i rows their ids in order, above all ids that were given out before',
  (count) => {
    const connection = table();
    connection.exec("INSERT INTO t (id, a) VALUES (40, 'gone'); DELETE FROM t");
    const rows = Array.from({ length: count }, (_, i) => [`row ${i}`, i % 2 === 0 ? i : null]);
    const ids = new RowInserter(connection, 't', ['a', 'b']).insert(rows);
    expect(ids).toEqual(rows.map((_, i) => 41 + i));
    expect(connection.prepare('SELECT a, b FROM t ORDER BY id').raw().all()).toEqual(rows);
  },
);

it('inserts no row of a statement that fails', () => {
  const connection = table();
  const inserter = new RowInserter(connection, 't', ['a']);
  const rows = Array.from({ length: 2 * ROWS_TOGETHER }, (_, i) => [i === 2 * ROWS_TOGETHER - 1 ? null : 'x']);
  expect(() => inserter.insert(rows)).toThrow('NOT NULL');
  expect(connection.prepare('SELECT count(*) FROM t').pluck().get()).toBe(ROWS_TOGETHER);
});
