import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { directoryInode, ROOT_INODE } from '../tree/inodes.ts';
import { PendingDirectories } from './pending-directories.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';

let setup: SaveSetup;
let pending: PendingDirectories;
beforeEach(async () => {
  setup = await saveSetup({ 'Views/Artists': '$artist/$title' });
  pending = new PendingDirectories(setup.overlay);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await setup[Symbol.asyncDispose]();
});

const artists = (): number => setup.overlay.resolve('Views/Artists');

describe('a pending directory', () => {
  it('has the inode that the tree will give it, and a name in NFC', () => {
    const made = pending.make(artists(), 'Ä'.normalize('NFD'));
    expect(made).toMatchObject({ inode: directoryInode(artists(), 'Ä'.normalize('NFC'), 0), directory: artists() });
    expect(made.name).toBe('Ä'.normalize('NFC'));
    expect(pending.get(made.inode)).toBe(made);
    expect(pending.exists(made.inode)).toBe(true);
  });

  it('has the inode of its name in any case where case does not count', () => {
    vi.spyOn(setup.overlay, 'isCaseSensitive', 'get').mockReturnValue(false);
    expect(pending.make(artists(), 'Other').inode).toBe(directoryInode(artists(), 'other', 0));
  });

  it('has another inode than one that exists, in the tree or pending', () => {
    expect(pending.make(artists(), 'A').inode).toBe(directoryInode(artists(), 'A', 1));
    expect(pending.make(artists(), 'A').inode).toBe(directoryInode(artists(), 'A', 2));
  });

  it('is the tree’s once the tree has it', async () => {
    const made = pending.make(artists(), 'C');
    expect(pending.get(made.inode)).toBe(made);
    await setup.library.add(3, 'Three', { artist: ['C'] });
    await setup.overlay.refresh([3]);
    expect(pending.get(made.inode)).toBeNull();
    expect(pending.exists(made.inode)).toBe(true);
    expect(pending.pathOf(made.inode)).toBe('Views/Artists/C');
    expect(pending.viewOf(made.inode)).toMatchObject({ folders: ['C'], treeDirectory: made.inode });
  });

  it('is gone when it is removed', () => {
    const made = pending.make(artists(), 'C');
    pending.remove(made);
    expect([pending.get(made.inode), pending.exists(made.inode)]).toEqual([null, false]);
    expect([pending.pathOf(made.inode), pending.viewOf(made.inode)]).toEqual(['', null]);
  });

  it('has the attributes of an empty directory, and the time when it was made', () => {
    vi.useFakeTimers({ now: 5000 });
    const made = pending.make(artists(), 'C');
    expect(pending.attributes(made)).toEqual({
      inode: made.inode,
      epoch: 0,
      kind: 'directory',
      writable: true,
      size: 4096,
      links: 2,
      modified: { seconds: 5, nanoseconds: 0 },
    });
  });

  it('has a path and a view through all pending directories above it', () => {
    const outer = pending.make(artists(), 'C');
    const inner = pending.make(outer.inode, 'D');
    expect(pending.pathOf(inner.inode)).toBe('Views/Artists/C/D');
    expect(pending.viewOf(inner.inode)).toMatchObject({
      name: 'Views/Artists',
      folders: ['C', 'D'],
      treeDirectory: artists(),
    });
  });

  it('in the root has its name as its path, and no view where the root only holds views', () => {
    const made = pending.make(ROOT_INODE, 'C');
    expect(pending.pathOf(made.inode)).toBe('C');
    expect(pending.viewOf(made.inode)).toBeNull();
  });

  it('moves with the directory that it is in', () => {
    const [moves, stays] = [pending.make(artists(), 'C'), pending.make(ROOT_INODE, 'D')];
    pending.moveAll(artists(), setup.overlay.resolve('Views/Artists/A'));
    expect([pending.pathOf(moves.inode), pending.pathOf(stays.inode)]).toEqual(['Views/Artists/A/C', 'D']);
  });
});

it('a directory of the tree has its own path and view', () => {
  const inode = setup.overlay.resolve('Views/Artists/A');
  expect(pending.get(inode)).toBeNull();
  expect(pending.exists(inode)).toBe(true);
  expect(pending.pathOf(inode)).toBe('Views/Artists/A');
  expect(pending.viewOf(inode)).toMatchObject({ name: 'Views/Artists', folders: ['A'], treeDirectory: inode });
  expect(pending.viewOf(ROOT_INODE)).toBeNull();
});
