import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DirectoryEntry } from '../overlay/listing.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { saveSetup, type SaveSetup } from '../writes/testing/save-setup.ts';
import { HeldListings } from './held-listings.ts';
import { MovedDirectories } from './moved-directories.ts';
import { RecordingBinding } from './testing/recording-binding.ts';

/** The number by which the kernel knows a directory that was renamed. */
const FORMER = 2 ** 52 + 7;

let setup: SaveSetup;
let driver: RecordingBinding;
let moved: MovedDirectories;
let isMounted: boolean;
let listings: HeldListings;
/** The directories of the artists. */
let artists: Record<'A' | 'B', number>;
beforeEach(async () => {
  setup = await saveSetup('$artist/$title');
  const { overlay } = setup;
  artists = { A: overlay.resolve('A'), B: overlay.resolve('B') };
  driver = new RecordingBinding();
  moved = new MovedDirectories((inode) => overlay.exists(inode));
  isMounted = true;
  listings = new HeldListings(
    driver.binding,
    overlay,
    moved,
    () => (isMounted ? driver.mount : null),
    () => null,
  );
});
afterEach(async () => {
  vi.restoreAllMocks();
  await setup[Symbol.asyncDispose]();
});

const namesIn = (directory: number): string[] | undefined => driver.listings.get(directory)?.map(({ name }) => name);
const offered = (): unknown[] => driver.callsOf('offerListing').map(([inode]) => inode);
const dropped = (): unknown[] => driver.callsOf('dropListing').map(([inode]) => inode);

/** Lets all that waits for a turn of the thread run. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

/** Resolves when the condition holds, and what waits for a turn then has run. */
async function settled(condition: () => void): Promise<void> {
  await vi.waitFor(condition, { interval: 1 });
  await turns();
}

describe('warming', () => {
  it('lists the root and the directories below it', async () => {
    await listings.warm();
    expect(offered()).toEqual([ROOT_INODE, artists.A, artists.B]);
    expect(namesIn(ROOT_INODE)).toEqual(['.', '..', 'A', 'B']);
    expect(namesIn(artists.A)).toEqual(['.', '..', 'One.flac']);
  });

  it('lists nothing that the driver holds, and nothing without a mount', async () => {
    driver.listings.set(artists.A, []);
    await listings.warm();
    expect(offered()).toEqual([ROOT_INODE, artists.B]);
    driver.listings.clear();
    isMounted = false;
    await listings.warm();
    expect(offered()).toHaveLength(2);
  });
});

describe('a question for a listing', () => {
  it('lists the directories that a walk asks for next', async () => {
    listings.asked(ROOT_INODE);
    await settled(() => expect(offered()).toEqual([artists.A, artists.B]));
  });

  it('of a directory that is gone lists nothing', async () => {
    listings.asked(12_345);
    await turns();
    expect(offered()).toEqual([]);
  });
});

describe('a lookup of a file', () => {
  it('lists the next directory with the attributes of its files, where the listing of the first is held', async () => {
    driver.listings.set(artists.A, []);
    listings.lookedAtFileIn(artists.A);
    await settled(() => expect(offered()).toEqual([artists.B]));
    expect(driver.listings.get(artists.B)).toMatchObject([{}, {}, { name: 'Two.flac', complete: true }]);
  });

  it('lists nothing for another file of the same directory', async () => {
    driver.listings.set(artists.A, []);
    listings.lookedAtFileIn(artists.A);
    await settled(() => expect(offered()).toHaveLength(1));
    listings.lookedAtFileIn(artists.A);
    await turns();
    expect(offered()).toHaveLength(1);
  });

  it('lists nothing where the listing is not held, or nothing is mounted', async () => {
    const attributes = vi.spyOn(setup.overlay, 'attributes');
    listings.lookedAtFileIn(artists.A);
    isMounted = false;
    driver.listings.set(artists.B, []);
    listings.lookedAtFileIn(artists.B);
    await turns();
    expect([offered(), attributes.mock.calls]).toEqual([[], []]);
  });

  it('lists a file whose attributes cannot be read by its name alone', async () => {
    vi.spyOn(setup.overlay, 'attributes').mockRejectedValue(new Error('disk unplugged'));
    driver.listings.set(artists.A, []);
    listings.lookedAtFileIn(artists.A);
    await settled(() => expect(offered()).toEqual([artists.B]));
    expect(driver.listings.get(artists.B)).toMatchObject([{}, {}, { name: 'Two.flac', complete: false }]);
  });

  it.each([
    [512, 512],
    [513, 0],
  ])('reads the attributes of %i files ahead: %i', async (files, read) => {
    const entry: DirectoryEntry = { name: 'x', inode: trackInode(1), kind: 'file', cookie: 3, attributes: null };
    const known = await setup.overlay.attributes(trackInode(1));
    const attributes = vi.spyOn(setup.overlay, 'attributes').mockResolvedValue(known);
    const list = vi.spyOn(setup.overlay, 'list').mockReturnValue([
      ...Array.from({ length: files }, () => entry),
      // These count for nothing.
      { ...entry, attributes: known },
      { ...entry, kind: 'directory' },
    ]);
    driver.listings.set(artists.A, []);
    listings.lookedAtFileIn(artists.A);
    await settled(() => expect(list).toHaveBeenCalled());
    await settled(() => expect(attributes).toHaveBeenCalledTimes(read));
    expect(offered()).toEqual(read === 0 ? [] : [artists.B]);
  });

  it('lists nothing when the mount ends, or the directory is gone, while attributes are read', async () => {
    for (const end of [
      () => void (isMounted = false),
      () => void vi.spyOn(setup.overlay, 'exists').mockReturnValue(false),
    ]) {
      isMounted = true;
      const { promise, resolve } = Promise.withResolvers<never>();
      const attributes = vi.spyOn(setup.overlay, 'attributes').mockReturnValue(promise);
      driver.listings.set(artists.A, []);
      listings.lookedAtFileIn(artists.A);
      await settled(() => expect(attributes).toHaveBeenCalled());
      end();
      resolve(null as never);
      await turns();
      expect(offered()).toEqual([]);
      vi.restoreAllMocks();
      isMounted = true;
      listings.lookedAtFileIn(ROOT_INODE);
    }
  });
});

describe('a change', () => {
  it('of a directory drops its listing and that of the directory above, which has its time', () => {
    listings.dropChanged({ names: [], directories: [artists.A], files: [] });
    expect(dropped()).toEqual([artists.A, ROOT_INODE]);
  });

  it('of a file drops the listings of all directories where it has a name', () => {
    listings.dropChanged({ names: [], directories: [], files: [trackInode(1), trackInode(2)] });
    expect(dropped()).toEqual([artists.A, artists.B]);
  });

  it('of a renamed directory drops the listing by its former number, too', () => {
    moved.note(FORMER, artists.A);
    listings.dropChanged({ names: [], directories: [artists.A], files: [] });
    expect(dropped()).toEqual([artists.A, ROOT_INODE, FORMER]);
  });

  it('drops nothing while nothing is mounted', () => {
    isMounted = false;
    listings.dropChanged({ names: [], directories: [artists.A], files: [trackInode(1)] });
    listings.drop(artists.A);
    expect(dropped()).toEqual([]);
  });
});
