import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flacFile } from '../overlay/testing/flac-file.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { MountNames } from './mount-names.ts';
import { programName } from './program-name.ts';
import { Refusals } from './refusals.ts';
import type { Scratch } from './scratch.ts';
import { ScratchFiles } from './scratch-files.ts';
import { retitled, saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';

const LIFETIMES = { grace: 1, scratch: 1000, directory: 1 };
const PID = process.pid;

let setup: SaveSetup;
let names: MountNames;
let scratches: ScratchFiles;
beforeEach(async () => {
  setup = await saveSetup();
  names = new MountNames(setup.overlay, () => undefined);
  const refusals = new Refusals(setup.library);
  const commits = new Commits(setup.overlay, setup.library, new TrackLocks(), refusals);
  scratches = new ScratchFiles(setup.overlay, names, commits, refusals, setup.folder, LIFETIMES);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await scratches.close();
  names.clear();
  await setup[Symbol.asyncDispose]();
});

/** A file that a program has made and written, and still has open. */
async function make(name: string, content: Uint8Array | null = null, replaces: number | null = null): Promise<Scratch> {
  const scratch = await scratches.create(ROOT_INODE, name, replaces, PID);
  if (content !== null) {
    await scratch.draft.write(content, 0);
    scratch.touched(PID);
  }
  return scratch;
}

const at = (name: string): { directory: number; name: string } => ({ directory: ROOT_INODE, name });
const scratchAt = (name: string): Scratch | null => {
  const override = names.override(ROOT_INODE, name);
  return override?.kind === 'scratch' ? override.scratch : null;
};

/** Whether a file and its draft are gone. */
async function isGone(scratch: Scratch): Promise<boolean> {
  const isClosed = await scratch.draft.write(Buffer.from('x'), 0).then(
    () => false,
    () => true,
  );
  let isUnknown = false;
  try {
    scratches.expect(scratch.inode);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOENT', message: 'The file is gone' });
    isUnknown = true;
  }
  expect(isClosed).toBe(isUnknown);
  return isUnknown;
}

describe('a scratch file', () => {
  it('has a name and an open handle, and is another than one that is made at the same time', async () => {
    const [first, second] = await Promise.all([make('a'), make('b')]);
    expect(first.inode).not.toBe(second?.inode);
    expect(first).toMatchObject({ directory: ROOT_INODE, name: 'a', handles: 1, pid: PID, replaces: null });
    expect(scratchAt('a')).toBe(first);
    expect(scratches.expect(first.inode)).toBe(first);
  });

  it('is resized by the process that does it', async () => {
    const scratch = await make('a');
    scratches.resize(scratch, 100, 4711);
    expect(scratch).toMatchObject({ dirty: true, pid: 4711, draft: { size: 100 } });
  });

  it('without a name ends with its last handle', async () => {
    const scratch = await make('a');
    scratch.handles = 2;
    await scratches.remove(scratch);
    expect(scratchAt('a')).toBeNull();
    expect(scratch.attributes.links).toBe(0);
    await scratches.release(scratch.inode);
    expect(await isGone(scratch)).toBe(false);
    await scratches.release(scratch.inode);
    expect(await isGone(scratch)).toBe(true);
    await scratches.release(scratch.inode);
  });

  it('that is closed expires after a while, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const scratch = await make('a', Buffer.from('not audio'));
    await vi.advanceTimersByTimeAsync(10_000);
    await scratches.release(scratch.inode);
    await vi.advanceTimersByTimeAsync(999);
    expect(scratchAt('a')).toBe(scratch);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await vi.waitFor(() => expect(scratchAt('a')).toBeNull());
    expect(await isGone(scratch)).toBe(true);
    expect(setup.library.refusals).toEqual([]);
  });

  it('moves with its directory', async () => {
    const [moves, stays] = [await make('a'), await make('b')];
    stays.directory = 99;
    scratches.moveAll(ROOT_INODE, 42);
    expect([moves.directory, stays.directory]).toEqual([42, 99]);
  });
});

