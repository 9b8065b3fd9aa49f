import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { databasePath, openReader, openWriter, withoutSync } from './connection.ts';

const pragmas = [
  'journal_mode',
  'synchronous',
  'foreign_keys',
  'query_only',
  'cache_size',
  'temp_store',
  'busy_timeout',
];

function settings(connection: ReturnType<typeof openWriter>): unknown[] {
  return pragmas.map((name) => connection.pragma(name, { simple: true }));
}

it('opens a writer that is durable and checks foreign keys', () => {
  const writer = openWriter(temporaryFolder());
  expect(settings(writer)).toEqual(['wal', 2, 1, 0, -24_576, 2, 10_000]);
  expect(writer.pragma('wal_autocheckpoint', { simple: true })).toBe(16_000);
  expect(writer.pragma('journal_size_limit', { simple: true })).toBe(16_384_000);
  writer.close();
});

it('makes a database that others cannot read', () => {
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  const library = temporaryFolder();
  const writer = openWriter(library);
  writer.exec('CREATE TABLE t (x)');
  const modes = readdirSync(library).map((name) => [name, statSync(join(library, name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({
    'library.db': 0o600,
    'library.db-wal': 0o600,
    'library.db-shm': 0o600,
  });
  writer.close();
});

it('opens readers that see what was committed and cannot write', () => {
  const library = temporaryFolder();
  expect(() => openReader(library)).toThrow(`${databasePath(library)} cannot be opened; check`);
  const writer = openWriter(library);
  writer.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
  const reader = openReader(library);
  expect(settings(reader).slice(3)).toEqual([1, -8_192, 2, 10_000]);
  expect(reader.prepare('SELECT x FROM t').pluck().all()).toEqual([1]);
  expect(() => reader.exec('DELETE FROM t')).toThrow('readonly');
  expect(reader.name).toBe(databasePath(library));
  reader.close();
  writer.close();
});

it('names the file that is no database', () => {
  const library = temporaryFolder();
  writeFileSync(databasePath(library), 'no database, and long enough to be looked at');
  const damaged = { code: 'LIBRARY_DAMAGED', path: databasePath(library) };
  expect(() => openWriter(library)).toThrow(expect.objectContaining(damaged));
});

it('does not wait for the disk in what can be derived again, and does so afterwards, also after an error', () => {
  const writer = openWriter(temporaryFolder());
  onTestFinished(() => void writer.close());
  const synchronous = (): unknown => writer.pragma('synchronous', { simple: true });
  const during: unknown[] = [];
  const work = writer.transaction(() => {
    during.push(synchronous());
    return 7;
  });
  expect(withoutSync(writer, work)).toBe(7);
  const failing = writer.transaction(() => {
    during.push(synchronous());
    throw new Error('no');
  });
  expect(() => withoutSync(writer, failing)).toThrow('no');
  expect(during).toEqual([1, 1]);
  expect(synchronous()).toBe(2);
});
