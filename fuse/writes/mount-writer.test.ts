import { constants } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Overlay } from '../overlay/overlay.ts';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { TestingLibrary } from './testing/library.ts';

const run = promisify(execFile);
const ONE = trackInode(1);
const ME = process.pid;

let folder: string;
let library: TestingLibrary;
let overlay: Overlay;
let writer: MountWriter;
let diverted: string[];
let retired: string[];
let moved: [number, number][];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-writes-'));
  library = new TestingLibrary(folder);
  await library.add(1, 'One');
  await library.add(2, 'Two');
  overlay = await Overlay.open(library, { views: [{ name: '', template: compileTemplate('$title') }] });
  diverted = [];
  retired = [];
  moved = [];
  writer = writerFor(600_000);
});

/** @param lifetime of names that are not the tree's, in milliseconds */
function writerFor(lifetime: number): MountWriter {
  return new MountWriter(
    overlay,
    library,
    {
      divert: (inode, epoch) => diverted.push(`${inode}:${epoch}`),
      dropListing: () => undefined,
      retire: (inode, epoch) => retired.push(`${inode}:${epoch}`),
      directoryMoved: async (from, to) => void moved.push([from, to]),
    },
    { grace: lifetime, scratch: lifetime, directory: lifetime },
  );
}

afterEach(async () => {
  await writer.close();
  await rm(folder, { recursive: true });
});

/** What the mount shows of a track now. */
async function contentOf(inode: number): Promise<Buffer> {
  const file = await overlay.file(inode);
  await file.retain();
  const bytes = Buffer.alloc(file.plan.size);
  await file.read(bytes, bytes.length, 0);
  await file.release();
  return bytes;
}

/** A track's file as a tag editor would leave it. */
async function edited(inode: number, title: string): Promise<Buffer> {
  const path = join(folder, 'edited.flac');
  await writeFile(path, await contentOf(inode));
  await run('metaflac', ['--remove-tag=TITLE', `--set-tag=TITLE=${title}`, path]);
  return readFile(path);
}

async function epochOf(inode: number): Promise<number> {
  return (await overlay.attributes(inode)).epoch;
}

