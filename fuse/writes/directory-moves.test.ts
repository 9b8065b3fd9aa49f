import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT_INODE, sidecarInode, trackInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { DirectoryMoves } from './directory-moves.ts';
import { MountNames } from './mount-names.ts';
import { PathEdits } from './path-edits.ts';
import { Refusals } from './refusals.ts';
import { ScratchFiles } from './scratch-files.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';

const LIFETIMES = { grace: 600_000, scratch: 600_000, directory: 600_000 };
let setup: SaveSetup;
let names: MountNames;
let scratches: ScratchFiles;
let moves: DirectoryMoves;
let movedTracks: number[];
let movedDirectories: [string, number][];
beforeEach(() => begin('$artist/$album/$title'));

async function begin(template: string): Promise<void> {
  setup = await saveSetup({ '': template, 'Views/Titles': '$artist/$title' });
  await setup.library.add(3, 'Three', { artist: ['A'], album: ['X'] });
  await setup.library.add(4, 'Four', { artist: ['A'], album: ['Y'] });
  setup.library.remove(1);
  setup.library.remove(2);
  await setup.overlay.refresh([1, 2, 3, 4]);
  [movedTracks, movedDirectories] = [[], []];
  const refusals = new Refusals(setup.library);
  const locks = new TrackLocks();
  names = new MountNames(setup.overlay, () => undefined);
  scratches = new ScratchFiles(
    setup.overlay,
    names,
    new Commits(setup.overlay, setup.library, locks, refusals),
    refusals,
    setup.folder,
    LIFETIMES,
  );
  const edits = new PathEdits(setup.overlay, setup.library, locks, refusals);
  moves = new DirectoryMoves(setup.overlay, names, edits, refusals, scratches, {
    trackMoved: (inode) => movedTracks.push(inode),
    directoryMoved: async (from, to) => void movedDirectories.push([`${from}`, to]),
  });
}
afterEach(async () => {
  vi.restoreAllMocks();
  await scratches.close();
  names.clear();
  await setup[Symbol.asyncDispose]();
});

function move(from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((path) => {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    return { directory: setup.overlay.resolve(parts.join('/')), name };
  }) as [{ directory: number; name: string }, { directory: number; name: string }];
  return moves.move(source, target, 0);
}

const paths = (): string[] => [3, 4].map((id) => setup.overlay.pathOf(trackInode(id)));

describe('renaming a directory', () => {
  it('is one batch of edits of all tracks below it', async () => {
    await move('A', 'C');
    expect(paths()).toEqual(['C/X/Three.flac', 'C/Y/Four.flac']);
    expect(setup.library.batches).toEqual([2]);
    expect(movedTracks).toEqual([3, 4].map(trackInode));
  });

  it('tells the kernel’s directories, also those below', async () => {
    const before = ['A', 'A/X', 'A/Y'].map((path) => `${setup.overlay.resolve(path)}`);
    await move('A', 'C');
    const after = ['C', 'C/X', 'C/Y'].map((path) => setup.overlay.resolve(path));
    expect(movedDirectories).toEqual(before.map((inode, index) => [inode, after[index]]));
  });

  it('moves one directory into another', async () => {
    await move('A/X', 'A/Z');
    expect(paths()).toEqual(['A/Z/Three.flac', 'A/Y/Four.flac']);
    expect(setup.library.saved).toMatchObject([{ trackId: 3, fields: { album: ['Z'] } }]);
  });

  it('edits tracks only: files beside them go where the tracks go', async () => {
    const list = setup.overlay.list.bind(setup.overlay);
    const log = { name: 'rip.log', inode: sidecarInode(1), kind: 'file', cookie: 9, attributes: null } as const;
    vi.spyOn(setup.overlay, 'list').mockImplementation((inode) => [...list(inode), log]);
    const entries = vi.spyOn(setup.overlay, 'entries');
    await move('A/X', 'A/Z');
    expect(entries.mock.calls).toEqual([[[3]]]);
  });

  it('takes along what programs made in it', async () => {
    const directory = setup.overlay.resolve('A/X');
    const scratch = await scratches.create(directory, 'cover.tmp', null, 0);
    await move('A', 'C');
    const now = setup.overlay.resolve('C/X');
    expect(scratch.directory).toBe(now);
    expect(names.override(now, 'cover.tmp')).toMatchObject({ scratch });
    expect(names.override(directory, 'cover.tmp')).toBeNull();
  });

  it('to the name of a pending one takes its place', async () => {
    const pending = names.directories.make(ROOT_INODE, 'C');
    names.setOverride(ROOT_INODE, 'C', { kind: 'directory', pending }, 600_000);
    await move('A', 'C');
    expect(names.allOverrides()).toEqual([]);
    expect(paths()[0]).toBe('C/X/Three.flac');
  });

  it('to the name of a track that was removed takes its place', async () => {
    names.setOverride(ROOT_INODE, 'C', { kind: 'gone', track: 7 }, 600_000);
    names.setOverride(ROOT_INODE, 'D', { kind: 'gone', track: 8 }, 600_000);
    await move('A', 'C');
    expect(names.allOverrides()).toMatchObject([{ name: 'D' }]);
  });

  it('keeps a directory where tracks stay, with all that is in it', async () => {
    await setup.library.add(5, 'Five', { artist: ['A', 'B'], album: ['X'] });
    await setup.overlay.refresh([5]);
    await move('A/Y', 'A/X2');
    expect(movedDirectories).toHaveLength(1);
    expect(setup.overlay.resolve('A/X')).toBeGreaterThan(0);
  });
});