describe('renaming a scratch file', () => {
  it('to a free name takes the name along', async () => {
    const scratch = await make('a');
    await scratches.move(scratch, at('b'), null, null, PID);
    expect([scratchAt('a'), scratchAt('b')]).toEqual([null, scratch]);
    expect(scratch).toMatchObject({ name: 'b', removed: false });
  });

  it('over another one ends that one', async () => {
    const [scratch, other] = [await make('a'), await make('b')];
    other.handles = 0;
    await scratches.move(scratch, at('b'), names.override(ROOT_INODE, 'b'), null, PID);
    expect(scratchAt('b')).toBe(scratch);
    expect(await isGone(other)).toBe(true);
  });

  it('to its own name keeps it', async () => {
    const scratch = await make('a');
    await scratches.move(scratch, at('a'), names.override(ROOT_INODE, 'a'), null, PID);
    expect(scratchAt('a')).toBe(scratch);
    expect(await isGone(scratch)).toBe(false);
  });

  it('lets a closed one expire after another lifetime, and an open one not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const [closed, open] = [await make('a'), await make('c')];
    await scratches.release(closed.inode);
    await scratches.move(closed, at('b'), null, null, PID);
    await scratches.move(open, at('d'), null, null, PID);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(scratchAt('b')).toBeNull());
    expect(scratchAt('d')).toBe(open);
  });

  it('over a track is a save, after which the track is there again', async () => {
    const scratch = await make('One.tmp', retitled(1, 'Other'));
    await scratches.release(scratch.inode);
    await scratches.move(scratch, at('One.flac'), null, 1, PID);
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Other'] } }]);
    expect(names.allOverrides()).toEqual([]);
    expect(names.formerTrack(at('One.flac').directory, 'One.flac')).toBe(1);
    expect(await isGone(scratch)).toBe(true);
  });

  it('over a track is a save of the process that renames, or of the last writer where none is known', async () => {
    const author = await programName(PID);
    expect(author).not.toBe('unknown program');
    await scratches.move(await make('One.tmp', retitled(1, 'Other')), at('One.flac'), null, 1, 0);
    const written = await make('Two.tmp', retitled(2, 'Third'));
    written.pid = 0;
    await scratches.move(written, at('Two.flac'), null, 2, PID);
    expect(setup.library.saved.map((saved) => saved.author)).toEqual([author, author]);
  });

  it('over a track that is refused changes nothing', async () => {
    const scratch = await make('One.tmp', Buffer.from('not audio'));
    await expect(scratches.move(scratch, at('One.flac'), null, 1, PID)).rejects.toMatchObject({ code: 'EPERM' });
    expect(setup.library.refusals).toMatchObject([{ trackId: 1, path: 'One.flac' }]);
    expect([scratchAt('One.tmp'), scratchAt('One.flac')]).toEqual([scratch, null]);
  });

  it('over a track that was removed for it gives the track back when it is refused', async () => {
    const gone = { kind: 'gone', track: 1 } as const;
    names.setOverride(at('One.flac').directory, 'One.flac', gone, 60_000);
    const scratch = await make('One.tmp', Buffer.from('not audio'));
    await expect(scratches.move(scratch, at('One.flac'), gone, 1, PID)).rejects.toMatchObject({ code: 'EPERM' });
    expect(names.override(at('One.flac').directory, 'One.flac')).toBeNull();
    expect(setup.overlay.resolve('One.flac')).toBe(trackInode(1));
  });

  it('over a track that no header can be written for is refused', async () => {
    const track = await setup.library.track(1);
    vi.spyOn(setup.library, 'track').mockResolvedValue({ ...track, layout: null } as never);
    const scratch = await make('One.tmp', retitled(1, 'Other'));
    await expect(scratches.move(scratch, at('One.flac'), null, 1, PID)).rejects.toMatchObject({
      code: 'EROFS',
      message: 'One.flac cannot be changed: no header can be written for files of this kind',
    });
  });
});

