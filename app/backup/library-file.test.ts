import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { addPicture } from '../library/picture-rows.ts';
import { writeSetting } from '../library/settings.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import { openVectorStore } from '../similarity/vector-store.ts';
import { picturePath, storePicture } from '../storage/art-store.ts';
import { openWriter, type Connection } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { LibraryFile, type BackupReport } from './library-file.ts';
import { restoreBackup } from './restore-backup.ts';
import { settleRestore } from './unfinished-restore.ts';

/** A PNG of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let folder: string;
let library: string;
let path: string;
let connection: Connection;
beforeEach(() => {
  folder = temporaryFolder();
  library = join(folder, 'library');
  path = join(folder, 'backup.db');
  mkdirSync(library);
  connection = openWriter(library);
  migrate(connection);
});

/** Files that are analysed, without music. */
function analysedFiles(...ids: readonly number[]): void {
  connection.exec("INSERT INTO folder (id, path) VALUES (1, x'2f6d')");
  const file = connection.prepare(`
    INSERT INTO file (id, folder_id, name, device, inode, size, mtime_ns, ctime_ns, codec, duration, sample_rate,
      channels, bitrate, lossless, tags, scanned_at)
    VALUES (?, 1, ?, 0, 0, 1, 0, 0, 'flac', 1, 44100, 2, 1, 1, '{}', 0)`);
  for (const id of ids) file.run(id, Buffer.from(`${id}.flac`));
  const analysed = connection.prepare('INSERT INTO analysis (file_id, version, analysed_at) VALUES (?, 1, 0)');
  for (const id of ids) analysed.run(id);
}

const vector = (first: number): Float32Array =>
  Float32Array.from({ length: EMBEDDER.dimension }, (_, i) => (i === 0 ? first : 1));

const quiet: BackupReport = () => {};

/** A whole backup, and what it tells of itself. */
async function backedUp(rows: readonly { fileId: number; vector: Float32Array }[] = []) {
  const file = await LibraryFile.copy(library, path, quiet);
  file.addVectors(rows);
  return file.finish(false);
}