describe('writing into a track', () => {
  it('begins with the first write, ends with one edit, and leaves the original alone', async () => {
    const original = await readFile(library.originalOf(1));
    const bytes = await edited(ONE, 'Changed');
    const epoch = await epochOf(ONE);
    expect(await writer.open(ONE, epoch, constants.O_RDWR, ME)).toBe(await overlay.file(ONE));
    expect(diverted).toEqual([]);
    await writer.write(ONE, epoch, bytes.subarray(0, 4000), 0, ME);
    expect(diverted).toEqual([`${ONE}:${epoch}`]);
    await writer.write(ONE, epoch, bytes.subarray(4000), 4000, ME);
    expect(Buffer.from(await writer.read(ONE, epoch, bytes.length + 10, 0)).equals(bytes)).toBe(true);
    await writer.flush(ONE, epoch);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Changed'] } })]);
    await writer.release(ONE, epoch);
    expect(overlay.resolve('Changed.flac')).toBe(ONE);
    expect((await contentOf(ONE)).includes('TITLE=Changed')).toBe(true);
    expect(await epochOf(ONE)).toBeGreaterThan(epoch);
    expect((await readFile(library.originalOf(1))).equals(original)).toBe(true);
  });

  it('works for a program that opens the file again while its first handle is still being released', async () => {
    const epoch = await epochOf(ONE);
    const bytes = await edited(ONE, 'Again');
    await writer.open(ONE, epoch, constants.O_RDWR, ME);
    await Promise.all([writer.release(ONE, epoch), writer.open(ONE, epoch, constants.O_RDWR, ME)]);
    await writer.write(ONE, epoch, bytes, 0, ME);
    await writer.flush(ONE, epoch);
    await writer.release(ONE, epoch);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Again'] } })]);
  });

  it('is nothing when nothing was written, as with programs that open everything for writing', async () => {
    const epoch = await epochOf(ONE);
    await writer.open(ONE, epoch, constants.O_RDWR, ME);
    await writer.flush(ONE, epoch);
    await writer.release(ONE, epoch);
    expect(library.saved).toEqual([]);
    expect(await epochOf(ONE)).toBe(epoch);
  });

  it('is no edit when the tags stay the same, but others no longer share what was written', async () => {
    const epoch = await epochOf(ONE);
    const same = await contentOf(ONE);
    await writer.open(ONE, epoch, constants.O_RDWR, ME);
    await writer.write(ONE, epoch, same.subarray(0, 100), 0, ME);
    await writer.flush(ONE, epoch);
    await writer.release(ONE, epoch);
    expect(library.saved).toEqual([]);
    expect(await epochOf(ONE)).toBe(epoch + 1);
    expect((await contentOf(ONE)).equals(same)).toBe(true);
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    [
      'other audio',
      (bytes) => Buffer.concat([bytes.subarray(0, -500), Buffer.alloc(500, 7)]),
      'audio itself was changed',
    ],
    ['less audio', (bytes) => bytes.subarray(0, -1), 'audio itself was changed'],
    ['no audio file', () => Buffer.from('Dear diary'), 'not an audio file'],
    ['nothing', () => Buffer.alloc(0), 'saved empty'],
    ['a broken header', (bytes) => bytes.subarray(0, 20), 'cannot be read'],
  ])('is refused for %s, with the reason, and what was written is kept', async (_what, change, reason) => {
    const epoch = await epochOf(ONE);
    const before = await contentOf(ONE);
    const bytes = change(before);
    await writer.open(ONE, epoch, constants.O_WRONLY | constants.O_TRUNC, ME);
    if (bytes.length > 0) await writer.write(ONE, epoch, bytes, 0, ME);
    await expect(writer.flush(ONE, epoch)).rejects.toMatchObject({ code: 'EPERM' });
    await writer.release(ONE, epoch);
    expect(library.saved).toEqual([]);
    expect(library.refusals).toEqual([
      expect.objectContaining({ trackId: 1, path: 'One.flac', reason: expect.stringContaining(reason) as string }),
    ]);
    expect((await readFile(library.refusals[0]?.kept ?? '')).equals(bytes)).toBe(true);
    expect((await contentOf(ONE)).equals(before)).toBe(true);
    expect(await epochOf(ONE)).toBe(epoch + 1);
  });

  it('is kept when the library does not store it, and is an I/O error', async () => {
    const bytes = await edited(ONE, 'Lost');
    const epoch = await epochOf(ONE);
    library.trouble = new Error('the disk is full');
    await writer.open(ONE, epoch, constants.O_WRONLY | constants.O_TRUNC, ME);
    await writer.write(ONE, epoch, bytes, 0, ME);
    await expect(writer.flush(ONE, epoch)).rejects.toMatchObject({ code: 'EIO' });
    expect(library.refusals).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('the disk is full') as string }),
    ]);
    expect((await readFile(library.refusals[0]?.kept ?? '')).equals(bytes)).toBe(true);
    await writer.release(ONE, epoch);
  });

  it('remains readable for other open handles until the kernel forgets the node', async () => {
    const epoch = await epochOf(ONE);
    const bytes = await edited(ONE, 'Seen');
    await writer.open(ONE, epoch, constants.O_RDWR, ME);
    await writer.write(ONE, epoch, bytes, 0, ME);
    await writer.flush(ONE, epoch);
    await writer.release(ONE, epoch);
    expect(Buffer.from(await writer.read(ONE, epoch, 50, 0)).equals(bytes.subarray(0, 50))).toBe(true);
    await writer.forgotten(ONE, epoch);
    await expect(writer.read(ONE, epoch, 50, 0)).rejects.toMatchObject({ code: 'EBADF' });
  });

  it('is an I/O error when the mount ends before the program closes the file', async () => {
    const epoch = await epochOf(ONE);
    await writer.open(ONE, epoch, constants.O_RDWR, ME);
    await writer.write(ONE, epoch, await edited(ONE, 'Late'), 0, ME);
    await writer.close();
    await expect(writer.flush(ONE, epoch)).rejects.toMatchObject({ code: 'EIO' });
    expect(library.saved).toEqual([]);
  });

  it('of a length, by path and without opening, is committed at once', async () => {
    const epoch = await epochOf(ONE);
    await expect(writer.resize(ONE, epoch, 0, ME)).rejects.toMatchObject({ code: 'EPERM' });
    expect(library.refusals).toHaveLength(1);
    expect(await epochOf(ONE)).toBe(epoch + 1);
  });
});

