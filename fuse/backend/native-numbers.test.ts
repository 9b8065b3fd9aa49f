import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EPOCHS } from '../overlay/attributes.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from '../writes/mount-writer.ts';
import { saveSetup, type SaveSetup } from '../writes/testing/save-setup.ts';
import { listingOf, numbersOf } from './native-numbers.ts';
import { decodeListing, decodeNode, type DecodedNode } from './testing/recording-binding.ts';

const FOREVER = 600_000;
const [FILE, DIRECTORY] = [0o100_000, 0o040_000];

let setup: SaveSetup;
let writer: MountWriter;
beforeEach(async () => {
  setup = await saveSetup({ '': '$title', Artists: '$artist/$title' });
  writer = new MountWriter(
    setup.overlay,
    setup.library,
    { divert: () => {}, dropListing: () => {}, retire: () => {}, directoryMoved: async () => {} },
    { grace: FOREVER, scratch: FOREVER, directory: FOREVER },
  );
});
afterEach(async () => {
  await writer.close();
  await setup[Symbol.asyncDispose]();
});

function listed(inode: number, by: MountWriter | null = writer, namesOnly?: boolean): Record<string, DecodedNode> {
  const { numbers, names } = listingOf(setup.overlay, by, inode, namesOnly);
  return Object.fromEntries(decodeListing(numbers, names).map(({ name, ...node }) => [name, node]));
}
const names = (inode: number): string[] => Object.keys(listed(inode));

describe('the numbers of a node', () => {
  it('are its attributes in the order of the driver, all known', () => {
    const attributes = {
      inode: 11,
      epoch: 22,
      kind: 'file',
      writable: true,
      size: 33,
      links: 44,
      modified: { seconds: 55, nanoseconds: 66 },
    } as const;
    expect([...numbersOf(attributes, true)]).toEqual([11, 22, FILE | 0o644, 33, 44, 55, 66, 1, 0]);
    expect(decodeNode(numbersOf(attributes, false)).mode).toBe(FILE | 0o444);
    expect(decodeNode(numbersOf({ ...attributes, kind: 'directory' }, true)).mode).toBe(DIRECTORY | 0o755);
  });
});

describe('a listing', () => {
  it('begins with the directory and the one above it, and ends with the cookies of the tree', () => {
    const artists = setup.overlay.resolve('Artists');
    expect(listed(ROOT_INODE, null)).toMatchObject({
      '.': { inode: ROOT_INODE, mode: DIRECTORY | 0o555, complete: false, cookie: 1 },
      '..': { inode: ROOT_INODE, mode: DIRECTORY | 0o555, complete: false, cookie: 2 },
      'One.flac': { inode: trackInode(1), mode: FILE | 0o444, cookie: expect.any(Number) },
    });
    const cookies = Object.values(listed(ROOT_INODE)).map(({ cookie }) => cookie);
    expect(cookies).toEqual(cookies.toSorted((one, other) => one - other));
    expect(listed(setup.overlay.resolve('Artists/A'))['..']).toMatchObject({ inode: artists });
  });

  it('has the attributes of directories, and of files whose attributes are known', async () => {
    expect(listed(ROOT_INODE)).toMatchObject({
      Artists: { complete: true, links: 4, mode: DIRECTORY | 0o755 },
      'One.flac': { complete: false, size: 0, mode: FILE | 0o444 },
    });
    const { size } = await setup.overlay.attributes(trackInode(1));
    expect(listed(ROOT_INODE)).toMatchObject({
      'One.flac': { complete: true, size, mode: FILE | 0o644 },
      'Two.flac': { complete: false },
    });
    expect(listed(ROOT_INODE, null)['One.flac']).toMatchObject({ complete: true, mode: FILE | 0o444 });
  });

  it('has names only where that is asked for', async () => {
    await setup.overlay.attributes(trackInode(1));
    const nodes = Object.values(listed(ROOT_INODE, writer, true));
    expect(nodes.map(({ complete }) => complete)).toEqual(Array(5).fill(false));
  });

  it('has no attributes of a file that is being written', async () => {
    await setup.overlay.attributes(trackInode(1));
    await setup.overlay.attributes(trackInode(2));
    await writer.open(trackInode(1), 0, 2, 0);
    await writer.resize(trackInode(1), 0, 100, 0);
    expect(listed(ROOT_INODE)).toMatchObject({ 'One.flac': { complete: false }, 'Two.flac': { complete: true } });
  });

  it('asks for drafts by the epoch that nodes of the kernel carry', async () => {
    for (let epoch = 0; epoch <= EPOCHS; epoch += 1) {
      await setup.overlay.attributes(trackInode(1));
      setup.overlay.renew(1);
    }
    const { epoch } = await setup.overlay.attributes(trackInode(1));
    expect(epoch).toBe(EPOCHS + 1);
    await writer.open(trackInode(1), 1, 2, 0);
    await writer.resize(trackInode(1), 1, 100, 0);
    expect(listed(ROOT_INODE)['One.flac']).toMatchObject({ complete: false });
  });

  it('has the files that programs made behind those of the tree, without the tracks that they removed', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'a.tmp', 0);
    await writer.unlink(ROOT_INODE, 'One.flac', 0);
    expect(names(ROOT_INODE)).toEqual(['.', '..', 'Artists', 'Two.flac', 'a.tmp']);
    expect(listed(ROOT_INODE)['a.tmp']).toMatchObject({ inode, complete: false, mode: FILE | 0o444 });
  });

  it('has a renamed track under its new name, and once', async () => {
    await writer.rename(ROOT_INODE, 'One.flac', ROOT_INODE, 'Uno.flac', 0, 0);
    expect(names(ROOT_INODE)).toEqual(['.', '..', 'Artists', 'Two.flac', 'Uno.flac']);
    expect(listed(ROOT_INODE)['Uno.flac']).toMatchObject({ inode: trackInode(1) });
  });

  it('of a directory that a program made has what programs put there', () => {
    const { inode } = writer.directories.make(setup.overlay.resolve('Artists'), 'C');
    expect(names(inode)).toEqual(['.', '..']);
    expect(listed(inode)['..']).toMatchObject({ inode: setup.overlay.resolve('Artists') });
    const inner = writer.directories.make(inode, 'D');
    expect(listed(inode)).toMatchObject({ D: { inode: inner.inode, mode: DIRECTORY | 0o555, complete: false } });
  });
});
