import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, sidecarInode, trackInode } from '../tree/inodes.ts';
import { FORMER_NAME_LIFETIME, FormerNames } from './former-names.ts';
import { Overlay } from './overlay.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

const ONE = trackInode(1);

let now: number;
let library: MemoryLibrary;
let overlay: Overlay;
beforeEach(async () => {
  now = 0;
  library = new MemoryLibrary(temporaryFolder());
  await library.add(1, { artist: ['A'], album: ['X'], title: ['One'] });
  await library.add(2, { artist: ['B'], album: ['Y'], title: ['Two'] });
  overlay = await open();
});

function open(target: 'posix' | 'portable' = 'posix', template = '$artist/$album/$title'): Promise<Overlay> {
  return Overlay.open(library, {
    views: [{ name: '', template: compileTemplate(template, { target }) }],
    formerNames: new FormerNames(() => now),
  });
}

async function edit(id: number, tags: Record<string, string>): Promise<void> {
  const values = Object.entries(tags).map(([field, value]) => [field, [value]] as const);
  library.edit(id, { ...library.tracks.get(id)?.tags, ...Object.fromEntries(values) }, 5000);
  await overlay.settled();
}

const namesIn = (path: string): string[] => overlay.list(overlay.resolve(path)).map(({ name }) => name);

it('the path of a track that an edit moved leads to it, folders included, and is in no listing', async () => {
  const album = overlay.resolve('A/X');
  await edit(1, { artist: 'C', album: 'Z', title: 'Eins' });
  expect(overlay.pathOf(ONE)).toBe('C/Z/Eins.flac');
  expect(overlay.resolve('A/X/One.flac')).toBe(ONE);
  expect(overlay.find(album, 'One.flac')).toEqual({ inode: ONE, exact: false, former: true });
  expect(namesIn('')).toEqual(['B', 'C']);
  expect(namesIn('A')).toEqual([]);
  expect(namesIn('A/X')).toEqual([]);
});

it('a former directory keeps its inode, place and view, but is none of the tree', async () => {
  const [artist, album] = [overlay.resolve('A'), overlay.resolve('A/X')];
  await edit(1, { artist: 'C' });
  expect([overlay.resolve('A'), overlay.resolve('A/X')]).toEqual([artist, album]);
  expect([overlay.exists(album), overlay.isDirectory(album), overlay.isDirectory(ONE)]).toEqual([false, true, false]);
  expect(overlay.isDirectory(overlay.resolve('C'))).toBe(true);
  expect([overlay.pathOf(album), overlay.parentOf(album), overlay.parentOf(artist)]).toEqual([
    'A/X',
    artist,
    ROOT_INODE,
  ]);
  expect(overlay.viewOf(album)).toMatchObject({ name: '', folders: ['A', 'X'], treeDirectory: ROOT_INODE });
  expect(await overlay.attributes(album)).toMatchObject({ inode: album, kind: 'directory', writable: true, links: 2 });
  expect(() => overlay.child(album, 'none')).toThrow('There is no "none"');
});

it('a name of the tree is never hidden by a former one', async () => {
  await edit(1, { artist: 'C' });
  await library.add(3, { artist: ['A'], album: ['X'], title: ['One'] });
  library.announce([3]);
  await overlay.settled();
  expect(overlay.resolve('A/X/One.flac')).toBe(trackInode(3));
  expect(namesIn('A/X')).toEqual(['One.flac']);
  await edit(3, { title: 'Other' });
  expect(overlay.resolve('A/X/One.flac')).toBe(trackInode(3));
});

it('a track that has its path again leaves nothing behind', async () => {
  await edit(1, { artist: 'C' });
  await edit(1, { artist: 'A' });
  expect(overlay.find(overlay.resolve('A/X'), 'One.flac')).toEqual({ inode: ONE, exact: true, former: false });
  expect(namesIn('')).toEqual(['B', 'A']);
  expect(overlay.resolve('C/X/One.flac')).toBe(ONE);
});