it('names below a renamed directory follow from it, at every depth', async () => {
  await setup[Symbol.asyncDispose]();
  await begin('$artist/$artist - $album/$artist - $title');
  const before = setup.overlay.resolve('A');
  await move('A', 'C');
  expect(paths()).toEqual(['C/C - X/C - Three.flac', 'C/C - Y/C - Four.flac']);
  // Only the renamed directory is where the kernel looks for it: those below have other names now.
  expect(movedDirectories).toEqual([[`${before}`, setup.overlay.resolve('C')]]);
});

it('tracks with several paths get another value in place of the one of the renamed directory', async () => {
  await setup[Symbol.asyncDispose]();
  await begin('%each{artist}/$album/$title');
  await setup.library.add(5, 'Duet', { artist: ['A', 'B'], album: ['X'] });
  await setup.overlay.refresh([5]);
  await move('B', 'C');
  expect(setup.library.saved).toMatchObject([{ trackId: 5, fields: { artist: ['A', 'C'] } }]);
});

describe('a rename of a directory is refused', () => {
  it('where the new name exists', async () => {
    await expect(move('A/X', 'A/Y')).rejects.toMatchObject({
      code: 'ENOTEMPTY',
      message: '"Y" exists already and has tracks',
    });
  });

  it('for the directories of views and those above them', async () => {
    for (const path of ['Views', 'Views/Titles']) {
      await expect(move(path, 'Other')).rejects.toMatchObject({
        code: 'EPERM',
        message: 'Other was not renamed: Views get their names from the settings',
      });
    }
  });

  it('into another view, and to where no view is', async () => {
    for (const path of ['Views/Titles/A', 'Views/A']) {
      await expect(move('A', path)).rejects.toMatchObject({
        code: path === 'Views/Titles/A' ? 'ENOTEMPTY' : 'EPERM',
      });
    }
    await expect(move('A', 'Views/Titles/C')).rejects.toMatchObject({
      message: 'Views/Titles/C was not renamed: Tracks cannot be moved between views',
    });
  });

  it('with the reason where a path below cannot be read, and nothing is changed', async () => {
    await expect(move('A/X', 'X')).rejects.toMatchObject({ code: 'EPERM' });
    expect([paths(), movedTracks, setup.library.saved]).toEqual([['A/X/Three.flac', 'A/Y/Four.flac'], [], []]);
  });

  it('where nothing has the old name', async () => {
    await expect(move('none', 'C')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
