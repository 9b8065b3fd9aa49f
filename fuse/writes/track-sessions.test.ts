import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { ROOT_INODE, sidecarInode, trackInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { Refusals } from './refusals.ts';
import { retitled, saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';
import { TrackSessions, type TrackSession } from './track-sessions.ts';

const ONE = trackInode(1);
const PID = process.pid;

let setup: SaveSetup;
let sessions: TrackSessions;
let diverted: [number, number][];
beforeEach(async () => {
  setup = await saveSetup();
  diverted = [];
  const commits = new Commits(setup.overlay, setup.library, new TrackLocks(), new Refusals(setup.library));
  const host = {
    divert: (inode: number, epoch: number) => void diverted.push([inode, epoch]),
    dropListing: () => undefined,
    retire: () => undefined,
    directoryMoved: async () => undefined,
  };
  sessions = new TrackSessions(setup.overlay, commits, setup.folder, host);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await sessions.endAll();
  await setup[Symbol.asyncDispose]();
});

const epochOf = async (): Promise<number> => (await setup.overlay.attributes(ONE)).epoch;

/** A session into which a file with this title was written. */
async function written(title: string): Promise<TrackSession> {
  const session = await sessions.acquire(ONE, 0);
  const content = retitled(1, title);
  await sessions.resize(session, 0, PID);
  await sessions.write(session, content, 0, PID);
  return session;
}

describe('a session', () => {
  it('is one for all handles of a generation, also when they come at the same time', async () => {
    const [first, second] = await Promise.all([sessions.acquire(ONE, 0), sessions.acquire(ONE, 0)]);
    expect(first).toBe(second);
    expect(first).toMatchObject({ trackId: 1, inode: ONE, epoch: 0, handles: 2, dirty: false, draft: null });
    expect(await sessions.acquire(ONE, 0)).toBe(first);
    expect(first.handles).toBe(3);
    expect(sessions.get(ONE, 0)).toBe(first);
    expect(sessions.expect(ONE, 0)).toBe(first);
    for (let handle = 0; handle < 3; handle += 1) await sessions.releaseHandle(first);
    expect(sessions.get(ONE, 0)).toBeUndefined();
  });

  it('is another one for another track, and for another generation', async () => {
    const one = await sessions.acquire(ONE, 0);
    const two = await sessions.acquire(trackInode(2), 0);
    expect([one.trackId, two.trackId]).toEqual([1, 2]);
    setup.overlay.renew(1);
    const later = await sessions.acquire(ONE, 1);
    expect([sessions.get(ONE, 0), sessions.get(trackInode(2), 0), sessions.get(ONE, 1)]).toEqual([one, two, later]);
    expect(later).not.toBe(one);
    for (const session of [one, two, later]) await sessions.releaseHandle(session);
  });

  it('that nothing was written into has no attributes of its own and ends without a trace', async () => {
    const session = await sessions.acquire(ONE, 0);
    expect(session.size).toBe(session.served.plan.size);
    expect(sessions.attributes(ONE, 0)).toBeNull();
    await sessions.releaseHandle(session);
    expect([diverted, setup.library.saved, await epochOf()]).toEqual([[], [], 0]);
    await expect(session.served.read(Buffer.alloc(1), 1, session.served.plan.size - 1)).rejects.toMatchObject({
      code: 'EBADF',
    });
  });

  it('that does not exist is an error', () => {
    expect(() => sessions.expect(ONE, 0)).toThrow(
      expect.objectContaining({ code: 'EBADF', message: 'The file is not open for writing' }),
    );
    expect(sessions.attributes(ONE, 0)).toBeNull();
  });

  it('of a file that is no track is refused', async () => {
    vi.spyOn(setup.overlay, 'pathOf').mockReturnValue('rip.log');
    await expect(sessions.acquire(sidecarInode(1), 0)).rejects.toMatchObject({
      code: 'EROFS',
      message: 'rip.log cannot be changed here: it is no track',
    });
  });

  it('of an earlier generation is refused; epochs are compared as nodes carry them', async () => {
    await expect(sessions.acquire(ONE, 1)).rejects.toMatchObject({
      code: 'ESTALE',
      message: 'The file was edited meanwhile',
    });
    const file = await setup.overlay.file(ONE);
    const later = Object.create(file, { attributes: { value: { ...file.attributes, epoch: 2048 } } }) as VirtualFile;
    vi.spyOn(setup.overlay, 'file').mockResolvedValue(later);
    vi.spyOn(later, 'retain').mockResolvedValue();
    vi.spyOn(later, 'release').mockResolvedValue();
    await sessions.releaseHandle(await sessions.acquire(ONE, 0));
  });

  it('of a file that no header can be written for is refused', async () => {
    const track = await setup.library.track(1);
    vi.spyOn(setup.library, 'track').mockResolvedValue({ ...track, layout: null } as never);
    await expect(sessions.acquire(ONE, 0)).rejects.toMatchObject({
      code: 'EROFS',
      message: 'One.flac cannot be changed: no header can be written for files of this kind',
    });
  });
});

describe('writing into a session', () => {
  it('begins a draft and diverts the reads of the node, once', async () => {
    vi.useFakeTimers({ now: 7000, toFake: ['Date'] });
    const session = await sessions.acquire(ONE, 0);
    await sessions.write(session, Buffer.from('x'), session.size, PID);
    await sessions.resize(session, session.size + 1, 4711);
    vi.useRealTimers();
    expect(diverted).toEqual([[ONE, 0]]);
    expect(session).toMatchObject({ dirty: true, pid: 4711, modifiedAt: 7000 });
    expect(sessions.attributes(ONE, 0)).toEqual({
      inode: ONE,
      epoch: 0,
      kind: 'file',
      writable: true,
      size: session.served.plan.size + 2,
      links: 1,
      modified: { seconds: 7, nanoseconds: 0 },
    });
    session.dirty = false;
    await sessions.releaseHandle(session);
  });

  it('is committed by a flush, once, and the former name leads to the track', async () => {
    const session = await written('Other');
    await sessions.flush(ONE, 0);
    await sessions.flush(ONE, 0);
    await sessions.flush(ONE, 99);
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Other'] } }]);
    expect(setup.overlay.find(ROOT_INODE, 'One.flac')).toEqual({ inode: ONE, exact: false, former: true });
    expect(session.dirty).toBe(false);
    await sessions.releaseHandle(session);
    expect(setup.library.saved).toHaveLength(1);
  });

  it('is committed by the last handle, and none before', async () => {
    const session = await written('Other');
    await sessions.acquire(ONE, 0);
    await sessions.releaseHandle(session);
    expect(setup.library.saved).toEqual([]);
    await sessions.releaseHandle(session);
    expect(setup.library.saved).toHaveLength(1);
  });

  it('that is refused fails with the reason, and the track keeps its name', async () => {
    const session = await sessions.acquire(ONE, 0);
    await sessions.resize(session, 0, PID);
    await expect(sessions.flush(ONE, 0)).rejects.toMatchObject({ code: 'EPERM' });
    expect([session.dirty, setup.overlay.resolve('One.flac')]).toEqual([false, ONE]);
    await sessions.resize(session, 0, PID);
    await expect(sessions.releaseHandle(session)).rejects.toMatchObject({ code: 'EPERM' });
    expect(session.handles).toBe(0);
  });

  it('of two processes is refused as mixed where it cannot be read', async () => {
    const session = await sessions.acquire(ONE, 0);
    await sessions.write(session, Buffer.from('mixed'), 0, PID);
    await sessions.write(session, Buffer.from('bytes'), 3, PID + 1);
    await expect(sessions.releaseHandle(session)).rejects.toThrow('Several programs wrote into this file');
  });

  it('of a track that is gone meanwhile is refused or committed without a path', async () => {
    const session = await sessions.acquire(ONE, 0);
    await sessions.resize(session, 0, PID);
    setup.library.remove(1);
    await setup.overlay.refresh([1]);
    await expect(sessions.flush(ONE, 0)).rejects.toMatchObject({ code: 'EPERM' });
    expect(setup.library.refusals).toMatchObject([{ trackId: 1, path: '' }]);
  });
});

describe('a session with a draft', () => {
  it('stays after its last handle until the kernel forgets the node', async () => {
    const session = await written('Other');
    const draft = await session.draft;
    await sessions.releaseHandle(session);
    expect(sessions.get(ONE, 0)).toBe(session);
    const buffer = Buffer.alloc(4);
    await draft?.read(buffer, 0, 4, 0);
    expect(buffer.toString()).toBe('fLaC');
    await sessions.forgotten(ONE, 0);
    expect(sessions.get(ONE, 0)).toBeUndefined();
    await expect(draft?.read(buffer, 0, 4, 0)).rejects.toThrow();
    await sessions.forgotten(ONE, 0);
  });

  it('stays while a handle is open, although the kernel has forgotten the node', async () => {
    const session = await written('Other');
    await sessions.forgotten(ONE, 0);
    expect(sessions.get(ONE, 0)).toBe(session);
    await sessions.releaseHandle(session);
    expect(sessions.get(ONE, 0)).toBeUndefined();
  });

  it('makes the present content another generation where the save changed nothing', async () => {
    const session = await sessions.acquire(ONE, 0);
    const first = Buffer.alloc(1);
    await session.served.read(first, 1, 0);
    await sessions.write(session, first, 0, PID);
    await sessions.releaseHandle(session);
    expect(setup.library.saved).toEqual([]);
    expect(await epochOf()).toBe(1);
  });

  it('leaves the generation of an edit as it is', async () => {
    const session = await written('Other');
    await sessions.releaseHandle(session);
    expect(await epochOf()).toBe(1);
  });

  it('that the end of the mount cuts off fails in the next flush', async () => {
    const session = await written('Other');
    const draft = await session.draft;
    await sessions.endAll();
    expect(sessions.get(ONE, 0)).toBeUndefined();
    await expect(draft?.read(Buffer.alloc(4), 0, 4, 0)).rejects.toThrow();
    await expect(sessions.flush(ONE, 0)).rejects.toMatchObject({
      code: 'EIO',
      message: 'The mount ended before the file was saved',
    });
    expect(setup.library.saved).toEqual([]);
  });

  it('that was saved before the end of the mount is not cut off', async () => {
    await written('Other');
    await sessions.flush(ONE, 0);
    await sessions.endAll();
    await sessions.flush(ONE, 0);
    expect(setup.library.saved).toHaveLength(1);
  });
});
