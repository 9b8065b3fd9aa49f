/** What people do to their files, and where the edits are afterwards: on the sound that they were made for. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addRoot, removeRoot, roots } from '../../app/scan/roots.ts';
import { makeAudio } from '../support/audio.ts';
import { TESTER, testLibrary, type TestLibrary } from '../support/library.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sounds = temporaryFolder();
/** A file system that is not that of the temporary folder, where the machine has one. */
const OTHER_DISK = existsSync('/dev/shm') ? '/dev/shm' : temporaryFolder();

let library: TestLibrary;
let otherDisk: string;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);
const onOtherDisk = (...parts: string[]): string => join(otherDisk, ...parts);

/** The sound of a file that a test puts somewhere. All have the same length. */
type Sound = 'low' | 'middle' | 'high';

beforeAll(() => {
  for (const [i, sound] of (['low', 'middle', 'high'] as const).entries()) {
    for (const extension of ['flac', 'mp3', 'ogg']) {
      const path = join(sounds, `${sound}.${extension}`);
      makeAudio(path, { pitch: 200 + 100 * i, seconds: 1, tags: { title: sound } });
      makeAudio(path.replace('.', ' retagged.'), {
        pitch: 200 + 100 * i,
        seconds: 1,
        tags: { title: `${sound}, retagged`, comment: 'x'.repeat(20_000) },
      });
    }
  }
});

beforeEach(() => {
  library = testLibrary();
  otherDisk = mkdtempSync(join(OTHER_DISK, 'descant-test-'));
});

afterEach(() => rmSync(otherDisk, { recursive: true }));

function put(sound: string, path: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  cpSync(join(sounds, `${sound}${path.slice(path.lastIndexOf('.'))}`), path);
  return path;
}

/** Scans, and gives the track at each path an edit that names its sound. @returns the tracks' ids */
async function editedAt(files: Readonly<Record<string, Sound>>): Promise<number[]> {
  for (const [path, sound] of Object.entries(files)) put(sound, path);
  await library.scan();
  return Object.entries(files).map(([path, sound]) => {
    const id = trackAt(path);
    library.edits.apply([id], { comment: [`edit of ${sound}`] }, TESTER);
    return id;
  });
}

function tracks(): { id: number; path: string; comment: string | undefined }[] {
  const overrides = library.connection.prepare<[number], string>('SELECT overrides FROM track WHERE id = ?').pluck();
  return library.find('').map((id) => {
    const { comment } = JSON.parse(overrides.get(id)!) as { comment?: string[] };
    return { id, path: library.reader.get(id)!.path, comment: comment?.[0] };
  });
}

function trackAt(path: string): number {
  const found = tracks().filter((track) => track.path === path);
  expect(found, path).toHaveLength(1);
  return found[0]!.id;
}

/** Where the edits are: base name → edit; an empty text for a track without one. */
function edits(): Record<string, string> {
  return Object.fromEntries(tracks().map(({ path, comment }) => [basename(path), comment ?? '']));
}

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

test('renumbered: each file has the name of the one before it', async () => {
  const [a, b, c] = [inMusic('01.flac'), inMusic('02.flac'), inMusic('03.flac')];
  const ids = await editedAt({ [a]: 'low', [b]: 'middle', [c]: 'high' });
  const before = [a, b, c].map(digest);
  renameSync(c, inMusic('04.flac'));
  renameSync(b, c);
  renameSync(a, b);
  expect(await library.scan()).toMatchObject({ added: 0, missing: 0 });
  expect(edits()).toEqual({ '02.flac': 'edit of low', '03.flac': 'edit of middle', '04.flac': 'edit of high' });
  expect([b, c, inMusic('04.flac')].map(trackAt)).toEqual(ids);
  expect([b, c, inMusic('04.flac')].map(digest)).toEqual(before);
});

test('renumbered the other way, so that the first name is free at the end', async () => {
  const [a, b, c] = [inMusic('01.mp3'), inMusic('02.mp3'), inMusic('03.mp3')];
  const ids = await editedAt({ [a]: 'low', [b]: 'middle', [c]: 'high' });
  renameSync(a, inMusic('00.mp3'));
  renameSync(b, a);
  renameSync(c, b);
  expect(await library.scan()).toMatchObject({ added: 0, missing: 0 });
  expect([inMusic('00.mp3'), a, b].map(trackAt)).toEqual(ids);
  expect(edits()).toEqual({ '00.mp3': 'edit of low', '01.mp3': 'edit of middle', '02.mp3': 'edit of high' });
});

test.each(['flac', 'mp3', 'ogg'])('swapped, .%s', async (extension) => {
  const [a, b] = [inMusic(`a.${extension}`), inMusic(`b.${extension}`)];
  const ids = await editedAt({ [a]: 'low', [b]: 'high' });
  renameSync(a, inMusic('t'));
  renameSync(b, a);
  renameSync(inMusic('t'), b);
  expect(await library.scan()).toMatchObject({ added: 0, moved: 2, missing: 0 });
  expect([b, a].map(trackAt)).toEqual(ids);
  expect(edits()).toEqual({ [basename(a)]: 'edit of high', [basename(b)]: 'edit of low' });
});

