import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invalidation } from '../overlay/invalidation.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountNames } from './mount-names.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';

const GONE = { kind: 'gone', track: 1 } as const;
let setup: SaveSetup;
let names: MountNames;
let dropped: number[];
let told: Invalidation[];
beforeEach(async () => {
  setup = await saveSetup({ '': '$artist/$title', 'Views/All': '$title' });
  [dropped, told] = [[], []];
  names = new MountNames(setup.overlay, (directory) => void dropped.push(directory));
  setup.overlay.onInvalidate((invalidation) => void told.push(invalidation));
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  names.clear();
  await setup[Symbol.asyncDispose]();
});

describe('an override', () => {
  it('is found by its name and listed, and its directory is listed again', () => {
    names.setOverride(ROOT_INODE, 'x', GONE, 1000);
    expect(names.override(ROOT_INODE, 'x')).toBe(GONE);
    expect(names.override(ROOT_INODE, 'y')).toBeNull();
    expect(names.overridesIn(ROOT_INODE)).toMatchObject([{ name: 'x', override: GONE }]);
    expect(names.allOverrides()).toEqual([{ directory: ROOT_INODE, name: 'x', override: GONE }]);
    expect(dropped).toEqual([ROOT_INODE]);
    names.removeOverride(ROOT_INODE, 'x');
    expect([names.override(ROOT_INODE, 'x'), dropped]).toEqual([null, [ROOT_INODE, ROOT_INODE]]);
  });

  it('ends after its lifetime, after the call, and the kernel looks the name up again', async () => {
    const order: string[] = [];
    names.setOverride(ROOT_INODE, 'x', GONE, 1000, async (directory) => {
      await Promise.resolve();
      order.push(`expires in ${directory}: ${names.override(ROOT_INODE, 'x')?.kind}`);
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(order).toEqual([`expires in ${ROOT_INODE}: gone`]);
    expect(names.override(ROOT_INODE, 'x')).toBeNull();
    expect(told).toEqual([{ names: [{ directory: ROOT_INODE, name: 'x' }], directories: [ROOT_INODE], files: [] }]);
  });

  it('ends also when the call fails, but not when the call has set another one', async () => {
    names.setOverride(ROOT_INODE, 'x', GONE, 1000, async () => Promise.reject(new Error('broken')));
    const other = { kind: 'gone', track: 2 } as const;
    names.setOverride(ROOT_INODE, 'y', GONE, 1000, () => names.setOverride(ROOT_INODE, 'y', other, Infinity));
    names.setOverride(ROOT_INODE, 'z', GONE, 1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(names.overridesIn(ROOT_INODE)).toMatchObject([{ name: 'y', override: other }]);
  });

  it('by a pending directory ends when the tree has the directory', async () => {
    const pending = names.directories.make(ROOT_INODE, 'C');
    names.setOverride(ROOT_INODE, 'C', { kind: 'directory', pending }, 1000);
    expect(names.override(ROOT_INODE, 'C')).toMatchObject({ pending });
    await setup.library.add(3, 'Three', { artist: ['C'] });
    await setup.overlay.refresh([3]);
    expect(names.overridesIn(ROOT_INODE)).toEqual([]);
    expect(names.override(ROOT_INODE, 'C')).toBeNull();
    expect(names.allOverrides()).toEqual([]);
  });

  it('takes its pending directory along when it is removed', () => {
    const pending = names.directories.make(ROOT_INODE, 'C');
    names.setOverride(ROOT_INODE, 'C', { kind: 'directory', pending }, 1000);
    names.removeOverride(ROOT_INODE, 'C');
    expect(names.directories.exists(pending.inode)).toBe(false);
  });

  it('moves with its directory, and so do pending directories', () => {
    const [from, to] = [setup.overlay.resolve('A'), setup.overlay.resolve('B')];
    const pending = names.directories.make(from, 'C');
    names.setOverride(from, 'C', { kind: 'directory', pending }, 1000);
    dropped = [];
    names.moveAll(from, to);
    expect(names.override(to, 'C')).toMatchObject({ pending: { directory: to } });
    expect(dropped).toEqual([to]);
  });
});

describe('a name of the tree', () => {
  it('has an inode while it exists', () => {
    expect(names.treeInode(setup.overlay.resolve('A'), 'One.flac')).toBe(trackInode(1));
    expect(names.treeInode(ROOT_INODE, 'none')).toBeNull();
    expect(names.treeInode(12_345, 'One.flac')).toBeNull();
  });

  it('has a path from the root', () => {
    expect(names.pathOf(setup.overlay.resolve('A'), 'x')).toBe('A/x');
    expect(names.pathOf(ROOT_INODE, 'x')).toBe('x');
  });
});

describe('a former name', () => {
  it('is the name of its track, but none of the tree', async () => {
    const directory = setup.overlay.resolve('A');
    setup.overlay.former.keep({ directory, name: 'Old.flac' }, trackInode(1));
    expect(names.formerTrack(directory, 'Old.flac')).toBe(1);
    expect(names.treeInode(directory, 'Old.flac')).toBeNull();
    expect(names.allOverrides()).toEqual([]);
  });

  it('is listed for a while after a save under it, as long as the program runs', async () => {
    const directory = setup.overlay.resolve('A');
    const old = { directory, name: 'Old.flac' };
    setup.overlay.former.keep(old, trackInode(1));
    names.listFormer(old, 1, process.pid, 1000);
    names.listFormer({ directory, name: 'Other.flac' }, 1, 0, 1000);
    setup.overlay.former.keep({ directory, name: 'Ended.flac' }, trackInode(1));
    names.listFormer({ directory, name: 'Ended.flac' }, 1, 0, 1000);
    expect(names.listedIn(directory)).toMatchObject([{ name: 'Old.flac', override: { kind: 'listed', track: 1 } }]);
    expect([names.override(directory, 'Old.flac'), names.overridesIn(directory)]).toEqual([null, []]);
    expect(dropped).toEqual([directory, directory]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(names.listedIn(directory)).toEqual([]);
    expect(told).toContainEqual({ names: [old], directories: [directory], files: [] });
  });

  it('is not listed where something else has the name, or where it is that of another track', () => {
    const directory = setup.overlay.resolve('A');
    setup.overlay.former.keep({ directory, name: 'Old.flac' }, trackInode(2));
    names.listFormer({ directory, name: 'Old.flac' }, 1, process.pid, 1000);
    names.listFormer({ directory, name: 'One.flac' }, 1, process.pid, 1000);
    names.setOverride(directory, 'Old.flac', GONE, 1000);
    names.listFormer({ directory, name: 'Old.flac' }, 2, process.pid, 1000);
    expect(names.listedIn(directory)).toMatchObject([{ name: 'Old.flac', override: GONE }]);
  });

  it('is neither a present name nor one in an unknown directory', () => {
    expect(names.formerTrack(setup.overlay.resolve('A'), 'One.flac')).toBeNull();
    expect(names.formerTrack(12_345, 'One.flac')).toBeNull();
  });
});
