import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invalidation } from '../overlay/invalidation.ts';
import { Overlay } from '../overlay/overlay.ts';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { TestingLibrary } from './testing/library.ts';

/** A program that may be saving. */
const ME = process.pid;
const RENAME_NOREPLACE = 1;

let mv: ChildProcess;
let folder: string;
let library: TestingLibrary;
let overlay: Overlay;
let writer: MountWriter;
let moved: [number, number][];
let forgotten: Invalidation['names'][number][];

beforeAll(async () => {
  mv = spawn('sleep', ['1000'], { argv0: 'mv' });
  await once(mv, 'spawn');
});

afterAll(() => {
  mv.kill();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-renames-'));
  library = new TestingLibrary(folder);
  await library.add(1, 'One', { artist: ['A'], album: ['First'] });
  await library.add(2, 'Two', { artist: ['A'], album: ['First'] });
  await library.add(3, 'Three', { artist: ['B'], album: ['Third'], genre: ['Folk', 'Jazz', 'Pop'] });
  overlay = await Overlay.open(library, {
    views: [
      { name: '', template: compileTemplate('$artist/$album/$artist - $title') },
      { name: 'By title', template: compileTemplate('$title') },
      { name: 'Genres', template: compileTemplate('%each{genre}/$title') },
    ],
  });
  forgotten = [];
  overlay.onInvalidate(({ names }) => forgotten.push(...names));
  writer = writerFor(600_000);
});

afterEach(async () => {
  await writer.close();
  await rm(folder, { recursive: true });
});

function writerFor(lifetime: number): MountWriter {
  moved = [];
  const host = {
    divert: () => undefined,
    dropListing: () => undefined,
    retire: () => undefined,
    directoryMoved: async (from: number, to: number) => void moved.push([from, to]),
  };
  return new MountWriter(overlay, library, host, {
    grace: lifetime,
    scratch: lifetime,
    directory: lifetime,
  });
}

/** Directory and name of a path, of which the directory is there or was made. */
function at(path: string): [number, string] {
  const names = path.split('/');
  const name = names.pop() ?? '';
  let directory = ROOT_INODE;
  for (const above of names) {
    const found = writer.find(directory, above);
    directory = found?.kind === 'made' ? found.attributes.inode : overlay.child(directory, above);
  }
  return [directory, name];
}

function rename(from: string, to: string, pid = mv.pid ?? 0, flags = 0): Promise<void> {
  return writer.rename(...at(from), ...at(to), flags, pid);
}

function pathOf(track: number): string | null {
  const inode = trackInode(track);
  return overlay.exists(inode) ? overlay.pathOf(inode) : null;
}

describe('a track that a user renames', () => {
  it('has other tags, by the name of the program', async () => {
    await rename('A/First/A - One.flac', 'A/First/A - Uno.flac');
    expect(library.saved).toEqual([{ trackId: 1, fields: { title: ['Uno'] }, author: 'mv' }]);
    expect(pathOf(1)).toBe('A/First/A - Uno.flac');
    expect(writer.namesIn(at('A/First/x')[0])).toEqual([]);
    expect(writer.find(...at('A/First/A - One.flac'))).toBeNull();
  });

  it('into another directory has the tags of that directory, and a name that follows', async () => {
    await rename('A/First/A - One.flac', 'B/Third/A - One.flac');
    expect(library.saved).toEqual([{ trackId: 1, fields: { artist: ['B'], album: ['Third'] }, author: 'mv' }]);
    expect(pathOf(1)).toBe('B/Third/B - One.flac');
    // The program may come back for the name that it gave.
    expect(overlay.child(...at('B/Third/A - One.flac'))).toBe(trackInode(1));
    expect(() => overlay.child(...at('A/First/A - One.flac'))).toThrow('There is no');
    expect(forgotten).toContainEqual({ directory: at('B/Third/x')[0], name: 'A - One.flac' });
  });

  it('is refused with the reason when the path cannot be read, and nothing is changed', async () => {
    await expect(rename('A/First/A - One.flac', 'A/First/One.flac')).rejects.toMatchObject({
      code: 'EPERM',
      message: expect.stringContaining('does not fit') as string,
    });
    await expect(rename('A/First/A - One.flac', 'A/First/A - One.mp3')).rejects.toMatchObject({ code: 'EPERM' });
    await expect(rename('A/First/A - One.flac', 'A/A - One.flac')).rejects.toMatchObject({ code: 'EPERM' });
    expect(library.saved).toEqual([]);
    expect(library.refusals[0]).toEqual({
      trackId: 1,
      path: 'A/First/One.flac',
      author: 'mv',
      kept: null,
      reason: expect.stringContaining('something is missing after “One”') as string,
    });
    expect(pathOf(1)).toBe('A/First/A - One.flac');
  });

  it('replaces no other node', async () => {
    await expect(rename('A/First/A - One.flac', 'A/First/A - Two.flac')).rejects.toMatchObject({ code: 'EPERM' });
    await expect(
      rename('A/First/A - One.flac', 'A/First/A - Two.flac', mv.pid, RENAME_NOREPLACE),
    ).rejects.toMatchObject({ code: 'EEXIST' });
    expect(library.saved).toEqual([]);
  });

  it('does not go to another view', async () => {
    await expect(rename('A/First/A - One.flac', 'By title/One more.flac')).rejects.toMatchObject({
      code: 'EPERM',
      message: expect.stringContaining('between views') as string,
    });
    await rename('By title/One.flac', 'By title/Uno.flac');
    expect(pathOf(1)).toBe('A/First/A - Uno.flac');
  });

  it('is an I/O error when the library does not store it', async () => {
    library.trouble = new Error('the disk is full');
    await expect(rename('A/First/A - One.flac', 'A/First/A - Uno.flac')).rejects.toMatchObject({ code: 'EIO' });
    expect(library.refusals).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('the disk is full') as string }),
    ]);
    expect(pathOf(1)).toBe('A/First/A - One.flac');
  });
});

