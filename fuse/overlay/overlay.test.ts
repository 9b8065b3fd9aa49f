import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { errorNumber } from './errors.ts';
import type { Invalidation } from './invalidation.ts';
import type { OverlayOptions } from './options.ts';
import { Overlay } from './overlay.ts';
import { AUDIO, MemoryLibrary } from './testing/memory-library.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-overlay-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const template = compileTemplate('$artist/$title');

function openOverlay(library: MemoryLibrary, more: Partial<OverlayOptions> = {}): Promise<Overlay> {
  return Overlay.open(library, { views: [{ name: '', template }], ...more });
}

async function contentOf(overlay: Overlay, path: string): Promise<Buffer> {
  const file = await overlay.file(overlay.resolve(path));
  await file.retain();
  try {
    const buffer = Buffer.alloc(file.attributes.size + 100);
    const count = await file.read(buffer, buffer.length, 0);
    expect(count).toBe(file.attributes.size);
    return buffer.subarray(0, count);
  } finally {
    await file.release();
  }
}

const TITLES = { artist: ['A'], title: ['One'] };

describe('the overlay', () => {
  it('shows every track at its path, with the size of what will be read', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const content = await contentOf(overlay, 'A/One.flac');
    expect(content.subarray(0, 4).toString()).toBe('fLaC');
    expect(content.includes('TITLE=One')).toBe(true);
    expect(content.subarray(-AUDIO.length)).toEqual(AUDIO);
    const attributes = await overlay.attributes(trackInode(1));
    expect(attributes).toMatchObject({ inode: trackInode(1), kind: 'file', size: content.length, links: 1 });
    expect(await overlay.attributes(ROOT_INODE)).toMatchObject({ kind: 'directory', links: 3 });
    expect(overlay.list(ROOT_INODE).map((entry) => entry.name)).toEqual(['A']);
    expect(overlay.list(overlay.resolve('A'))[0]).toMatchObject({
      name: 'One.flac',
      inode: trackInode(1),
      kind: 'file',
      attributes,
    });
  });

  it('serves files unchanged that it can make no header for', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES, { layout: null });
    const overlay = await openOverlay(library);
    expect((await overlay.attributes(trackInode(1))).size).toBe(track.stamp.size);
    expect((await contentOf(overlay, 'A/One.flac')).subarray(8, 42)).toEqual(Buffer.alloc(34, 1));
  });

  it('keeps the exact time of an unedited original and moves it with every edit, even in one millisecond', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const { modified } = await overlay.attributes(trackInode(1));
    expect(BigInt(modified.seconds) * 1_000_000_000n + BigInt(modified.nanoseconds)).toBe(track.stamp.mtimeNs);
    const times = [modified.seconds * 1000 + modified.nanoseconds / 1e6];
    const now = Math.ceil(times[0] ?? 0) + 5000;
    for (const editedAt of [now, now, now, now - 60_000]) {
      library.edit(1, { ...TITLES, genre: [String(times.length)] }, editedAt);
      await overlay.settled();
      const at = (await overlay.attributes(trackInode(1))).modified;
      times.push(at.seconds * 1000 + at.nanoseconds / 1e6);
    }
    expect(times.slice(1)).toEqual([now, now + 1, now + 2, now + 3]);
  });

  it('keeps the length of a header until the tags no longer fit', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const { size } = await overlay.attributes(trackInode(1));
    library.edit(1, { ...TITLES, lyrics: ['la '.repeat(500)] }, 5000);
    await overlay.settled();
    expect((await overlay.attributes(trackInode(1))).size).toBe(size);
    library.edit(1, { ...TITLES, lyrics: ['la '.repeat(20_000)] }, 6000);
    await overlay.settled();
    const grown = (await overlay.attributes(trackInode(1))).size;
    expect(grown).toBeGreaterThan(size + 50_000);
    library.edit(1, TITLES, 7000);
    await overlay.settled();
    expect((await overlay.attributes(trackInode(1))).size).toBe(grown);
  });

  it('serves the old generation to open handles, while later opens get the edit', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const old = await overlay.file(trackInode(1));
    await old.retain();
    library.edit(1, { artist: ['B'], title: ['Two'] }, 5000);
    await overlay.settled();
    expect(overlay.pathOf(trackInode(1))).toBe('B/Two.flac');
    expect((await contentOf(overlay, 'B/Two.flac')).includes('TITLE=Two')).toBe(true);
    expect(overlay.isCurrent(trackInode(1), old)).toBe(false);
    const before = Buffer.alloc(old.attributes.size);
    await old.read(before, before.length, 0);
    expect(before.includes('TITLE=One')).toBe(true);
    await old.release();
  });

  it('tells what caches have to drop', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    await overlay.attributes(trackInode(1));
    const directory = overlay.resolve('A');
    const heard: Invalidation[] = [];
    overlay.onInvalidate((invalidation) => heard.push(invalidation));
    library.edit(1, { artist: ['A'], title: ['Two'] }, 5000);
    await overlay.settled();
    expect(heard).toHaveLength(1);
    expect(heard[0]?.names).toContainEqual({ directory, name: 'One.flac' });
    expect(heard[0]?.names).toContainEqual({ directory, name: 'Two.flac' });
    expect(heard[0]?.directories).toContain(directory);
    expect(heard[0]?.files).toEqual([trackInode(1)]);
  });

  it('takes an edit into account that comes while the file is being made', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    library.duringRead = () => {
      library.duringRead = null;
      library.edit(1, { artist: ['A'], title: ['Late'] }, 5000);
    };
    const early = overlay.file(trackInode(1));
    await overlay.settled();
    await early;
    expect((await contentOf(overlay, 'A/Late.flac')).includes('TITLE=Late')).toBe(true);
  });

  it('makes one file for many concurrent callers', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const files = await Promise.all(Array.from({ length: 20 }, () => overlay.file(trackInode(1))));
    expect(new Set(files).size).toBe(1);
  });

  it('reads everything again when anything may have changed, and touches only what did', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    await library.add(2, { artist: ['A'], title: ['Two'] });
    const overlay = await openOverlay(library);
    const before = await overlay.file(trackInode(1));
    library.tracks.delete(2);
    await library.add(3, { artist: ['C'], title: ['Three'] });
    library.announce([]);
    await overlay.settled();
    expect(
      overlay
        .list(ROOT_INODE)
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(['A', 'C']);
    expect(() => overlay.resolve('A/Two.flac')).toThrow('There is no');
    expect(await overlay.file(trackInode(1))).toBe(before);
  });

  it('gives a file that was scanned again a new time and content even when no tag was edited', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const before = await overlay.file(trackInode(1));
    library.tracks.set(1, { ...track, stamp: { ...track.stamp, ctimeNs: track.stamp.ctimeNs + 1n } });
    library.announce([1]);
    await overlay.settled();
    const after = await overlay.file(trackInode(1));
    expect(after.attributes.epoch).toBe(before.attributes.epoch + 1);
    expect(after.attributes.modified).not.toEqual(before.attributes.modified);
  });

  it('goes on counting the generations of a track that left and came back with another content', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const before = await overlay.file(trackInode(1));
    library.remove(1);
    await overlay.settled();
    await expect(overlay.file(trackInode(1))).rejects.toMatchObject({ code: 'ENOENT' });
    library.tracks.set(1, { ...track, tags: { artist: ['A'], title: ['Back'] }, generation: 7, editedAt: 5000 });
    library.announce([1]);
    await overlay.settled();
    expect((await overlay.file(trackInode(1))).attributes.epoch).toBe(before.attributes.epoch + 1);
  });

  it('forgets headers when they take too much memory and still serves them', async () => {
    const library = new MemoryLibrary(folder);
    for (let id = 1; id <= 20; id += 1) {
      await library.add(id, { artist: ['A'], title: [`T${id}`], lyrics: ['x'.repeat(4000)] });
    }
    const overlay = await openOverlay(library, { cacheBytes: 50_000 });
    const sizes = new Map<number, number>();
    for (let id = 1; id <= 20; id += 1) sizes.set(id, (await overlay.file(trackInode(id))).attributes.size);
    for (let id = 1; id <= 20; id += 1) {
      const content = await contentOf(overlay, `A/T${id}.flac`);
      expect(content.length).toBe(sizes.get(id));
      expect((await overlay.file(trackInode(id))).attributes.epoch).toBe(0);
    }
  });
});