it('all former paths of a track lead to it for a day after the last save', async () => {
  await edit(1, { artist: 'C' });
  now += FORMER_NAME_LIFETIME - 1;
  await edit(1, { artist: 'D' });
  overlay.former.renew(ONE);
  now += FORMER_NAME_LIFETIME - 1;
  expect(overlay.resolve('A/X/One.flac')).toBe(ONE);
  now += FORMER_NAME_LIFETIME;
  expect(() => overlay.resolve('A/X/One.flac')).toThrow('There is no "A"');
  expect(() => overlay.resolve('C/X/One.flac')).toThrow('There is no "C"');
});

it('a track that is gone has no former path, and has it again when it is back', async () => {
  await edit(1, { artist: 'C' });
  const track = library.tracks.get(1);
  library.remove(1);
  await overlay.settled();
  expect(() => overlay.resolve('A/X/One.flac')).toThrow('There is no "One.flac"');
  library.tracks.set(1, track as never);
  library.announce([1]);
  await overlay.settled();
  expect(overlay.resolve('A/X/One.flac')).toBe(ONE);
  expect(overlay.resolve('C/X/One.flac')).toBe(ONE);
});

it('the path of a track that only left the library is not remembered', async () => {
  library.remove(1);
  await overlay.settled();
  expect(() => overlay.resolve('A')).toThrow('There is no "A"');
});

it('another track that wants the name of one that moves does not get it', async () => {
  await library.add(3, { artist: ['A'], album: ['X'], title: ['One'] });
  library.announce([3]);
  await overlay.settled();
  const distinguished = overlay.pathOf(trackInode(3));
  expect(distinguished).toContain('3');
  await edit(1, { title: 'Other' });
  expect(overlay.resolve('A/X/One.flac')).toBe(ONE);
  expect(overlay.pathOf(trackInode(3))).toBe(distinguished);
});

describe('with albums told apart', () => {
  const MANY = '$artist/$album%aunique{artist album,year}/$title';
  const pathsOf = (...ids: readonly number[]): string[] => ids.map((id) => overlay.pathOf(trackInode(id)));

  it('an album that loses its suffix takes no path of the album that is renamed', async () => {
    overlay = await open('posix', MANY);
    const album = { artist: ['A'], album: ['X'] };
    library.edit(1, { ...album, date: ['1990'], title: ['One'] }, 5000);
    await overlay.settled();
    for (const [id, title] of [
      [3, 'One'],
      [4, 'Four'],
    ] as const) {
      await library.add(id, { ...album, date: ['2000'], title: [title] });
      library.announce([id]);
      await overlay.settled();
    }
    expect(pathsOf(1, 3, 4)).toEqual(['A/X [1990]/One.flac', 'A/X [2000]/One.flac', 'A/X [2000]/Four.flac']);
    await edit(1, { album: 'Y' });
    expect(pathsOf(1, 3, 4)).toEqual(['A/Y/One.flac', 'A/X/One [#3].flac', 'A/X/Four.flac']);
    for (const path of ['A/X/One.flac', 'A/X [1990]/One.flac']) expect(overlay.resolve(path)).toBe(ONE);
    expect(overlay.resolve('A/X [2000]/One.flac')).toBe(trackInode(3));
    now += FORMER_NAME_LIFETIME;
    await edit(3, { album: 'Z' });
    await edit(3, { album: 'X' });
    expect(pathsOf(3)).toEqual(['A/X/One.flac']);
  });

  it('albums that swap their years at once, or one after the other, do not swap their paths', async () => {
    overlay = await open('posix', MANY);
    for (const [id, date] of [
      [1, '1990'],
      [2, '2000'],
    ] as const) {
      library.edit(id, { artist: ['A'], album: ['X'], date: [date], title: ['One'] }, 5000);
    }
    await overlay.settled();
    const before = pathsOf(1, 2);
    expect(before).toEqual(['A/X [1990]/One.flac', 'A/X [2000]/One.flac']);
    for (const [id, date] of [
      [1, '2000'],
      [2, '1990'],
    ] as const) {
      library.edit(id, { artist: ['A'], album: ['X'], date: [date], title: ['One'] }, 5000);
    }
    await overlay.settled();
    expect(before.map((path) => overlay.resolve(path))).toEqual([ONE, trackInode(2)]);
    await edit(1, { date: '1990' });
    await edit(2, { date: '2000' });
    expect(pathsOf(1, 2)).toEqual(before);
  });
});