describe('a track that is renamed by a program that may be saving', () => {
  it('is edited when no file replaces it, and has the new name meanwhile', async () => {
    writer = writerFor(50);
    await rename('A/First/A - One.flac', 'A/First/A - Uno.flac', ME);
    expect(library.saved).toEqual([]);
    expect(writer.find(...at('A/First/A - Uno.flac'))).toEqual({ kind: 'track', inode: trackInode(1) });
    expect(writer.find(...at('A/First/A - One.flac'))).toEqual({ kind: 'nothing' });
    await vi.waitFor(() => expect(pathOf(1)).toBe('A/First/A - Uno.flac'), 5000);
    await vi.waitFor(() => expect(writer.namesIn(at('A/First/x')[0])).toEqual([]), 5000);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Uno'] } })]);
  });

  it('stays as it was when a file replaces it: the rename was half of a save', async () => {
    await rename('A/First/A - One.flac', 'A/First/A - One old.flac', ME);
    const { inode } = await writer.create(...at('A/First/A - One.flac'), ME);
    await writer.close();
    expect(library.saved).toEqual([]);
    expect(inode).toBeGreaterThan(0);
  });

  it('has its name back when the new one cannot be read, and the user is told why', async () => {
    writer = writerFor(50);
    await rename('A/First/A - One.flac', 'A/First/copy.flac', ME);
    await vi.waitFor(
      () => expect(library.refusals).toEqual([expect.objectContaining({ path: 'A/First/copy.flac', kept: null })]),
      5000,
    );
    await vi.waitFor(() => expect(writer.find(...at('A/First/A - One.flac'))).toBeNull(), 5000);
    expect(writer.find(...at('A/First/copy.flac'))).toBeNull();
    // The kernel has moved its node, and has to look the name up again.
    expect(forgotten.map(({ name }) => name)).toEqual(expect.arrayContaining(['copy.flac', 'A - One.flac']));
    expect(library.saved).toEqual([]);
  });

  it('has its name back without a report when the new one is that of a backup', async () => {
    writer = writerFor(50);
    await rename('A/First/A - One.flac', 'A/First/A - One.flac_KID3', ME);
    await vi.waitFor(() => expect(writer.find(...at('A/First/A - One.flac'))).toBeNull(), 5000);
    expect(library.refusals).toEqual([]);
    expect(library.saved).toEqual([]);
  });

  it('is decided before the mount ends', async () => {
    await rename('A/First/A - One.flac', 'A/First/A - Uno.flac', ME);
    await writer.close();
    expect(library.saved).toEqual([expect.objectContaining({ fields: { title: ['Uno'] } })]);
  });

  it('can be renamed on, and moved on', async () => {
    await rename('A/First/A - One.flac', 'A/First/tmp.flac', ME);
    await rename('A/First/tmp.flac', 'A/First/A - Uno.flac', ME);
    expect(writer.find(...at('A/First/tmp.flac'))).toBeNull();
    await rename('A/First/A - Uno.flac', 'B/Third/B - Uno.flac', ME);
    expect(library.saved).toEqual([
      expect.objectContaining({ trackId: 1, fields: { artist: ['B'], album: ['Third'], title: ['Uno'] } }),
    ]);
    expect(writer.namesIn(at('A/First/x')[0])).toEqual([]);
    expect(pathOf(1)).toBe('B/Third/B - Uno.flac');
  });

  it('is edited at once when it moves to another directory', async () => {
    await rename('A/First/A - One.flac', 'B/Third/B - One.flac', ME);
    expect(library.saved).toEqual([
      expect.objectContaining({ trackId: 1, fields: { artist: ['B'], album: ['Third'] } }),
    ]);
  });
});