describe('a scratch file in the name of a track', () => {
  it('is committed once, whenever a program flushes it', async () => {
    const scratch = await make('One.flac', retitled(1, 'Other'), 1);
    await scratches.commitDraft(scratch);
    await scratches.commitDraft(scratch);
    expect(setup.library.saved).toHaveLength(1);
    expect(scratch.dirty).toBe(false);
  });

  it('is committed by its last handle, and the track is found there for a while', async () => {
    const scratch = await make('One.flac', retitled(1, 'Other'), 1);
    await scratches.release(scratch.inode);
    expect(setup.library.saved).toHaveLength(1);
    expect(names.allOverrides()).toEqual([]);
    expect(names.formerTrack(at('One.flac').directory, 'One.flac')).toBe(1);
    expect(setup.overlay.resolve('Other.flac')).toBe(trackInode(1));
    expect(await isGone(scratch)).toBe(true);
  });

  it('is not committed while another handle is open', async () => {
    const scratch = await make('One.flac', retitled(1, 'Other'), 1);
    scratch.handles = 2;
    await scratches.release(scratch.inode);
    expect([setup.library.saved, scratchAt('One.flac')]).toEqual([[], scratch]);
    await scratches.release(scratch.inode);
    expect(setup.library.saved).toHaveLength(1);
  });

  it('that is refused in its last handle ends without an error, because no program waits for it', async () => {
    const scratch = await make('One.flac', Buffer.from('not audio'), 1);
    await scratches.release(scratch.inode);
    expect(setup.library.refusals).toHaveLength(1);
    expect(names.allOverrides()).toEqual([]);
    expect(await isGone(scratch)).toBe(true);
  });
});

describe('music that replaces no track', () => {
  const music = flacFile({ duration: 30 });

  it('is refused when a program flushes it, once for each write', async () => {
    const scratch = await make('new.flac', music);
    await expect(scratches.commitDraft(scratch)).rejects.toMatchObject({ code: 'EPERM' });
    await scratches.commitDraft(scratch);
    const [refusal] = setup.library.refusals;
    expect(refusal).toMatchObject({
      trackId: null,
      path: 'new.flac',
      reason: 'New music cannot be put here. Add it by scanning its folder.',
    });
    expect((await readFile(refusal?.kept ?? '')).equals(music)).toBe(true);
  });

  it('is not judged while another handle is open, through which a program still writes', async () => {
    const scratch = await make('copy.flac', music);
    scratch.handles = 2;
    await scratches.commitDraft(scratch);
    await scratches.release(scratch.inode);
    const copy = retitled(1, 'Other');
    scratch.draft.resize(copy.length);
    await scratch.draft.write(copy, 0);
    await scratches.commitDraft(scratch);
    await scratches.release(scratch.inode);
    expect(setup.library.refusals).toEqual([]);
  });

  it('is judged with its last handle where no flush could do it', async () => {
    const scratch = await make('new.flac', music);
    scratch.handles = 2;
    await scratches.commitDraft(scratch);
    await scratches.release(scratch.inode);
    expect(setup.library.refusals).toEqual([]);
    await scratches.release(scratch.inode);
    expect(setup.library.refusals).toHaveLength(1);
    expect(scratchAt('new.flac')).toBe(scratch);
  });

  it('that is a copy of a track is not refused: it may be renamed over it', async () => {
    await scratches.commitDraft(await make('copy.flac', retitled(1, 'Other')));
    expect(setup.library.refusals).toEqual([]);
  });

  it('is kept when the mount ends, and other files are not', async () => {
    const files = [await make('copy.flac', retitled(1, 'Other')), await make('a', Buffer.from('x')), await make('b')];
    await scratches.close();
    expect(setup.library.refusals).toMatchObject([
      { trackId: null, path: 'copy.flac', reason: 'A file was left in the mount and replaced no track.' },
    ]);
    expect(names.allOverrides()).toEqual([]);
    for (const file of files) expect(await isGone(file)).toBe(true);
  });
});