test('rotated between three folders', async () => {
  const [a, b, c] = [inMusic('x', 'a.ogg'), inMusic('y', 'b.ogg'), inMusic('z', 'c.ogg')];
  const ids = await editedAt({ [a]: 'low', [b]: 'middle', [c]: 'high' });
  renameSync(a, inMusic('t'));
  renameSync(b, a);
  renameSync(c, b);
  renameSync(inMusic('t'), c);
  await library.scan();
  expect([c, a, b].map(trackAt)).toEqual(ids);
});

test('moved to another disk: copied there and deleted here', async () => {
  addRoot(library.connection, otherDisk, null);
  const [id] = await editedAt({ [inMusic('album', 'a.flac')]: 'low' });
  put('middle', inMusic('album', 'b.flac'));
  await library.scan();
  cpSync(inMusic('album'), onOtherDisk('album'), { recursive: true });
  rmSync(inMusic('album', 'a.flac'));
  expect(await library.scan()).toMatchObject({ missing: 0 });
  expect(trackAt(onOtherDisk('album', 'a.flac'))).toBe(id);
  expect(edits()).toMatchObject({ 'a.flac': 'edit of low' });
});

test('moved to another disk, with a scan while both copies are there', async () => {
  addRoot(library.connection, otherDisk, null);
  const [id] = await editedAt({ [inMusic('album', 'a.flac')]: 'low', [inMusic('stays.flac')]: 'high' });
  cpSync(inMusic('album'), onOtherDisk('album'), { recursive: true });
  expect(await library.scan()).toMatchObject({ added: 1 });
  expect(tracks()).toHaveLength(3);
  rmSync(inMusic('album'), { recursive: true });
  expect(await library.scan()).toMatchObject({ moved: 1, missing: 0 });
  expect(trackAt(onOtherDisk('album', 'a.flac'))).toBe(id);
  expect(tracks()).toHaveLength(2);
});

test('the disk plugged in at another place, one folder higher, and later at the old place again', async () => {
  const [a, b, c] = [inMusic('x', 'a.flac'), inMusic('y', 'a.flac'), inMusic('y', 'z', 'c.mp3')];
  // The same sound twice, with edits of its own each: the path below the disk tells which is which.
  const ids = await editedAt({ [a]: 'low', [b]: 'low', [c]: 'high' });
  const originals = [a, b, c].map(digest);
  const [unplugged, mounted] = [join(library.folder, 'unplugged'), join(library.folder, 'media', 'disk')];
  renameSync(library.music, unplugged);
  expect(await library.scan()).toMatchObject({ missing: 0 });
  mkdirSync(mounted, { recursive: true });
  cpSync(unplugged, mounted, { recursive: true });
  addRoot(library.connection, join(library.folder, 'media'), null);
  expect(await library.scan()).toMatchObject({ added: 0, moved: 3, missing: 0 });
  const there = [join(mounted, 'x', 'a.flac'), join(mounted, 'y', 'a.flac'), join(mounted, 'y', 'z', 'c.mp3')];
  expect(there.map(trackAt)).toEqual(ids);
  expect(there.map(digest)).toEqual(originals);
  expect(tracks()).toHaveLength(3);

  // Files at the old place are copies then.
  renameSync(unplugged, library.music);
  expect(await library.scan()).toMatchObject({ added: 3, moved: 0, missing: 0 });
  expect(there.map(trackAt)).toEqual(ids);
});

test('a copy in another folder while a disk is unplugged is a copy', async () => {
  const [a] = [inMusic('album', 'a.flac')];
  const [id] = await editedAt({ [a]: 'low' });
  const other = join(library.folder, 'other');
  put('low', join(other, 'sampler', 'a.flac'));
  addRoot(library.connection, other, null);
  renameSync(library.music, join(library.folder, 'unplugged'));
  expect(await library.scan()).toMatchObject({ added: 1, moved: 0, missing: 0 });
  expect(trackAt(join(other, 'sampler', 'a.flac'))).not.toBe(id);
});

test('renamed and retagged at once, and grown by it', async () => {
  for (const extension of ['flac', 'mp3', 'ogg']) {
    const path = inMusic(`${extension} before.${extension}`);
    const [id] = await editedAt({ [path]: 'low' });
    rmSync(path);
    const after = put('low retagged', inMusic('other', `${extension} after.${extension}`));
    await library.scan();
    expect(trackAt(after)).toBe(id);
    expect(library.reader.get(id!)!.title).toBe('low, retagged');
    expect(edits()).toMatchObject({ [basename(after)]: 'edit of low' });
  }
});