describe('a backup of the whole library', () => {
  it('brings the database, the pictures and the vectors into another folder', async () => {
    writeSetting(connection, 'mount.names', 'windows');
    const picture = await storePicture(library, PNG);
    addPicture(connection, picture);
    analysedFiles(1, 2);
    expect(await backedUp([1, 2].map((fileId) => ({ fileId, vector: vector(fileId) })))).toEqual({
      bytes: statSync(path).size,
      tracks: 0,
      batches: 0,
      pictures: 1,
      vectors: 2,
    });

    const target = join(folder, 'elsewhere', 'library');
    const restored = await restoreBackup(target, path);
    expect(restored).toEqual({ batches: 0, tracks: 0, whole: { pictures: 1, vectors: 2 }, replaced: null });
    expect(readFileSync(picturePath(target, picture.hash))).toEqual(PNG);
    const copy = openWriter(target);
    expect(copy.prepare('SELECT count(*) FROM analysis').pluck().get()).toBe(2);
    expect(copy.prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'backup_%'").pluck().get()).toBe(0);
    copy.close();
    const store = await openVectorStore(join(target, 'vectors'));
    expect(store.ids().toSorted()).toEqual([1, 2]);
    const [first] = store.rows([1]);
    expect(first!.vector[0]).toBeCloseTo(1 / Math.sqrt(EMBEDDER.dimension), 5);
    await store.close();
  });

  it('is of one moment: what is written while it is copied is left out', async () => {
    const file = await LibraryFile.copy(library, path, (part) => {
      if (part === 'database') writeSetting(connection, 'mount.names', 'windows');
    });
    file.finish(false);
    const copy = new Database(path, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM setting').pluck().get()).toBe(0);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    copy.close();
  });

  it('leaves out vectors of files that were analysed after it had begun', async () => {
    analysedFiles(1);
    expect((await backedUp([1, 7].map((fileId) => ({ fileId, vector: vector(1) })))).vectors).toBe(1);
  });

  it('goes without a picture that the library has lost', async () => {
    const picture = await storePicture(library, PNG);
    addPicture(connection, picture);
    rmSync(picturePath(library, picture.hash));
    expect((await backedUp()).pictures).toBe(0);
  });

  it('is readable by its owner alone', async () => {
    await backedUp();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('does not replace a file unless it is told to', async () => {
    writeFileSync(path, 'mine');
    const file = await LibraryFile.copy(library, path, quiet);
    expect(() => file.finish(false)).toThrow(expect.objectContaining({ code: 'EXISTS', path }));
    expect(readFileSync(path, 'utf8')).toBe('mine');
    (await LibraryFile.copy(library, path, quiet)).finish(true);
    expect(readFileSync(path).subarray(0, 6).toString()).toBe('SQLite');
    expect(readdirSync(folder).toSorted()).toEqual(['backup.db', 'library']);
  });

  it('leaves nothing behind when it is discarded or ended', async () => {
    (await LibraryFile.copy(library, path, quiet)).discard();
    const end = (): never => {
      throw new Error('enough');
    };
    await expect(LibraryFile.copy(library, path, end)).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual(['library']);
  });
});

describe('restoring a whole library', () => {
  it('replaces the index and the vectors, which belonged to other files', async () => {
    analysedFiles(1);
    await backedUp([{ fileId: 1, vector: vector(1) }]);
    mkdirSync(join(library, 'index'));
    const old = await openVectorStore(join(library, 'vectors'));
    await old.put([{ fileId: 9, vector: vector(9) }]);
    await old.close();
    connection.close();
    const { replaced } = await restoreBackup(library, path, Date.UTC(2024, 4, 17, 12));
    expect(replaced).toBe(join(library, 'library.db.before-2024-05-17T12-00-00Z'));
    expect(existsSync(join(library, 'index'))).toBe(false);
    const store = await openVectorStore(join(library, 'vectors'));
    expect(store.ids()).toEqual([1]);
    await store.close();
  });

  it('goes on after a restore that was killed', async () => {
    await backedUp();
    const target = join(folder, 'new');
    mkdirSync(join(target, 'vectors.restored'), { recursive: true });
    writeFileSync(join(target, 'library.db.restoring'), 'half of a database');
    await restoreBackup(target, path);
    expect(readdirSync(target).filter((name) => name.includes('restored'))).toEqual([]);
  });

  it('is finished by the next start, where a kill came after the old database was set aside', async () => {
    await backedUp();
    const [target, database] = [join(folder, 'new'), join(folder, 'new', 'library.db')];
    await restoreBackup(target, path);
    const restored = readFileSync(database);
    renameSync(database, `${database}.restored`);
    renameSync(join(target, 'vectors'), join(target, 'vectors.restored'));
    writeFileSync(join(target, 'vectors.restored', 'mark'), '');
    for (const name of ['library.db-wal', 'vectors', 'index']) mkdirSync(join(target, name));
    await settleRestore(target);
    expect(readFileSync(database).equals(restored)).toBe(true);
    expect(readdirSync(join(target, 'vectors'))).toContain('mark');
    expect(readdirSync(target).filter((name) => /restored|db-wal$|^index$/u.test(name))).toEqual([]);
  });

  it('leaves everything as it was, where a kill came before', async () => {
    const database = join(library, 'library.db');
    for (const name of ['library.db.restored', 'library.db.restoring']) writeFileSync(join(library, name), 'another');
    for (const name of ['vectors', 'vectors.restored']) mkdirSync(join(library, name));
    writeFileSync(join(library, 'vectors', 'own'), '');
    await settleRestore(library);
    expect(existsSync(database)).toBe(true);
    expect(readdirSync(join(library, 'vectors'))).toEqual(['own']);
    expect(readdirSync(library).filter((name) => name.includes('restor'))).toEqual([]);
  });
});
