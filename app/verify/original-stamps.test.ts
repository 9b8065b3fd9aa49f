import { chmodSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { memoryLibrary, type MemoryLibrary, type SampleFile } from '../library/testing-library.ts';
import { compareStamps, countOriginals } from './original-stamps.ts';

let folder: string;
let library: MemoryLibrary;

beforeEach(() => {
  folder = temporaryFolder();
  library = memoryLibrary();
});

/** Writes a file, and adds it with the stamp it has. @returns the id of its track */
function add(name: string, more: Partial<SampleFile> = {}): number {
  const path = join(folder, name);
  writeFileSync(path, 'music');
  const id = library.add({ folder, name, ...more });
  const { size, mtimeNs, ctimeNs, ino, dev } = statSync(path, { bigint: true });
  library.connection
    .prepare('UPDATE file SET size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, device = ? WHERE id = ?')
    .run(size, mtimeNs, ctimeNs, ino, dev, id);
  return id;
}

const compare = (query = '', after = 0, limit = 100) => compareStamps(library.connection, { query, after, limit });
/** What is wrong with the only file. */
const problem = () => compare().problems[0];

describe('the stamps of originals', () => {
  it('are those of the last scan where nothing has changed', () => {
    const id = add('a.flac');
    expect(compare()).toEqual({
      checked: 1,
      bytes: 5,
      tracks: [id],
      next: null,
      problems: [],
      present: [
        { trackId: id, path: Buffer.from(join(folder, 'a.flac')), codec: 'flac', duration: 100, analysed: null },
      ],
    });
  });

  it('tell another size and another time, and the file can still be decoded', () => {
    const id = add('a.flac');
    writeFileSync(join(folder, 'a.flac'), 'other music');
    utimesSync(join(folder, 'a.flac'), 1, 2);
    expect(problem()).toEqual({
      trackId: id,
      path: join(folder, 'a.flac'),
      problem: 'changed',
      message: 'its size went from 5 to 11 bytes, it was written at 1970-01-01T00:00:02.000Z',
    });
    expect(compare().present).toHaveLength(1);
  });

  it('tell another file in its place', () => {
    add('a.flac');
    const path = join(folder, 'a.flac');
    const { atime, mtime } = statSync(path);
    const other = join(folder, 'other');
    writeFileSync(other, 'music');
    utimesSync(other, atime, mtime);
    renameSync(other, path);
    expect(problem()?.message).toContain('another file has taken its place');
  });

  it('tell other permissions apart from other content', () => {
    add('a.flac');
    chmodSync(join(folder, 'a.flac'), 0o600);
    expect(problem()).toMatchObject({
      problem: 'changed',
      message: 'its name, links, owner or permissions have changed; its content not, as far as its times tell',
    });
  });

  it('tell a missing file, which cannot be decoded', () => {
    add('a.flac');
    rmSync(join(folder, 'a.flac'));
    expect(problem()).toMatchObject({ problem: 'missing', message: 'the file is not where it was' });
    expect(compare().present).toEqual([]);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(problem()?.problem).toBe('missing');
  });

  it('tell what is no file any more', () => {
    add('a.flac');
    rmSync(join(folder, 'a.flac'));
    mkdirSync(join(folder, 'a.flac'));
    expect(problem()).toMatchObject({ problem: 'unreadable', message: 'it is not a file any more' });
    expect(compare().present).toEqual([]);
  });
});

describe('the audio that was analysed', () => {
  const HASH = Buffer.alloc(16, 7);
  const path = (): string => join(folder, 'a.flac');
  const analysed = () => compare().present[0]!.analysed;

  /** Adds a file with an analysis and this hash of it. */
  function addHashed(hash: Buffer | null): void {
    const id = add('a.flac');
    library.connection
      .prepare('INSERT INTO analysis (file_id, version, analysed_at, audio_hash) VALUES (?, 1, 5000, ?)')
      .run(id, hash);
  }

  it('is known by its hash and its date', () => {
    addHashed(HASH);
    expect(analysed()).toEqual({ hash: HASH, at: 5000, hasDecoded: true, isRewritten: false });
  });

  it('is not known where it was not hashed', () => {
    addHashed(null);
    expect(analysed()).toBeNull();
    library.connection.prepare('UPDATE analysis SET audio_hash = ?').run(Buffer.alloc(0));
    expect(analysed()).toBeNull();
  });

  it('has to be that of a file of which only the times differ', () => {
    addHashed(HASH);
    chmodSync(path(), 0o600);
    expect(problem()?.problem).toBe('changed');
    expect(analysed()).toEqual({ hash: HASH, at: 5000, hasDecoded: true, isRewritten: false });
    utimesSync(path(), 1, 2);
    expect(analysed()).toEqual({ hash: HASH, at: 5000, hasDecoded: true, isRewritten: true });
  });

  it('may be other audio where the size differs, or another file is in the place', () => {
    addHashed(HASH);
    writeFileSync(path(), 'other music');
    expect(analysed()).toBeNull();
    writeFileSync(path(), 'music');
    expect(analysed()).not.toBeNull();
    writeFileSync(join(folder, 'other'), 'music');
    renameSync(join(folder, 'other'), path());
    expect(compare().present).toHaveLength(1);
    expect(analysed()).toBeNull();
  });
});

describe('a page of originals', () => {
  it('goes by the ids of tracks, and says where the next begins', () => {
    const [a, b, c] = [add('a.flac'), add('b.flac'), add('c.flac')];
    const first = compare('', 0, 2);
    expect([first.checked, first.next]).toEqual([2, b]);
    const second = compare('', first.next!, 2);
    expect([second.checked, second.next]).toEqual([1, null]);
    expect([...first.present, ...second.present].map(({ trackId }) => trackId)).toEqual([a, b, c]);
  });

  it('has the files that a query finds; without one also missing files, but none of removed folders', () => {
    add('a.flac', { tags: { genre: ['Jazz'] } });
    add('b.flac', { missingSince: 1 });
    const elsewhere = join(folder, 'removed');
    mkdirSync(elsewhere);
    library.add({ folder: elsewhere, name: 'c.flac', inRoot: false });
    expect(countOriginals(library.connection, '')).toBe(2);
    expect(compare().checked).toBe(2);
    expect(countOriginals(library.connection, 'genre:jazz')).toBe(1);
    expect(compare('genre:jazz').checked).toBe(1);
  });
});
