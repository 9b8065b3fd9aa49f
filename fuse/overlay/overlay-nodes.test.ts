/** What the overlay says of the nodes of its tree, and what makes caches drop them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import type { View } from '../tree/mount-tree.ts';
import type { Invalidation } from './invalidation.ts';
import type { Problem } from './options.ts';
import { Overlay } from './overlay.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

const [ONE, TWO] = [trackInode(1), trackInode(2)];
const NOWHERE = 12_345;
const GONE = expect.objectContaining({ code: 'ENOENT', message: 'It is no longer in the library' });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-overlay-'));
});
afterAll(async () => rm(folder, { recursive: true }));

let library: MemoryLibrary;
let overlay: Overlay;
let told: Invalidation[];
let problems: Problem[];
beforeEach(async () => {
  library = new MemoryLibrary(folder);
  await library.add(1, { artist: ['A'], title: ['Über'] });
  await library.add(2, { artist: ['B'], title: ['Two'] });
  problems = [];
  overlay = await Overlay.open(library, {
    views: views({ '': '$artist/$title', 'Views/All': '$title' }),
    onProblem: (problem) => problems.push(problem),
  });
  told = [];
  overlay.onInvalidate((invalidation) => told.push(invalidation));
});

const views = (templates: Readonly<Record<string, string>>): View[] =>
  Object.entries(templates).map(([name, text]) => ({ name, template: compileTemplate(text) }));

const namesIn = (path: string): string[] => overlay.list(overlay.resolve(path)).map(({ name }) => name);

describe('a node', () => {
  it('is found by every spelling of its name, and only one is exact', () => {
    const directory = overlay.resolve('/A/');
    expect(overlay.find(directory, 'Über.flac')).toEqual({ inode: ONE, exact: true, former: false });
    expect(overlay.find(directory, 'Über.flac'.normalize('NFD'))).toEqual({ inode: ONE, exact: false, former: false });
    expect(overlay.find(directory, 'none')).toBeNull();
    expect(overlay.isCaseSensitive).toBe(true);
    expect(overlay.child(directory, 'Über.flac')).toBe(ONE);
    expect(() => overlay.child(directory, 'none')).toThrow(
      expect.objectContaining({ code: 'ENOENT', message: 'There is no "none"' }),
    );
  });

  it('has all its names, a path and a directory above it', () => {
    const [artist, all] = [overlay.resolve('A'), overlay.resolve('Views/All')];
    expect(overlay.namesOf(ONE)).toEqual([
      { directory: artist, name: 'Über.flac' },
      { directory: all, name: 'Über.flac' },
    ]);
    expect(overlay.namesOf(artist)).toEqual([{ directory: ROOT_INODE, name: 'A' }]);
    expect([overlay.namesOf(ROOT_INODE), overlay.namesOf(NOWHERE), overlay.namesOf(trackInode(9))]).toEqual([
      [],
      [],
      [],
    ]);
    expect([ONE, artist, all, ROOT_INODE].map((inode) => overlay.pathOf(inode))).toEqual([
      'A/Über.flac',
      'A',
      'Views/All',
      '',
    ]);
    expect([ONE, all, artist, ROOT_INODE].map((inode) => overlay.parentOf(inode))).toEqual([
      artist,
      overlay.resolve('Views'),
      ROOT_INODE,
      ROOT_INODE,
    ]);
  });

  it('that does not exist is an error', () => {
    expect([overlay.exists(ONE), overlay.exists(NOWHERE)]).toEqual([true, false]);
    expect(() => overlay.pathOf(NOWHERE)).toThrow(GONE);
    expect(() => overlay.list(NOWHERE)).toThrow(GONE);
    expect(() => overlay.list(ONE)).toThrow(
      expect.objectContaining({ code: 'ENOTDIR', message: '"Über.flac" is not a directory' }),
    );
  });

  it('that is a directory cannot be opened', async () => {
    await expect(overlay.file(overlay.resolve('A'))).rejects.toMatchObject({
      code: 'EISDIR',
      message: '"A" is a directory',
    });
  });
});

describe('a directory', () => {
  it('belongs to a view, unless it only holds views', () => {
    const treeDirectory = overlay.resolve('A');
    expect(overlay.viewOf(treeDirectory)).toEqual({
      name: '',
      template: expect.anything(),
      folders: ['A'],
      treeDirectory,
    });
    expect(overlay.viewOf(overlay.resolve('Views/All'))).toMatchObject({ name: 'Views/All', folders: [] });
    expect(overlay.viewOf(overlay.resolve('Views'))).toBeNull();
  });

  it('is followed by others in the order of a walk', () => {
    const [a, b, above, all] = ['A', 'B', 'Views', 'Views/All'].map((path) => overlay.resolve(path));
    expect([...overlay.directoriesAfter(ROOT_INODE)].toSorted()).toEqual([a, b, above, all].toSorted());
    const order = [...overlay.directoriesAfter(ROOT_INODE)];
    expect([...overlay.directoriesAfter(order[0]!)]).toEqual(order.slice(1));
  });

  it('says which paths tracks would get there', async () => {
    const [entry] = await overlay.entries([2]);
    const other = { ...entry!, tags: { artist: ['C'], title: ['Three'] } };
    expect(overlay.predictPaths(overlay.resolve('A'), [other])).toEqual([{ folders: ['C'], name: 'Three.flac' }]);
    expect(overlay.predictPaths(overlay.resolve('Views/All'), [other])).toEqual([{ folders: [], name: 'Three.flac' }]);
  });
});

describe('the tracks', () => {
  it('are counted in every view that shows them', () => {
    expect(overlay.trackCount).toBe(4);
  });

  it('are read from the library', async () => {
    expect(await overlay.track(1)).toMatchObject({ id: 1, tags: { title: ['Über'] } });
    expect(await overlay.track(9)).toBeNull();
    expect((await overlay.entries([2, 9])).map(({ id }) => id)).toEqual([2]);
  });
});

describe('caches', () => {
  it('drop a name that is to be forgotten, and its directory', () => {
    overlay.forgetName(ROOT_INODE, 'x');
    expect(told).toEqual([{ names: [{ directory: ROOT_INODE, name: 'x' }], directories: [ROOT_INODE], files: [] }]);
  });

  it('drop a file that gets another epoch', async () => {
    expect(overlay.knownEpoch(ONE)).toBeNull();
    const before = await overlay.file(ONE);
    expect(overlay.knownEpoch(ONE)).toBe(0);
    expect(overlay.isCurrent(ONE, before)).toBe(true);
    overlay.renew(1);
    expect(told).toEqual([{ names: [], directories: [], files: [ONE] }]);
    expect([overlay.knownEpoch(ONE), overlay.isCurrent(ONE, before)]).toEqual([1, false]);
    expect(overlay.isCurrent(TWO, before)).toBe(false);
  });

  it('drop nothing of a track that no program has asked for, or that did not change', async () => {
    await overlay.attributes(TWO);
    library.tracks.set(1, { ...library.tracks.get(1)!, generation: 1 });
    await overlay.refresh([1]);
    expect(told).toEqual([]);
    await overlay.refresh([2]);
    expect(told).toEqual([{ names: [], directories: [], files: [TWO] }]);
  });

  it('drop the names of a track that no program has asked for, too', async () => {
    const artist = overlay.resolve('A');
    library.edit(1, { artist: ['A'], title: ['Other'] }, 5000);
    await overlay.settled();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ files: [], directories: expect.arrayContaining([artist]) });
    expect(told[0]?.names).toEqual(expect.arrayContaining([{ directory: artist, name: 'Über.flac' }]));
  });

  it('keep nothing of a file that left, not even if it comes back as it was', async () => {
    const before = await overlay.file(ONE);
    const track = library.tracks.get(1)!;
    library.remove(1);
    await overlay.settled();
    library.tracks.set(1, track);
    await overlay.refresh([1]);
    const after = await overlay.file(ONE);
    expect(after).not.toBe(before);
    expect(after.attributes).toBe(before.attributes);
  });

  it('drop the names and the file of a track that is gone', async () => {
    await overlay.attributes(ONE);
    const directories = [overlay.resolve('A'), overlay.resolve('Views/All')];
    library.remove(1);
    await overlay.settled();
    expect(told).toHaveLength(1);
    expect(told[0]?.files).toEqual([ONE]);
    expect(told[0]?.names).toEqual(
      expect.arrayContaining(directories.map((directory) => ({ directory, name: 'Über.flac' }))),
    );
    expect(overlay.knownEpoch(ONE)).toBeNull();
  });

  it('are told nothing after the end of the subscription, or of the overlay', async () => {
    const heard: Invalidation[] = [];
    const end = overlay.onInvalidate((invalidation) => heard.push(invalidation));
    overlay.forgetName(ROOT_INODE, 'x');
    end();
    overlay.forgetName(ROOT_INODE, 'x');
    expect([heard.length, told.length]).toEqual([1, 2]);
    overlay.close();
    overlay.forgetName(ROOT_INODE, 'x');
    library.remove(1);
    await overlay.settled();
    expect(told).toHaveLength(2);
    expect(overlay.exists(ONE)).toBe(true);
  });
});

describe('other views', () => {
  it('replace the shown ones, and caches drop the names at the top and all directories', async () => {
    const before = ['A', 'B', 'Views', 'Views/All'].map((path) => overlay.resolve(path));
    await overlay.show({ views: views({ Titles: '$title' }) });
    expect(namesIn('')).toEqual(['Titles']);
    expect(told).toHaveLength(1);
    expect(told[0]?.names.map(({ name }) => name).toSorted()).toEqual(['A', 'B', 'Titles', 'Views']);
    expect(told[0]?.directories).toEqual(expect.arrayContaining([ROOT_INODE, ...before, overlay.resolve('Titles')]));
  });

  it('show sidecars where they are wanted', async () => {
    const track = await library.add(3, { artist: ['A'], title: ['Three'] }, { folder: 7 });
    library.sidecars.set(1, { id: 1, name: 'rip.log', folder: 7, track: null, path: track.path, stamp: track.stamp });
    await overlay.refresh([3]);
    expect(namesIn('A')).toEqual(['Über.flac', 'Three.flac']);
    await overlay.show({ views: views({ '': '$artist/$title' }), sidecars: true });
    expect(namesIn('A')).toEqual(expect.arrayContaining(['Über.flac', 'Three.flac', 'rip.log']));
    const other = await Overlay.open(library, { views: views({ '': '$artist/$title' }), sidecars: true });
    expect(other.list(other.resolve('A')).map(({ name }) => name)).toContain('rip.log');
  });

  it('of a library that cannot be read leave no subscription behind', async () => {
    const end = vi.fn();
    vi.spyOn(library, 'onChange').mockReturnValue(end);
    library.broken = true;
    await expect(Overlay.open(library, { views: views({ '': '$title' }) })).rejects.toThrow('disk unplugged');
    expect(end).toHaveBeenCalledOnce();
  });

  it('are refused while the library cannot be read, and everything stays as it was', async () => {
    library.broken = true;
    await expect(overlay.show({ views: views({ Titles: '$title' }) })).rejects.toThrow('disk unplugged');
    expect(namesIn('')).toEqual(['Views', 'A', 'B']);
    expect(told).toEqual([]);
  });
});

describe('problems', () => {
  it('are told with the track that they concern, if there is one', async () => {
    library.broken = true;
    await overlay.refresh([1]);
    await expect(overlay.attributes(TWO)).rejects.toMatchObject({ code: 'EIO' });
    expect(problems).toEqual([
      { message: 'Changes of the library could not be read: disk unplugged', trackId: null },
      { message: 'The library cannot be read: disk unplugged', trackId: 2 },
    ]);
  });

  it('may go untold', async () => {
    const quiet = await Overlay.open(library, { views: views({ '': '$title' }) });
    library.broken = true;
    await quiet.refresh([1]);
    await expect(quiet.attributes(ONE)).rejects.toMatchObject({ code: 'EIO' });
  });
});
