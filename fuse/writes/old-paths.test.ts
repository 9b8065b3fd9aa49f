/** Saving under paths that tracks had before. */
import { expect, it } from 'vitest';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { retitled, saveSetup } from './testing/save-setup.ts';

const ONE = trackInode(1);
const host = { divert: () => {}, dropListing: () => {}, retire: () => {}, directoryMoved: async () => {} };

it('a file made beside a former path and renamed over it is a save', async () => {
  await using setup = await saveSetup('$artist/$title');
  const writer = new MountWriter(setup.overlay, setup.library, host);
  const artist = setup.overlay.resolve('A');
  await setup.library.commit({ trackId: 1, fields: { artist: ['C'] }, author: 'x' });
  await setup.overlay.refresh([1]);
  const { inode } = await writer.create(artist, 'a.flac', 0);
  await writer.write(inode, 0, retitled(1, 'Uno'), 0, 0);
  await writer.flush(inode, 0);
  await writer.release(inode, 0);
  expect(writer.namesIn(artist).map(({ name }) => name)).toEqual(['a.flac']);
  await writer.rename(artist, 'a.flac', artist, 'One.flac', 0, 0);
  expect(setup.library.saved.slice(1)).toMatchObject([{ trackId: 1, fields: { title: ['Uno'] } }]);
  expect(setup.overlay.resolve('A/One.flac')).toBe(ONE);
  expect(writer.namesIn(artist)).toEqual([]);
  await writer.close();
});

it('a new file at a former path is a save, and an unlink before it too', async () => {
  await using setup = await saveSetup('$artist/$title');
  const writer = new MountWriter(setup.overlay, setup.library, host);
  const artist = setup.overlay.resolve('A');
  await setup.library.commit({ trackId: 1, fields: { artist: ['C'] }, author: 'x' });
  await setup.overlay.refresh([1]);
  const save = async (title: string): Promise<void> => {
    const { inode } = await writer.create(artist, 'One.flac', 0);
    await writer.write(inode, 0, retitled(1, title), 0, 0);
    await writer.release(inode, 0);
  };
  await save('Uno');
  const copy = await writer.create(artist, 'a.flac', 0);
  await writer.unlink(artist, 'One.flac', 0);
  expect(writer.find(artist, 'One.flac')).toEqual({ kind: 'nothing' });
  await save('Eins');
  await writer.unlink(artist, 'a.flac', 0);
  await writer.release(copy.inode, 0);
  expect(setup.library.saved.slice(1).map(({ fields }) => fields['title'])).toEqual([['Uno'], ['Eins']]);
  expect(setup.overlay.resolve('A/One.flac')).toBe(ONE);
  await writer.close();
});

it('a program that saved by replacing the file finds the name in its listing, until the program replaces it again', async () => {
  await using setup = await saveSetup('$artist/$title');
  const writer = new MountWriter(setup.overlay, setup.library, host);
  const artist = setup.overlay.resolve('A');
  const listed = (): string[] => writer.namesIn(artist).flatMap(({ name, inode }) => (inode === ONE ? [name] : []));
  const replace = async (title: string): Promise<void> => {
    await writer.rename(artist, 'One.flac', artist, 'One.flac_KID3', 0, process.pid);
    const { inode } = await writer.create(artist, 'One.flac', process.pid);
    await writer.write(inode, 0, retitled(1, title), 0, process.pid);
    await writer.release(inode, 0);
    await writer.unlink(artist, 'One.flac_KID3', process.pid);
  };
  await replace('Uno');
  expect(listed()).toEqual(['One.flac']);
  expect(writer.find(artist, 'One.flac')).toBeNull();
  await writer.rename(artist, 'One.flac', artist, 'One.bak', 0, process.pid);
  expect(listed()).toEqual(['One.bak']);
  await writer.rename(artist, 'One.bak', artist, 'One.flac', 0, process.pid);
  await replace('Eins');
  expect(listed()).toEqual(['One.flac']);
  const { inode } = await writer.create(artist, 'a.flac', process.pid);
  await writer.write(inode, 0, retitled(1, 'Un'), 0, process.pid);
  await writer.rename(artist, 'a.flac', artist, 'One.flac', 0, process.pid);
  await writer.release(inode, 0);
  expect(listed()).toEqual(['One.flac']);
  expect(setup.library.saved.map(({ fields }) => fields['title'])).toEqual([['Uno'], ['Eins'], ['Un']]);
  await writer.close();
});

it('a directory that a program makes or removes does not see the former one', async () => {
  await using setup = await saveSetup('$artist/$title');
  const writer = new MountWriter(setup.overlay, setup.library, host);
  const artist = setup.overlay.resolve('A');
  await setup.library.commit({ trackId: 1, fields: { artist: ['C'] }, author: 'x' });
  await setup.overlay.refresh([1]);
  expect(() => writer.directories.remove(ROOT_INODE, 'A')).toThrow('There is no "A"');
  expect(writer.directories.make(ROOT_INODE, 'A').inode).toBe(artist);
  expect(writer.namesIn(ROOT_INODE).map(({ name }) => name)).toEqual(['A']);
  await writer.close();
});