it('the name that distinguished a track is remembered when it gets its own', async () => {
  await library.add(3, { artist: ['A'], album: ['X'], title: ['One'] });
  library.announce([3]);
  await overlay.settled();
  const distinguished = overlay.pathOf(trackInode(3));
  library.remove(1);
  await overlay.settled();
  expect(overlay.pathOf(trackInode(3))).toBe('A/X/One.flac');
  expect(overlay.resolve(distinguished)).toBe(trackInode(3));
});

it('names that tracks had while the library was read for the first time are not remembered', async () => {
  library = new MemoryLibrary(temporaryFolder());
  for (const id of [2, 1]) await library.add(id, { title: ['One'] });
  overlay = await open('posix', '$title');
  expect(overlay.pathOf(ONE)).toBe('One.flac');
  expect(overlay.former.filesIn(ROOT_INODE)).toEqual([]);
});

it('case does not count where it does not in the tree', async () => {
  overlay = await open('portable');
  await edit(1, { artist: 'C' });
  expect(overlay.resolve('a/x/ONE.FLAC')).toBe(ONE);
});

it('a sidecar has former paths like its track', async () => {
  library.tracks.set(1, { ...(library.tracks.get(1) as never as object), folder: 9 } as never);
  const stamp = library.tracks.get(1)?.stamp as never;
  library.sidecars.set(5, { id: 5, folder: 9, name: 'cover.jpg', track: null, path: Buffer.from('/x'), stamp });
  overlay = await Overlay.open(library, {
    views: [{ name: '', template: compileTemplate('$artist/$title') }],
    sidecars: true,
  });
  expect(overlay.resolve('A/cover.jpg')).toBe(sidecarInode(5));
  await edit(1, { artist: 'C' });
  expect(overlay.resolve('C/cover.jpg')).toBe(sidecarInode(5));
  expect(overlay.resolve('A/cover.jpg')).toBe(sidecarInode(5));
});

it('a name can be kept that the tree never gave, in a directory that is known', () => {
  const album = overlay.resolve('A/X');
  overlay.former.keep({ directory: album, name: 'Uno.flac' }, ONE);
  overlay.former.keep({ directory: album, name: 'One.flac' }, ONE);
  overlay.former.keep({ directory: 12_345, name: 'Uno.flac' }, ONE);
  overlay.former.keep({ directory: album, name: 'Gone.flac' }, trackInode(9));
  expect(overlay.resolve('A/X/Uno.flac')).toBe(ONE);
  expect(overlay.former.filesIn(album)).toEqual([ONE]);
  expect(overlay.former.filesIn(12_345)).toEqual([]);
  overlay.former.forget({ directory: album, name: 'Uno.flac' });
  expect(overlay.former.filesIn(album)).toEqual([]);
});

it('a name can be kept in a former directory, and all names below a directory can be forgotten', async () => {
  const [artist, album] = [overlay.resolve('A'), overlay.resolve('A/X')];
  await edit(1, { artist: 'C' });
  overlay.former.keep({ directory: album, name: 'Uno.flac' }, ONE);
  expect(overlay.resolve('A/X/Uno.flac')).toBe(ONE);
  overlay.former.forgetBelow(artist);
  expect(() => overlay.resolve('A')).toThrow('There is no "A"');
});
