import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { addRoot, removeRoot, RootError, roots } from './roots.ts';

let library: TestLibrary;

beforeEach(() => {
  library = testLibrary();
});

function makeFolder(...parts: string[]): string {
  const path = join(library.folder, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function add(path: string, forbidden: string | null = null, own: string | null = null) {
  return addRoot(library.connection, path, forbidden, own);
}

function paths(): string[] {
  return roots(library.connection).map(({ path }) => path.toString());
}

function errorOf(run: () => unknown): RootError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(RootError);
    return error as RootError;
  }
  throw new Error('nothing was thrown');
}

describe('adding a folder', () => {
  it('appends it to the library, with the time', () => {
    const other = makeFolder('other');
    const before = Date.now();
    const { root, asked } = add(other);
    expect({ ...root, asked }).toEqual({ id: 2, path: Buffer.from(other), asked: Buffer.from(other) });
    expect(paths()).toEqual([library.music, other]);
    const { at } = library.connection.prepare('SELECT added_at AS at FROM root WHERE id = 2').get() as { at: number };
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('resolves links: a folder has one path', () => {
    const other = makeFolder('other');
    symlinkSync(other, join(library.folder, 'link'));
    expect(add(join(library.folder, 'link')).root.path.toString()).toBe(realpathSync(other));
  });

  it('changes nothing where it lies inside one that is there, and names the part that was asked for', () => {
    const inside = makeFolder('music', 'albums');
    expect(add(inside)).toEqual({ root: { id: 1, path: Buffer.from(library.music) }, asked: Buffer.from(inside) });
    expect(add(library.music).root.id).toBe(1);
    expect(paths()).toEqual([library.music]);
  });

  it('widens the first of the folders inside it and takes in the others with their tracks', async () => {
    const albums = makeFolder('more', 'albums');
    const singles = makeFolder('more', 'singles');
    const apart = makeFolder('apart');
    add(albums);
    add(apart);
    add(singles);
    makeAudio(join(albums, 'a.flac'), { tags: { title: 'one' }, seconds: 1 });
    makeAudio(join(singles, 'b.flac'), { tags: { title: 'two' }, seconds: 1 });
    makeAudio(join(apart, 'c.flac'), { tags: { title: 'three' }, seconds: 1 });
    await library.scan();
    const before = ['one', 'two', 'three'].map((title) => library.find(title));

    const more = join(library.folder, 'more');
    expect(add(more)).toEqual({ root: { id: 2, path: Buffer.from(more) }, asked: Buffer.from(more) });
    expect(paths()).toEqual([library.music, more, apart]);
    expect(
      library.connection.prepare('SELECT CAST(path AS TEXT) AS path, root_id AS root FROM folder ORDER BY path').all(),
    ).toEqual([
      { path: apart, root: 3 },
      { path: albums, root: 2 },
      { path: singles, root: 2 },
    ]);
    expect(await library.scan()).toMatchObject({ added: 0, missing: 0 });
    expect(['one', 'two', 'three'].map((title) => library.find(title))).toEqual(before);
  });

  it('refuses a file', () => {
    const file = join(library.folder, 'song.flac');
    writeFileSync(file, '');
    const error = errorOf(() => add(file));
    expect(error).toMatchObject({ name: 'RootError', code: 'NOT_A_FOLDER', path: file });
    expect(error.message).toBe(`${file} is not a folder; name the folder that holds the music`);
  });

  it('refuses what is not there', () => {
    const path = join(library.folder, 'nowhere');
    const error = errorOf(() => add(path));
    expect(error).toMatchObject({ code: 'NOT_FOUND', path });
    expect(error.message).toBe(`${path} cannot be opened: there is no such folder`);
  });

  it('passes on the reason of the system for a path that cannot be opened', () => {
    const path = join(library.folder, 'loop');
    symlinkSync('loop', path);
    const error = errorOf(() => add(path));
    expect(error.code).toBe('NOT_FOUND');
    expect(error.message).toMatch(/cannot be opened: its links lead in a circle/);
  });

  it('refuses a folder that the mount lies in, or is', () => {
    const mount = makeFolder('home', 'mount');
    const home = join(library.folder, 'home');
    const error = errorOf(() => add(home, mount));
    expect(error).toMatchObject({ code: 'OVERLAPPING_FOLDER', path: home });
    expect(error.message).toBe(`the mount ${mount} lies inside ${home}; unmount it or mount it elsewhere first`);
    expect(errorOf(() => add(mount, mount)).code).toBe('OVERLAPPING_FOLDER');
    const inside = makeFolder('home', 'mount', 'Artist');
    expect(errorOf(() => add(inside, mount)).message).toBe(
      `${inside} lies in the mount ${mount}, which shows the library itself; add the folder with the original files`,
    );
    expect(paths()).toEqual([library.music]);
    add(makeFolder('home-music'), mount);
    expect(paths()).toHaveLength(2);
  });
});

describe('removing a folder', () => {
  it('takes its tracks from the lists until it is added again, and leaves the others', async () => {
    const other = makeFolder('other');
    const { root } = add(other);
    makeAudio(join(library.music, 'a.flac'), { tags: { title: 'stays' }, seconds: 1 });
    makeAudio(join(other, 'b.flac'), { tags: { title: 'goes' }, seconds: 1 });
    writeFileSync(join(library.music, 'a.txt'), 'beside');
    writeFileSync(join(other, 'b.txt'), 'beside');
    await library.scan();
    const [id] = library.find('goes');
    const since = Date.now();

    removeRoot(library.connection, root.id);
    expect(paths()).toEqual([library.music]);
    expect(library.find('')).toEqual(library.find('stays'));
    expect(library.find('goes is:missing')).toEqual([id]);
    const missing = library.connection.prepare('SELECT missing_since AS since FROM file ORDER BY id').all();
    expect(missing).toEqual([{ since: null }, { since: expect.any(Number) }]);
    expect((missing as { since: number }[])[1]!.since).toBeGreaterThanOrEqual(since);
    expect(library.connection.prepare('SELECT CAST(name AS TEXT) AS name FROM sidecar').all()).toEqual([
      { name: 'a.txt' },
    ]);

    add(other);
    await library.scan();
    expect(library.find('goes')).toEqual([id]);
  });

  it('keeps the time since when a file has been missing', async () => {
    makeAudio(join(library.music, 'a.flac'), { seconds: 1 });
    await library.scan();
    library.connection.prepare('UPDATE file SET missing_since = 5').run();
    removeRoot(library.connection, 1);
    expect(library.connection.prepare('SELECT missing_since AS since FROM file').get()).toEqual({ since: 5 });
  });

  it('refuses a folder that the library does not have', () => {
    const error = errorOf(() => removeRoot(library.connection, 7));
    expect(error).toMatchObject({ code: 'NOT_FOUND', path: '', message: 'the library has no folder 7' });
    expect(paths()).toEqual([library.music]);
  });
});

describe("the library's own folder", () => {
  let own: string;

  beforeEach(() => {
    own = makeFolder('music', 'descant');
    makeFolder('music', 'descant', 'uploads');
  });

  it('is no folder of music, nor is what lies in it', () => {
    expect(errorOf(() => add(own, null, own))).toMatchObject({
      code: 'OVERLAPPING_FOLDER',
      path: own,
      message: expect.stringContaining("is the library's own folder"),
    });
    expect(errorOf(() => add(join(own, 'uploads'), null, own)).message).toContain("lies in the library's own folder");
    expect(paths()).toEqual([library.music]);
  });

  it('may hold the music of the demo, which stays a folder of its own', () => {
    const demo = makeFolder('music', 'descant', 'demo');
    const { root } = add(demo, null, own);
    expect(root.path.toString()).toBe(demo);
    const album = makeFolder('music', 'descant', 'demo', 'album');
    expect(add(album, null, own)).toEqual({ root, asked: Buffer.from(album) });
    expect(paths()).toEqual([library.music, demo]);
    add(library.folder, null, own);
    expect(paths()).toEqual([library.folder, demo]);
  });

  it('does not take away a folder in it that the library has had before', () => {
    const music = makeFolder('library', 'music');
    add(music);
    expect(() => add(join(music), null, join(library.folder, 'library'))).not.toThrow();
  });
});
