import Database from 'better-sqlite3';
import { beforeEach, expect, it } from 'vitest';
import { READER_VERSION } from '../../fuse/formats/reader-version.ts';
import type { Connection } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { KnownFiles } from './known-files.ts';

let connection: Connection;
let known: KnownFiles;

function addFile(
  id: number,
  name: string,
  missingSince: number | null,
  key: string | null,
  error: string | null,
): void {
  connection
    .prepare(
      `INSERT INTO file (id, folder_id, name, device, inode, size, mtime_ns, ctime_ns, audio_key, codec, duration,
        sample_rate, channels, bitrate, lossless, tags, scanned_at, missing_since, error)
        VALUES (?, 10, ?, 9, -3, 100, 1700000000123456789, 1700000000123456790, ?, '', 0, 0, 0, 0, 0, '{}', 0, ?, ?)`,
    )
    .run(id, Buffer.from(name), key === null ? null : Buffer.from(key), missingSince, error);
}

beforeEach(() => {
  connection = new Database(':memory:');
  migrate(connection);
  connection.exec(`
    INSERT INTO root (id, path, added_at) VALUES (1, x'2f6d', 0), (2, x'2f6e', 0);
    INSERT INTO folder (id, root_id, path) VALUES (10, 1, x'2f6d'), (11, 1, x'2f6d2f61'), (12, 1, x'2f6d61'), (20, 2, x'2f6e')`);
  known = new KnownFiles(connection);
});

it('knows a folder under its own root alone, and whether sidecars of it are known', () => {
  expect(known.folder(1, Buffer.from('/m'))).toEqual({ id: 10, sidecars: 0 });
  expect(known.folder(2, Buffer.from('/m'))).toBeNull();
  expect(known.folder(1, Buffer.from('/other'))).toBeNull();
  connection.exec(`INSERT INTO sidecar (folder_id, name, device, inode, size, mtime_ns, ctime_ns)
    VALUES (10, x'61', 1, 1, 1, 1, 1)`);
  expect(known.folder(1, Buffer.from('/m'))).toEqual({ id: 10, sidecars: 1 });
  expect(known.folder(1, Buffer.from('/m/a'))).toEqual({ id: 11, sidecars: 0 });
});

it('names a folder and those below it, and none whose name only begins alike', () => {
  const at = (rootId: number, path: string): number[] =>
    known
      .foldersAt(rootId, Buffer.from(path))
      .map(({ id }) => id)
      .toSorted();
  expect(at(1, '/m')).toEqual([10, 11]);
  expect(at(1, '/m/a')).toEqual([11]);
  expect(at(2, '/m')).toEqual([]);
});

it('lists the files of a folder with their stamps, of one name the present one last', () => {
  addFile(1, 'a', null, 'key', null);
  addFile(2, 'a', 700, 'key', null);
  addFile(3, 'a', 600, null, null);
  addFile(4, 'b', 800, null, 'broken');
  connection.prepare('UPDATE file SET reader_version = ? WHERE id > 1').run(READER_VERSION);
  connection.prepare('UPDATE file SET reader_version = ? WHERE id = 2').run(READER_VERSION + 1);
  const stamp = { size: 100, mtimeMs: 1_700_000_000_123.4568, ctimeMs: 1_700_000_000_123.4568, ino: -3 };
  expect(known.files(10)).toEqual([
    { id: 3, name: Buffer.from('a'), ...stamp, missingSince: 600, keyless: 1, outdated: 0 },
    { id: 2, name: Buffer.from('a'), ...stamp, missingSince: 700, keyless: 0, outdated: 0 },
    { id: 4, name: Buffer.from('b'), ...stamp, missingSince: 800, keyless: 0, outdated: 0 },
    { id: 1, name: Buffer.from('a'), ...stamp, missingSince: null, keyless: 0, outdated: 1 },
  ]);
  expect(known.files(11)).toEqual([]);
  expect(known.stamp(1)).toBe('100:1700000000123456789:1700000000123456790:-3');
});

it('counts the files that are there, in a folder alone or with those below it', () => {
  addFile(1, 'a', null, 'key', null);
  addFile(2, 'b', 700, 'key', null);
  connection.exec(
    'INSERT INTO file SELECT 3, 11, * FROM (SELECT name, device, inode, size, mtime_ns, ctime_ns, audio_key, codec, duration, sample_rate, channels, bits_per_sample, bitrate, lossless, tags, layout, scanned_at, missing_since, error, damage, reader_version FROM file WHERE id = 1)',
  );
  const count = (rootId: number, path: string, shallow: boolean): number =>
    known.count(rootId, Buffer.from(path), { shallow });
  expect(count(1, '/m', false)).toBe(2);
  expect(count(1, '/m', true)).toBe(1);
  expect(count(1, '/m/a', false)).toBe(1);
  expect(count(1, '/ma', false)).toBe(0);
  expect(count(2, '/m', false)).toBe(0);
});