test('replaced by other music under the old name, and put back later', async () => {
  const path = inMusic('a.flac');
  const [id] = await editedAt({ [path]: 'low' });
  put('high', path);
  expect(await library.scan()).toMatchObject({ added: 1, missing: 1 });
  expect(trackAt(path)).not.toBe(id);
  expect(edits()).toEqual({ 'a.flac': '' });
  expect(library.find('is:missing')).toEqual([id]);
  renameSync(path, inMusic('the other.flac'));
  put('low', path);
  expect(await library.scan()).toMatchObject({ moved: 1, missing: 0 });
  expect(trackAt(path)).toBe(id);
  expect(edits()).toEqual({ 'a.flac': 'edit of low', 'the other.flac': '' });
});

test('a folder is moved, with everything in it', async () => {
  const paths = ['a', 'b'].map((name) => inMusic('Artist', 'Album', `${name}.flac`));
  const ids = await editedAt({ [paths[0]!]: 'low', [paths[1]!]: 'high' });
  renameSync(inMusic('Artist'), inMusic('Another Artist'));
  expect(await library.scan()).toMatchObject({ added: 0, moved: 2, missing: 0 });
  expect(paths.map((path) => trackAt(path.replace('Artist', 'Another Artist')))).toEqual(ids);
});

test('a name changes in its capitals or in the form of its accents', async () => {
  const [a, b] = [inMusic('Cafe\u0301.flac'), inMusic('Song.flac')];
  const ids = await editedAt({ [a]: 'low', [b]: 'high' });
  renameSync(a, inMusic('Caf\u00e9.flac'));
  renameSync(b, inMusic('SONG.flac'));
  expect(await library.scan()).toMatchObject({ added: 0, moved: 2, missing: 0 });
  expect([inMusic('Caf\u00e9.flac'), inMusic('SONG.flac')].map(trackAt)).toEqual(ids);
});

test('two copies are two tracks, each with its own edits, and stay so', async () => {
  const [a, b] = [inMusic('a.flac'), inMusic('b.flac')];
  const [first] = await editedAt({ [a]: 'low' });
  linkSync(a, b);
  put('low', inMusic('c.flac'));
  await library.scan();
  library.edits.apply([trackAt(b)], { comment: ['edit of the link'] }, TESTER);
  await library.scan();
  expect(trackAt(a)).toBe(first);
  expect(edits()).toEqual({ 'a.flac': 'edit of low', 'b.flac': 'edit of the link', 'c.flac': '' });
});

test('an edited file is deleted while a copy without edits is there: the edits go on with the copy', async () => {
  const [a, b] = [inMusic('a.flac'), inMusic('b.flac')];
  const [id] = await editedAt({ [a]: 'low' });
  put('low', b);
  await library.scan();
  rmSync(a);
  await library.scan();
  expect(trackAt(b)).toBe(id);
  expect(edits()).toEqual({ 'b.flac': 'edit of low' });
});

test('the disk has another device number, and its files were renamed', async () => {
  const [id] = await editedAt({ [inMusic('a.flac')]: 'low' });
  library.connection.prepare('UPDATE file SET device = device + 1').run();
  await library.scan();
  renameSync(inMusic('a.flac'), inMusic('b.flac'));
  await library.scan();
  expect(trackAt(inMusic('b.flac'))).toBe(id);
});

test('the inode of a deleted file is that of another file now, of the same size', async () => {
  const [id] = await editedAt({ [inMusic('a.mp3')]: 'low', [inMusic('stays.mp3')]: 'middle' });
  rmSync(inMusic('a.mp3'));
  const other = put('high', inMusic('b.mp3'));
  const { ino, size } = statSync(other);
  library.connection.prepare('UPDATE file SET inode = ?, size = ? WHERE name = ?').run(ino, size, Buffer.from('a.mp3'));
  expect(await library.scan()).toMatchObject({ added: 1, missing: 1 });
  expect(trackAt(other)).not.toBe(id);
  expect(edits()).toMatchObject({ 'b.mp3': '' });
});

test('the library folder is taken out, and its music added again at another place', async () => {
  const [id] = await editedAt({ [inMusic('a.flac')]: 'low' });
  removeRoot(library.connection, roots(library.connection)[0]!.id);
  cpSync(library.music, onOtherDisk('music'), { recursive: true });
  addRoot(library.connection, onOtherDisk('music'), null);
  await library.scan();
  expect(trackAt(onOtherDisk('music', 'a.flac'))).toBe(id);
});

test('a scan is cancelled between the two places of a move', async () => {
  const [a, b] = [inMusic('x', 'a.flac'), inMusic('y', 'b.flac')];
  const ids = await editedAt({ [a]: 'low', [b]: 'high' });
  renameSync(a, inMusic('t'));
  renameSync(b, a);
  renameSync(inMusic('t'), b);
  const controller = new AbortController();
  const counts = library.scan(controller.signal);
  controller.abort();
  await counts;
  await library.scan();
  expect([b, a].map(trackAt)).toEqual(ids);
});