describe('a track with several paths', () => {
  it('leaves the renamed path, and keeps the others', async () => {
    await rename('Genres/Jazz/Three.flac', 'Genres/Unknown Genre/Three.flac').catch(() => undefined);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 3, fields: { genre: ['Folk', 'Pop'] } })]);
    await rename('Genres/Folk', 'Genres/Folk Rock');
    expect(library.saved[1]?.fields).toEqual({ genre: ['Folk Rock', 'Pop'] });
    await rename('Genres/Folk Rock/Three.flac', 'Genres/Pop/Four.flac');
    expect(library.saved[2]?.fields).toEqual({ genre: ['Pop'], title: ['Four'] });
    expect(
      overlay
        .list(overlay.resolve('Genres'))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Pop', 'Unknown Genre']);
  });
});

describe('a directory', () => {
  it('that is renamed is one batch of edits of all tracks below', async () => {
    const [from, to] = [overlay.resolve('A'), 'C'];
    const below = overlay.resolve('A/First');
    await rename('A', to);
    expect(library.batches).toEqual([2]);
    expect(library.saved.map(({ trackId, fields }) => [trackId, fields])).toEqual([
      [1, { artist: ['C'] }],
      [2, { artist: ['C'] }],
    ]);
    expect([pathOf(1), pathOf(2)]).toEqual(['C/First/C - One.flac', 'C/First/C - Two.flac']);
    expect(moved).toEqual([
      [from, overlay.resolve('C')],
      [below, overlay.resolve('C/First')],
    ]);
  });

  it('moves into another one with all its tracks', async () => {
    await rename('A/First', 'B/First', ME);
    expect([pathOf(1), pathOf(2), pathOf(3)]).toEqual([
      'B/First/B - One.flac',
      'B/First/B - Two.flac',
      'B/Third/B - Three.flac',
    ]);
  });

  it('is refused as a whole when one path below cannot be read, and where another is', async () => {
    await expect(rename('A/First', 'First')).rejects.toMatchObject({ code: 'EPERM' });
    await expect(rename('A', 'B')).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    await expect(rename('By title', 'Titles')).rejects.toMatchObject({
      code: 'EPERM',
      message: expect.stringContaining('settings') as string,
    });
    await expect(rename('A', 'By title/A')).rejects.toMatchObject({
      code: 'EPERM',
      message: expect.stringContaining('between views') as string,
    });
    expect(library.saved).toEqual([]);
  });

  it('takes along the files and directories that programs made in it', async () => {
    const { inode } = await writer.create(...at('A/First/notes.txt'), ME);
    await rename('A', 'C');
    expect(writer.find(...at('C/First/notes.txt'))).toMatchObject({ kind: 'made', attributes: { inode } });
    expect(writer.find(...at('C/First/notes.txt'))).not.toBeNull();
  });

  it('that is made stays until it has tracks, under the inode that it will have then', async () => {
    const artist = writer.directories.make(ROOT_INODE, 'New');
    const album = writer.directories.make(artist.inode, 'Album');
    expect(writer.namesIn(ROOT_INODE)).toEqual([
      expect.objectContaining({ name: 'New', kind: 'directory', inode: artist.inode }),
    ]);
    expect(writer.attributes(album.inode, 0)).toMatchObject({ kind: 'directory' });
    expect(() => writer.directories.make(ROOT_INODE, 'New')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(() => writer.directories.make(ROOT_INODE, 'A')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    await rename('A/First/A - One.flac', 'New/Album/A - One.flac');
    expect(pathOf(1)).toBe('New/Album/New - One.flac');
    expect([overlay.resolve('New'), overlay.resolve('New/Album')]).toEqual([artist.inode, album.inode]);
    expect(writer.namesIn(ROOT_INODE)).toEqual([]);
    await rename('A', 'New/A').catch(() => undefined);
    await rename('A/First', 'New/First');
    expect(pathOf(2)).toBe('New/First/New - Two.flac');
  });

  it('that was made can be renamed and removed, and expires', async () => {
    writer.directories.make(ROOT_INODE, 'New folder');
    await rename('New folder', 'Newer');
    expect(moved).toHaveLength(1);
    const { inode } = writer.directories.make(ROOT_INODE, 'Other');
    const file = await writer.create(inode, 'x', ME);
    expect(() => writer.directories.remove(ROOT_INODE, 'Other')).toThrow(
      expect.objectContaining({ code: 'ENOTEMPTY' }),
    );
    await writer.release(file.inode, 0);
    await writer.unlink(inode, 'x', ME);
    writer.directories.remove(ROOT_INODE, 'Other');
    expect(writer.find(ROOT_INODE, 'Other')).toBeNull();
    expect(() => writer.directories.remove(ROOT_INODE, 'Other')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => writer.directories.remove(ROOT_INODE, 'A')).toThrow(expect.objectContaining({ code: 'ENOTEMPTY' }));
    expect(() => writer.directories.remove(...at('A/First/A - One.flac'))).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
    expect(() => writer.directories.make(ROOT_INODE, '.Trash-1000')).toThrow(
      expect.objectContaining({ code: 'EPERM' }),
    );
    writer = writerFor(20);
    writer.directories.make(ROOT_INODE, 'Passing');
    await vi.waitFor(() => expect(writer.find(ROOT_INODE, 'Passing')).toBeNull(), 5000);
  });
});