describe('a file made beside a track', () => {
  it('becomes an edit when it is renamed over the track, which is then found at its new place', async () => {
    const bytes = await edited(ONE, 'Renamed');
    const { inode } = await writer.create(ROOT_INODE, 'One.flac.tmp', ME);
    await writer.write(inode, 0, bytes, 0, ME);
    await writer.flush(inode, 0);
    await writer.release(inode, 0);
    expect(writer.find(ROOT_INODE, 'One.flac.tmp')).toMatchObject({ kind: 'made', attributes: { size: bytes.length } });
    await writer.rename(ROOT_INODE, 'One.flac.tmp', ROOT_INODE, 'One.flac', 0, ME);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Renamed'] } })]);
    expect(writer.find(ROOT_INODE, 'One.flac.tmp')).toBeNull();
    // For the program that comes back for the name it knows.
    expect(writer.find(ROOT_INODE, 'One.flac')).toBeNull();
    expect(overlay.child(ROOT_INODE, 'One.flac')).toBe(ONE);
    expect(writer.namesIn(ROOT_INODE)).toMatchObject([{ name: 'One.flac', inode: ONE }]);
  });

  it('replaces a track that was removed after it was made, as some editors save', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'tmp', ME);
    await writer.write(inode, 0, await edited(ONE, 'Replaced'), 0, ME);
    await writer.release(inode, 0);
    await writer.unlink(ROOT_INODE, 'One.flac', ME);
    expect(writer.find(ROOT_INODE, 'One.flac')).toEqual({ kind: 'nothing' });
    await writer.rename(ROOT_INODE, 'tmp', ROOT_INODE, 'One.flac', 0, ME);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Replaced'] } })]);
    expect(overlay.resolve('Replaced.flac')).toBe(ONE);
  });

  it('replaces a track that was renamed away before it was made, as other editors save', async () => {
    const bytes = await edited(ONE, 'Anew');
    await writer.rename(ROOT_INODE, 'One.flac', ROOT_INODE, 'One_BACKUP.flac', 1, ME);
    expect(writer.find(ROOT_INODE, 'One_BACKUP.flac')).toEqual({ kind: 'track', inode: ONE });
    const { inode } = await writer.create(ROOT_INODE, 'One.flac', ME);
    await writer.write(inode, 0, bytes, 0, ME);
    await writer.unlink(ROOT_INODE, 'One_BACKUP.flac', ME);
    await writer.flush(inode, 0);
    await writer.release(inode, 0);
    expect(library.saved).toEqual([expect.objectContaining({ trackId: 1, fields: { title: ['Anew'] } })]);
    expect(writer.namesIn(ROOT_INODE)).toMatchObject([{ name: 'One.flac', inode: ONE }]);
  });

  it('differs from one that is made at the same moment', async () => {
    const [one, two] = await Promise.all([
      writer.create(ROOT_INODE, 'one.tmp', ME),
      writer.create(ROOT_INODE, 'two.tmp', ME),
    ]);
    expect(one.inode).not.toBe(two.inode);
    await Promise.all([
      writer.write(one.inode, 0, Buffer.from('one'), 0, ME),
      writer.write(two.inode, 0, Buffer.from('two'), 0, ME),
    ]);
    expect(Buffer.from(await writer.read(one.inode, 0, 10, 0)).toString()).toBe('one');
    expect(Buffer.from(await writer.read(two.inode, 0, 10, 0)).toString()).toBe('two');
  });

  it('that replaces no track expires after a while, and is kept when it is audio', async () => {
    writer = writerFor(20);
    const { inode } = await writer.create(ROOT_INODE, 'note.txt', ME);
    await writer.write(inode, 0, Buffer.from('hello'), 0, ME);
    await writer.release(inode, 0);
    const copy = await writer.create(ROOT_INODE, 'copy.flac', ME);
    await writer.write(copy.inode, 0, await contentOf(ONE), 0, ME);
    await writer.release(copy.inode, 0);
    await vi.waitFor(() => expect(writer.namesIn(ROOT_INODE)).toEqual([]), 5000);
    expect(library.refusals).toEqual([expect.objectContaining({ trackId: null, path: 'copy.flac' })]);
  });

  it('is refused when it is new music', async () => {
    const foreign = join(folder, 'foreign.flac');
    await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=90:duration=3', foreign]);
    const { inode } = await writer.create(ROOT_INODE, 'foreign.flac', ME);
    await writer.write(inode, 0, await readFile(foreign), 0, ME);
    await expect(writer.flush(inode, 0)).rejects.toMatchObject({ code: 'EPERM' });
    expect(library.refusals).toEqual([
      expect.objectContaining({ reason: expect.stringContaining('scanning') as string }),
    ]);
  });

  it('stays as it was when renaming it over a track is refused', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'tmp', ME);
    await writer.write(inode, 0, await contentOf(trackInode(2)), 0, ME);
    await writer.release(inode, 0);
    await expect(writer.rename(ROOT_INODE, 'tmp', ROOT_INODE, 'One.flac', 0, ME)).rejects.toMatchObject({
      code: 'EPERM',
    });
    expect(writer.find(ROOT_INODE, 'tmp')).toMatchObject({ kind: 'made' });
    expect(overlay.resolve('One.flac')).toBe(ONE);
    expect(library.saved).toEqual([]);
  });

  it('is kept when the mount ends before it replaced a track', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'half.flac', ME);
    await writer.write(inode, 0, await contentOf(ONE), 0, ME);
    await writer.close();
    expect(library.refusals).toHaveLength(1);
    expect(await readdir(library.quarantine)).toHaveLength(1);
  });
});

