/** The playlists that a person keeps, as files of the mount: where they are, what they say, and how they follow. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { savedPlaylistInode } from '../tree/inodes.ts';
import type { View } from '../tree/mount-tree.ts';
import type { Invalidation } from './invalidation.ts';
import { Overlay } from './overlay.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-playlists-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const view = (name: string, template: string): View => ({ name, template: compileTemplate(template) });
let library: MemoryLibrary;
let overlay: Overlay;
let told: Invalidation[];

beforeEach(async () => {
  library = new MemoryLibrary(folder);
  await library.add(1, { title: ['One'], artist: ['A'] });
  await library.add(2, { title: ['Two'], artist: ['B'] });
  library.save(5, 'Trips/Road', [2, 1, 2]);
  await open([view('', '$artist/$title')]);
});

async function open(views: readonly View[]): Promise<void> {
  overlay = await Overlay.open(library, { views, playlists: true });
  told = [];
  overlay.onInvalidate((invalidation) => told.push(invalidation));
}

async function text(path: string): Promise<string> {
  const file = await overlay.file(overlay.resolve(path));
  await file.retain();
  try {
    const buffer = Buffer.alloc(file.attributes.size + 10);
    return buffer.subarray(0, await file.read(buffer, buffer.length, 0)).toString();
  } finally {
    await file.release();
  }
}
/** The lines that name files. */
const files = async (path: string): Promise<string[]> =>
  (await text(path)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const names = (path: string): string[] => overlay.list(overlay.resolve(path)).map(({ name }) => name);
/** Inodes of playlists that caches were told to drop. */
const dropped = (): number[] => told.flatMap((one) => one.files).filter((inode) => inode >= savedPlaylistInode(0));

describe('a saved playlist in the mount', () => {
  it('is a file in folders like its own, with paths seen from there', async () => {
    expect(names('')).toEqual(expect.arrayContaining(['A', 'B', 'Playlists']));
    expect(await text('Playlists/Trips/Road.m3u8')).toBe(
      '#EXTM3U\n#PLAYLIST:Road\n#EXTINF:1,B - Two\n../../B/Two.flac\n#EXTINF:1,A - One\n../../A/One.flac\n' +
        '#EXTINF:1,B - Two\n../../B/Two.flac\n',
    );
    const { modified } = await overlay.attributes(overlay.resolve('Playlists/Trips/Road.m3u8'));
    expect(modified).toEqual({ seconds: 7, nanoseconds: 0 });
  });

  it('appears, moves and disappears with the playlist, with its folders', async () => {
    library.save(6, 'Rain', [1]);
    library.save(5, 'Street', [1]);
    await overlay.settled();
    expect(names('Playlists').sort()).toEqual(['Rain.m3u8', 'Street.m3u8']);
    expect(await files('Playlists/Street.m3u8')).toEqual(['../A/One.flac']);
    library.save(5, null);
    library.save(6, null);
    await overlay.settled();
    expect(names('').sort()).toEqual(['A', 'B']);
    library.save(8, 'Again', [1]);
    await overlay.settled();
    expect(await files('Playlists/Again.m3u8')).toEqual(['../A/One.flac']);
  });

  it('is told apart from another one of the same name', async () => {
    library.save(6, 'trips/Road', [1]);
    library.save(7, 'Trips/Road', [1]);
    await overlay.settled();
    expect(names('Playlists').sort()).toEqual(['Trips', 'trips']);
    expect(names('Playlists/Trips').sort()).toEqual(['Road [#7].m3u8', 'Road.m3u8']);
  });

  it('has a name that the file system allows', async () => {
    library.save(6, '../a\u0000b', []);
    await overlay.settled();
    expect(names('Playlists').sort()).toEqual(['Trips', '_.']);
    expect(names('Playlists/_.')).toEqual([expect.stringMatching(/^a[^\0]?b\.m3u8$/)]);
  });

  it('has another text when its list changes, and caches drop the old one', async () => {
    await text('Playlists/Trips/Road.m3u8');
    library.save(5, 'Trips/Road', [1]);
    await overlay.settled();
    expect(dropped()).toEqual([savedPlaylistInode(5)]);
    expect(await files('Playlists/Trips/Road.m3u8')).toEqual(['../../A/One.flac']);
  });

  it('follows the paths of its tracks', async () => {
    await text('Playlists/Trips/Road.m3u8');
    library.edit(1, { title: ['Other'], artist: ['A'] }, 9000);
    await overlay.settled();
    expect(await files('Playlists/Trips/Road.m3u8')).toEqual([
      '../../B/Two.flac',
      '../../A/Other.flac',
      '../../B/Two.flac',
    ]);
    // Another track takes the name: the path of track 1 changes with it.
    await library.add(3, { title: ['Two'], artist: ['B'] });
    library.announce([3]);
    library.remove(2);
    await overlay.settled();
    expect(await files('Playlists/Trips/Road.m3u8')).toEqual(['../../A/Other.flac']);
  });

  it('is made again only where a changed track is in it, or a query decides', async () => {
    await library.add(3, { title: ['Three'], artist: ['C'] });
    library.save(6, 'Smart', [1], true);
    await overlay.settled();
    await text('Playlists/Trips/Road.m3u8');
    await text('Playlists/Smart.m3u8');
    const read = vi.spyOn(library.savedPlaylists, 'playlist');
    library.edit(3, { title: ['Else'], artist: ['C'] }, 9000);
    await overlay.settled();
    expect(dropped()).toEqual([savedPlaylistInode(6)]);
    await text('Playlists/Trips/Road.m3u8');
    expect(read).not.toHaveBeenCalled();
    library.edit(2, { title: ['Two', 'b'], artist: ['B'] }, 9000);
    await overlay.settled();
    expect(dropped()).toContain(savedPlaylistInode(5));
  });

  it('has the paths of the views that are shown now', async () => {
    await text('Playlists/Trips/Road.m3u8');
    await overlay.show({ views: [view('By title', '$title')], playlists: true });
    expect(await files('Playlists/Trips/Road.m3u8')).toEqual([
      '../../By title/Two.flac',
      '../../By title/One.flac',
      '../../By title/Two.flac',
    ]);
    await overlay.show({ views: [view('', '$title')] });
    expect(names('')).toEqual(['One.flac', 'Two.flac']);
  });

  it('may share its folder with views, which stays with them', async () => {
    await open([view('Playlists/Quiet', '$title'), view('', '$artist/$title')]);
    expect(names('Playlists').sort()).toEqual(['Quiet', 'Trips']);
    library.save(5, null);
    await overlay.settled();
    expect(names('Playlists')).toEqual(['Quiet']);
  });

  it('belongs to no view, so that a file moved there would get no tags', () => {
    expect(overlay.viewOf(overlay.resolve('A'))).not.toBeNull();
    expect(overlay.viewOf(overlay.resolve('Playlists'))).toBeNull();
    expect(overlay.viewOf(overlay.resolve('Playlists/Trips'))).toBeNull();
  });

  it('leaves its folder to itself: a track that wants the name gets another', async () => {
    library.edit(1, { title: ['One'], artist: ['Playlists'] }, 9000);
    await overlay.settled();
    expect(names('').sort()).toEqual(['B', 'Playlists', 'Playlists_']);
    library.save(5, null);
    await overlay.settled();
    expect(names('').sort()).toEqual(['B', 'Playlists_']);
  });
});
