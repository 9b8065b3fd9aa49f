import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invalidation } from '../overlay/invalidation.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountNames } from './mount-names.ts';
import { PathEdits } from './path-edits.ts';
import { Refusals } from './refusals.ts';
import { Renames } from './renames.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';

const FOREVER = 600_000;
const LIFETIMES = { grace: FOREVER, scratch: FOREVER, directory: FOREVER };

let mv: ChildProcess;
beforeAll(async () => {
  mv = spawn('/bin/cat', ['-'], { argv0: 'mv', stdio: ['pipe', 'ignore', 'ignore'] });
  await once(mv, 'spawn');
});
afterAll(() => {
  mv.kill();
});

let setup: SaveSetup;
let names: MountNames;
let renames: Renames;
let moved: number[];
beforeEach(async () => {
  setup = await saveSetup('$artist/$title');
  names = new MountNames(setup.overlay, () => undefined);
  const [locks, refusals] = [new TrackLocks(), new Refusals(setup.library)];
  moved = [];
  const edits = new PathEdits(setup.overlay, setup.library, locks, refusals);
  renames = new Renames(setup.overlay, names, edits, refusals, LIFETIMES, (inode) => moved.push(inode));
});
afterEach(async () => {
  vi.restoreAllMocks();
  names.clear();
  await setup[Symbol.asyncDispose]();
});

/** Renames within the directory of track 1. @param pid 0 is a program that may be saving */
async function rename(from: string, to: string, pid = 0, keepsTarget = false): Promise<void> {
  const directory = setup.overlay.resolve('A');
  const source = names.override(directory, from);
  await renames.move({ from: { directory, name: from }, to: { directory, name: to }, keepsTarget, pid }, source);
}
const overrides = (): string[] => names.allOverrides().map(({ name, override }) => `${name}: ${override.kind}`);

describe('a rename by a program that may be saving', () => {
  it('leaves the old name for a replacement and shows the track under the new one', async () => {
    await rename('One.flac', 'Uno.flac');
    expect(overrides()).toEqual(['Uno.flac: alias', 'One.flac: gone']);
    expect([moved, setup.library.saved]).toEqual([[], []]);
  });

  it('that goes back leaves nothing', async () => {
    await rename('One.flac', 'Uno.flac');
    await rename('Uno.flac', 'One.flac', 0, true);
    expect(overrides()).toEqual([]);
  });

  it('that goes on keeps the first name in mind', async () => {
    await rename('One.flac', 'Uno.flac');
    await rename('Uno.flac', 'Eins.flac');
    expect(overrides()).toEqual(['Eins.flac: alias', 'One.flac: gone']);
    await renames.decideAll();
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Eins'] } }]);
    expect(moved).toEqual([trackInode(1)]);
    expect(overrides()).toEqual([]);
  });

  it('that is decided with the name of a backup is undone, with all its names', async () => {
    await rename('One.flac', 'One.flac.bak');
    await renames.decideAll();
    expect([setup.library.saved, setup.library.refusals, overrides()]).toEqual([[], [], []]);
  });

  it('that is decided leaves its first name to a file that a program puts there meanwhile', async () => {
    await rename('One.flac', 'Uno.flac');
    const directory = setup.overlay.resolve('A');
    const other = { kind: 'alias', track: 2 } as const;
    const commitTogether = setup.library.commitTogether.bind(setup.library);
    vi.spyOn(setup.library, 'commitTogether').mockImplementation(async (changes) => {
      names.setOverride(directory, 'One.flac', other, FOREVER);
      await commitTogether(changes);
    });
    await renames.decideAll();
    expect(setup.library.saved).toHaveLength(1);
    expect(names.allOverrides()).toEqual([{ directory, name: 'One.flac', override: other }]);
  });

  it('that is decided while the library does not store it is undone', async () => {
    await rename('One.flac', 'Uno.flac');
    setup.library.trouble = new Error('disk full');
    const told: Invalidation[] = [];
    setup.overlay.onInvalidate((invalidation) => told.push(invalidation));
    await renames.decideAll();
    expect([overrides(), setup.library.saved]).toEqual([[], []]);
    expect(setup.library.refusals).toMatchObject([
      { path: 'A/Uno.flac', reason: 'The library did not take the change: disk full' },
    ]);
    const directory = setup.overlay.resolve('A');
    expect(told).toEqual([{ names: [{ directory, name: 'One.flac' }], directories: [directory], files: [] }]);
  });

  it('that is decided after a replacement came is no edit', async () => {
    await rename('One.flac', 'Uno.flac');
    const directory = setup.overlay.resolve('A');
    names.setOverride(directory, 'One.flac', { kind: 'gone', track: 2 }, FOREVER);
    await renames.decideAll();
    expect(setup.library.saved).toEqual([]);
    expect(overrides()).toEqual(['One.flac: gone']);
  });
});