describe('trouble', () => {
  it('with the library at the start leaves nothing to mount', async () => {
    const library = new MemoryLibrary(folder);
    library.broken = true;
    await expect(openOverlay(library)).rejects.toThrow('disk unplugged');
  });

  it('with the library later on is an I/O error and never an empty directory', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const problems: string[] = [];
    const overlay = await openOverlay(library, { onProblem: (problem) => problems.push(problem.message) });
    library.broken = true;
    library.announce([]);
    await overlay.settled();
    library.announce([1]);
    await overlay.settled();
    expect(overlay.list(ROOT_INODE).map((entry) => entry.name)).toEqual(['A']);
    const error = await overlay.attributes(trackInode(1)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'EIO' });
    expect(errorNumber(error)).toBe(5);
    expect(problems).toHaveLength(3);
    library.broken = false;
    expect((await overlay.attributes(trackInode(1))).kind).toBe('file');
  });

  it('with an original that changed since the scan is an I/O error that names the file', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    await appendFile(track.path as Buffer, 'x');
    await expect(contentOf(overlay, 'A/One.flac')).rejects.toMatchObject({
      code: 'EIO',
      message: expect.stringContaining(Buffer.from(track.path).toString()),
    });
  });

  it('with an original that is gone is an I/O error, and the file is still listed', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    await rm(Buffer.from(track.path));
    await expect(contentOf(overlay, 'A/One.flac')).rejects.toMatchObject({ code: 'EIO' });
    expect(overlay.list(overlay.resolve('A'))).toHaveLength(1);
  });

  it('never reads past the end of an original that was cut short while it was open', async () => {
    const library = new MemoryLibrary(folder);
    const track = await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const file = await overlay.file(trackInode(1));
    await file.retain();
    await writeFile(track.path as Buffer, 'short');
    const buffer = Buffer.alloc(file.attributes.size);
    await expect(file.read(buffer, buffer.length, 0)).rejects.toMatchObject({ code: 'EIO' });
    await file.release();
  });

  it('names what does not exist or is of the wrong kind', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    expect(() => overlay.resolve('A/Nothing.flac')).toThrow(expect.objectContaining({ code: 'ENOENT' }) as Error);
    expect(() => overlay.resolve('A/One.flac/x')).toThrow(expect.objectContaining({ code: 'ENOTDIR' }) as Error);
    await expect(overlay.file(ROOT_INODE)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(overlay.refuse('rename')).toMatchObject({
      code: 'EROFS',
      message: 'rename is refused: the mount is read-only',
    });
    library.remove(1);
    await overlay.settled();
    await expect(overlay.attributes(trackInode(1))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('reading', () => {
  it('gives the same bytes at every offset and length', async () => {
    const library = new MemoryLibrary(folder);
    await library.add(1, TITLES);
    const overlay = await openOverlay(library);
    const whole = await contentOf(overlay, 'A/One.flac');
    const file = await overlay.file(trackInode(1));
    await file.retain();
    const header = file.plan.headerLength;
    for (const position of [
      0,
      1,
      3,
      4,
      header - 1,
      header,
      header + 1,
      whole.length - 1,
      whole.length,
      whole.length + 5,
    ]) {
      for (const length of [0, 1, 7, 4096, whole.length]) {
        const buffer = Buffer.alloc(length);
        const count = await file.read(buffer, length, position);
        expect(buffer.subarray(0, count)).toEqual(whole.subarray(position, position + length));
      }
    }
    await file.release();
  });
});
