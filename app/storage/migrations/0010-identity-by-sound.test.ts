import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('keeps every file with what belongs to it, and knows no sound yet', () => {
  const connection = databaseOfVersion(9);
  const [files, tracks, analyses] = ['file', 'track', 'analysis'].map((table) => rowsOf(connection, table));
  migrate(connection, { target: 10 });
  expect(rowsOf(connection, 'file')).toMatchObject(files!);
  expect(rowsOf(connection, 'file')).toMatchObject(files!.map(() => ({ audio_key: null })));
  expect(rowsOf(connection, 'track')).toEqual(tracks);
  expect(rowsOf(connection, 'analysis')).toEqual(analyses);
  expect(connection.pragma('foreign_key_check')).toEqual([]);
});

it('lets a place hold one file, and remember those that lay there before', () => {
  const connection = databaseOfVersion(9);
  migrate(connection, { target: 10 });
  const add = connection.prepare(`
    INSERT INTO file (folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate, channels,
      bitrate, lossless, tags, scanned_at, missing_since) SELECT folder_id, name, 1, 1, 1, 1, 1, '', 0, 0, 0, 0, 0, '{}', 1, ?
    FROM file WHERE id = 1`);
  expect(() => add.run(null)).toThrow('UNIQUE');
  add.run(5);
  add.run(6);
  expect(() => connection.exec('UPDATE file SET missing_since = NULL')).toThrow('UNIQUE');
});

it('still deletes with a file what belongs to it, and never gives its id again', () => {
  const connection = databaseOfVersion(9);
  connection.exec("UPDATE sqlite_sequence SET seq = 70 WHERE name = 'file'");
  migrate(connection, { target: 10 });
  connection.exec('DELETE FROM file WHERE id = 1');
  expect(rowsOf(connection, 'track')).toHaveLength(1);
  expect(rowsOf(connection, 'analysis')).toEqual([]);
  connection.exec(`
    INSERT INTO file (folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate, channels,
      bitrate, lossless, tags, scanned_at) VALUES (1, x'62', 1, 1, 1, 1, 1, '', 0, 0, 0, 0, 0, '{}', 1)`);
  expect(connection.prepare('SELECT max(id) FROM file').pluck().get()).toBe(71);
});

it('finds the files of a sound and of a place by indexes', () => {
  const connection = databaseOfVersion(9);
  migrate(connection, { target: 10 });
  const plan = (where: string): string =>
    connection
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT id FROM file WHERE ${where}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ');
  expect(plan("audio_key = x'00' AND missing_since IS NULL")).toContain('file_present_sound (audio_key=?)');
  expect(plan("audio_key = x'00' AND missing_since IS NOT NULL")).toContain('file_missing_sound (audio_key=?)');
  expect(plan("folder_id = 1 AND name = x'00'")).toContain('(folder_id=? AND name=?)');
});