describe('a rename by a program that renames files', () => {
  it('is an edit at once, and the track keeps the name that the program gave it', async () => {
    await rename('One.flac', 'Uno.flac', mv.pid);
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Uno'] }, author: 'mv' }]);
    expect([moved, overrides()]).toEqual([[trackInode(1)], []]);
  });

  it.each([
    ['kioslave', 1],
    ['kioslave5', 1],
    ['KIOSlave6', 1],
    ['Thunar', 1],
    ['xkioslave', 0],
    ['kioslave5b', 0],
    ['kid3', 0],
  ])('is one by %s: %i', async (title, edits) => {
    const program = spawn('/bin/cat', ['-'], { argv0: title, stdio: ['pipe', 'ignore', 'ignore'] });
    await once(program, 'spawn');
    await rename('One.flac', 'Uno.flac', program.pid);
    program.kill();
    expect(setup.library.saved).toHaveLength(edits);
  });

  it('of a track that is being renamed by another program is an edit from the first name', async () => {
    await rename('One.flac', 'Uno.flac');
    await rename('Uno.flac', 'Eins.flac', mv.pid);
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Eins'] } }]);
    expect(overrides()).toEqual([]);
  });

  it('leaves the first name to what has it by then', async () => {
    const directory = setup.overlay.resolve('A');
    for (const other of [
      { kind: 'gone', track: 2 },
      { kind: 'alias', track: 1 },
    ] as const) {
      await rename('One.flac', 'Uno.flac');
      names.setOverride(directory, 'One.flac', other, FOREVER);
      await rename('Uno.flac', `${other.kind}.flac`, mv.pid);
      expect(names.override(directory, 'One.flac')).toBe(other);
      names.removeOverride(directory, 'One.flac');
      await rename(`${other.kind}.flac`, 'One.flac', mv.pid);
      names.clear();
    }
  });

  it('that is refused changes nothing', async () => {
    await expect(rename('One.flac', 'One.mp3', mv.pid)).rejects.toMatchObject({ code: 'EPERM' });
    expect([moved, overrides(), setup.library.saved]).toEqual([[], [], []]);
  });
});

describe('the new name of a rename', () => {
  beforeEach(async () => {
    await setup.library.add(3, 'Three', { artist: ['A'] });
    await setup.overlay.refresh([3]);
  });

  it('must be free, or that of the track itself', async () => {
    await expect(rename('One.flac', 'Three.flac', 0, true)).rejects.toMatchObject({
      code: 'EEXIST',
      message: '"Three.flac" exists already',
    });
    await expect(rename('One.flac', 'Three.flac')).rejects.toMatchObject({
      code: 'EPERM',
      message: 'A track cannot replace "Three.flac"',
    });
    await rename('One.flac', 'One.flac');
    expect(overrides()).toEqual([]);
  });

  it('may be a former name of another track, but not its present one', async () => {
    const directory = setup.overlay.resolve('A');
    setup.overlay.former.keep({ directory, name: 'Old.flac' }, trackInode(3));
    names.setOverride(directory, 'New.flac', { kind: 'alias', track: 3 }, FOREVER);
    await expect(rename('One.flac', 'New.flac')).rejects.toMatchObject({ code: 'EPERM' });
    await rename('One.flac', 'Old.flac');
    expect(names.override(directory, 'Old.flac')).toMatchObject({ kind: 'alias', track: 1 });
    await renames.decideAll();
    expect(setup.overlay.pathOf(trackInode(1))).toBe('A/Old.flac');
  });

  it('may be a former name of the track', async () => {
    setup.overlay.former.keep({ directory: setup.overlay.resolve('A'), name: 'Old.flac' }, trackInode(1));
    await rename('One.flac', 'Old.flac');
    expect(overrides()).toEqual(['Old.flac: alias', 'One.flac: gone']);
    await rename('Old.flac', 'One.flac');
    expect(overrides()).toEqual([]);
  });

  it('of a former name waits for a replacement there, and the track keeps its present name', async () => {
    const directory = setup.overlay.resolve('A');
    setup.overlay.former.keep({ directory, name: 'Old.flac' }, trackInode(1));
    await rename('Old.flac', 'New.flac');
    expect(names.allOverrides()).toEqual([
      { directory, name: 'New.flac', override: { kind: 'alias', track: 1 } },
      { directory, name: 'Old.flac', override: { kind: 'gone', track: 1 } },
    ]);
    await renames.decideAll();
    expect([overrides(), setup.library.saved]).toEqual([['New.flac: alias', 'Old.flac: gone'], []]);
    await rename('New.flac', 'Old.flac');
    expect(overrides()).toEqual([]);
    expect(names.formerTrack(directory, 'Old.flac')).toBe(1);
  });

  it('cannot be a name that waits for the replacement of another track', async () => {
    await rename('Three.flac', 'Drei.flac');
    await expect(rename('One.flac', 'Three.flac')).rejects.toMatchObject({ code: 'EPERM' });
  });
});

it('only tracks can be renamed', async () => {
  const from = { directory: ROOT_INODE, name: 'A' };
  const move = renames.move({ from, to: { directory: ROOT_INODE, name: 'C' }, keepsTarget: false, pid: 0 }, null);
  await expect(move).rejects.toMatchObject({
    code: 'EPERM',
    message: '"A" is not a track; only tracks can be edited by renaming',
  });
});