describe('names', () => {
  it('of tracks cannot be deleted by hand, or taken by other files', async () => {
    await expect(writer.unlink(ROOT_INODE, 'One.flac', ME)).rejects.toMatchObject({ code: 'EPERM' });
    await expect(writer.rename(ROOT_INODE, 'One.flac', ROOT_INODE, 'Two.flac', 0, ME)).rejects.toMatchObject({
      code: 'EPERM',
    });
    expect(writer.namesIn(ROOT_INODE)).toEqual([]);
  });

  it('that were removed come back when no replacement comes', async () => {
    writer = writerFor(20);
    await writer.rename(ROOT_INODE, 'One.flac', ROOT_INODE, 'Backup.bak', 0, ME);
    expect(writer.find(ROOT_INODE, 'One.flac')).toEqual({ kind: 'nothing' });
    await vi.waitFor(() => expect(writer.find(ROOT_INODE, 'One.flac')).toBeNull(), 5000);
    await vi.waitFor(() => expect(writer.find(ROOT_INODE, 'Backup.bak')).toBeNull(), 5000);
    expect(library.saved).toEqual([]);
  });

  it('that were removed come back at once when they are renamed back', async () => {
    await writer.rename(ROOT_INODE, 'One.flac', ROOT_INODE, 'Backup.bak', 0, ME);
    await writer.rename(ROOT_INODE, 'Backup.bak', ROOT_INODE, 'One.flac', 0, ME);
    expect(writer.find(ROOT_INODE, 'One.flac')).toBeNull();
    expect(writer.namesIn(ROOT_INODE)).toEqual([]);
  });

  it('are not replaced where the program forbids it', async () => {
    const { inode } = await writer.create(ROOT_INODE, 'tmp', ME);
    await writer.release(inode, 0);
    await expect(writer.rename(ROOT_INODE, 'tmp', ROOT_INODE, 'One.flac', 1, ME)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    await expect(writer.create(ROOT_INODE, 'One.flac', ME)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(writer.rename(ROOT_INODE, 'tmp', ROOT_INODE, 'One.flac', 2, ME)).rejects.toMatchObject({
      code: 'EINVAL',
    });
  });
});

it('never leaves the spool of a save behind', async () => {
  const { inode } = await writer.create(ROOT_INODE, 'tmp', ME);
  await writer.write(inode, 0, Buffer.alloc(100_000), 0, ME);
  expect(await readdir(library.quarantine)).toEqual([]);
});
