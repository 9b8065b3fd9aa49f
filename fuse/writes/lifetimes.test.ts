import { afterEach, expect, it, vi } from 'vitest';
import { ROOT_INODE } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { saveSetup } from './testing/save-setup.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('names that differ from the tree last for the usual times', async () => {
  await using setup = await saveSetup('$artist/$title');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const host = { divert: () => {}, dropListing: () => {}, retire: () => {}, directoryMoved: async () => {} };
  const writer = new MountWriter(setup.overlay, setup.library, host);
  const artist = setup.overlay.resolve('A');
  const namesIn = (directory: number): string[] => writer.namesIn(directory).map(({ name }) => name);

  writer.directories.make(ROOT_INODE, 'C');
  const { inode } = await writer.create(ROOT_INODE, 'a.tmp', 0);
  await writer.release(inode, 0);
  // The name of a backup: nothing replaces the track, so it is undone.
  await writer.rename(artist, 'One.flac', artist, 'One.flac.bak', 0, 0);
  await vi.advanceTimersByTimeAsync(9999);
  expect(namesIn(artist)).toEqual(['One.flac.bak', 'One.flac']);
  await vi.advanceTimersByTimeAsync(1);
  expect(namesIn(artist)).toEqual([]);

  await vi.advanceTimersByTimeAsync(49_999);
  expect(namesIn(ROOT_INODE)).toEqual(['C', 'a.tmp']);
  await vi.advanceTimersByTimeAsync(1);
  vi.useRealTimers();
  await vi.waitFor(() => expect(namesIn(ROOT_INODE)).toEqual(['C']), { interval: 1 });
  await writer.close();
});

it('a directory lasts ten minutes', async () => {
  await using setup = await saveSetup('$title');
  const host = { divert: () => {}, dropListing: () => {}, retire: () => {}, directoryMoved: async () => {} };
  const writer = new MountWriter(setup.overlay, setup.library, host);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  writer.directories.make(ROOT_INODE, 'C');
  await vi.advanceTimersByTimeAsync(599_999);
  expect(writer.find(ROOT_INODE, 'C')).toMatchObject({ kind: 'made' });
  await vi.advanceTimersByTimeAsync(1);
  expect(writer.find(ROOT_INODE, 'C')).toBeNull();
  await writer.close();
});
