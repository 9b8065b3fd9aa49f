import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('has files hashed once more whose audio no reader could find, and leaves all other hashes', () => {
  const connection = databaseOfVersion(25);
  const ids = connection.prepare<[], number>('SELECT id FROM file ORDER BY id').pluck().all();
  const set = (id: number, hash: string, layout: string | null): void => {
    connection.prepare('UPDATE file SET layout = ? WHERE id = ?').run(layout, id);
    connection.prepare('INSERT OR IGNORE INTO analysis (file_id, version, analysed_at) VALUES (?, 1, 1)').run(id);
    connection.prepare('UPDATE analysis SET audio_hash = ? WHERE file_id = ?').run(Buffer.from(hash), id);
  };
  const hashes = (): unknown[] =>
    connection.prepare('SELECT CAST(audio_hash AS TEXT) FROM analysis ORDER BY file_id').pluck().all();
  const [first, second] = ids as [number, number];
  set(first, '', null);
  set(second, '', '{}');
  migrate(connection, { target: 26 });
  expect(hashes()).toEqual([null, '']);
  connection.pragma('user_version = 25');
  set(first, 'hash', null);
  migrate(connection, { target: 26 });
  expect(hashes()).toEqual(['hash', '']);
});
