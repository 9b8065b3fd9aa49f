import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { DirectoryOperations } from './directory-operations.ts';
import { MountNames } from './mount-names.ts';
import type { PendingDirectory } from './pending-directories.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';

const LIFETIME = 1000;
let setup: SaveSetup;
let names: MountNames;
let operations: DirectoryOperations;
let moved: [number, number][];
beforeEach(async () => {
  setup = await saveSetup({ '': '$artist/$title', 'Views/None': '$title' });
  setup.library.remove(2);
  await setup.overlay.refresh([2]);
  names = new MountNames(setup.overlay, () => undefined);
  moved = [];
  operations = new DirectoryOperations(setup.overlay, names, LIFETIME, async (from, to) => void moved.push([from, to]));
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  names.clear();
  await setup[Symbol.asyncDispose]();
});

const make = (name: string, directory = ROOT_INODE): number => operations.make(directory, name).inode;
const pendingAt = (inode: number): PendingDirectory => names.directories.get(inode) as PendingDirectory;

describe('making a directory', () => {
  it('adds a pending one for its lifetime', async () => {
    const inode = make('C');
    expect(names.override(ROOT_INODE, 'C')).toMatchObject({ kind: 'directory', pending: { inode } });
    expect(operations.above(inode)).toBe(ROOT_INODE);
    expect(operations.above(setup.overlay.resolve('A'))).toBeNull();
    await vi.advanceTimersByTimeAsync(LIFETIME);
    expect(names.override(ROOT_INODE, 'C')).toBeNull();
  });

  it('adds one that stays as long as something is in it', async () => {
    const inner = make('D', make('C'));
    await vi.advanceTimersByTimeAsync(LIFETIME - 1);
    names.setOverride(inner, 'x', { kind: 'gone', track: 1 }, LIFETIME * 5);
    await vi.advanceTimersByTimeAsync(2);
    expect(names.directories.exists(inner)).toBe(true);
    await vi.advanceTimersByTimeAsync(LIFETIME * 8);
    expect(names.directories.exists(inner)).toBe(false);
  });

  it('is refused where the name exists, in the tree or as an override', () => {
    expect(() => make('A')).toThrow(expect.objectContaining({ code: 'EEXIST', message: '"A" exists already' }));
    make('C');
    expect(() => make('C')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
  });

  it('is refused where no track can have a path', () => {
    const refusal = expect.objectContaining({
      code: 'EPERM',
      message: 'No track can get a path in a directory ".Trash" there',
    });
    expect(() => make('.Trash')).toThrow(refusal);
    expect(() => make('C', setup.overlay.resolve('Views'))).toThrow(expect.objectContaining({ code: 'EPERM' }));
    expect(() => make('C', 12_345)).toThrow(
      expect.objectContaining({ code: 'ENOENT', message: 'The directory no longer exists' }),
    );
  });

  it('takes names in any normalization', () => {
    expect(pendingAt(make('Ä'.normalize('NFD'))).name).toBe('Ä'.normalize('NFC'));
  });
});

describe('removing a directory', () => {
  const remove =
    (name: string, directory = ROOT_INODE): (() => void) =>
    () =>
      operations.remove(directory, name);

  it('removes a pending one that is empty', () => {
    const inode = make('C');
    make('D', inode);
    expect(remove('C')).toThrow(expect.objectContaining({ code: 'ENOTEMPTY', message: '"C" is not empty' }));
    remove('D', inode)();
    remove('C')();
    expect(names.allOverrides()).toEqual([]);
  });

  it('is refused for what is not there, not a directory, or of the library', () => {
    names.setOverride(ROOT_INODE, 'gone', { kind: 'gone', track: 1 }, Infinity);
    names.setOverride(ROOT_INODE, 'alias', { kind: 'alias', track: 1 }, Infinity);
    expect(remove('none')).toThrow(expect.objectContaining({ code: 'ENOENT', message: 'There is no "none"' }));
    expect(remove('gone')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(remove('alias')).toThrow(
      expect.objectContaining({ code: 'ENOTDIR', message: '"alias" is not a directory' }),
    );
    names.setOverride(ROOT_INODE, 'A', { kind: 'alias', track: 1 }, Infinity);
    expect(remove('A')).toThrow(expect.objectContaining({ code: 'ENOTDIR', message: '"A" is not a directory' }));
    names.removeOverride(ROOT_INODE, 'A');
    expect(remove('One.flac', setup.overlay.resolve('A'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
    expect(remove('A')).toThrow(
      expect.objectContaining({ code: 'ENOTEMPTY', message: '"A" is a directory of the library and not empty' }),
    );
  });

  it('is refused for the directory of a view, even if it is empty', () => {
    setup.library.remove(1);
    return setup.overlay.refresh([1]).then(() => {
      expect(remove('None', setup.overlay.resolve('Views'))).toThrow(
        expect.objectContaining({ code: 'EPERM', message: '"None" is the directory of a view' }),
      );
    });
  });
});

describe('renaming a pending directory', () => {
  const move = (inode: number, name: string, directory = ROOT_INODE): Promise<void> =>
    operations.move(pendingAt(inode), { directory, name });

  it('makes another one, and the kernel’s node is that one from then on', async () => {
    const inode = make('C');
    await move(inode, 'D');
    const after = names.override(ROOT_INODE, 'D');
    expect(after).toMatchObject({ kind: 'directory', pending: { name: 'D', directory: ROOT_INODE } });
    expect(names.override(ROOT_INODE, 'C')).toBeNull();
    expect(moved).toEqual([[inode, after?.kind === 'directory' ? after.pending.inode : 0]]);
    expect(names.directories.exists(inode)).toBe(false);
  });

  it('replaces an empty pending one', async () => {
    const [inode, replaced] = [make('C'), make('D')];
    await move(inode, 'D');
    expect(names.allOverrides()).toHaveLength(1);
    expect(moved).toEqual([[inode, replaced]]);
  });

  it('is refused where the name exists', async () => {
    const inode = make('C');
    names.setOverride(ROOT_INODE, 'gone', { kind: 'gone', track: 1 }, Infinity);
    make('E', make('D'));
    for (const name of ['A', 'gone', 'D']) {
      await expect(move(inode, name)).rejects.toMatchObject({ code: 'EEXIST', message: `"${name}" exists already` });
    }
    expect(moved).toEqual([]);
  });

  it('is refused while something is in it', async () => {
    const inode = make('C');
    names.setOverride(inode, 'x', { kind: 'alias', track: 1 }, Infinity);
    await expect(move(inode, 'D')).rejects.toMatchObject({
      code: 'ENOTEMPTY',
      message: '"C" cannot be renamed: it has something in it that is not a track',
    });
    expect(trackInode(1)).toBe(setup.overlay.resolve('A/One.flac'));
  });
});
