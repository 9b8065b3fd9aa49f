import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { playlistInode, ROOT_INODE, sidecarInode, trackInode } from '../tree/inodes.ts';
import { MountTree } from '../tree/mount-tree.ts';
import { fromMilliseconds } from './attributes.ts';
import type { FileContent } from './file-content.ts';
import { findContent } from './find-content.ts';
import { stampOf } from './testing/stamp-of.ts';
import { MemoryLibrary } from './testing/memory-library.ts';
import type { TrackSource } from './track-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-content-'));
});
afterAll(async () => rm(folder, { recursive: true }));

let library: MemoryLibrary;
let tree: MountTree;
beforeEach(async () => {
  library = new MemoryLibrary(folder);
  await library.add(1, { title: ['One'] });
  await library.add(2, { title: ['Two'] });
  const template = compileTemplate('$title');
  tree = new MountTree([{ name: 'Lists/Jazz', template, playlist: true }], true);
  tree.apply([...library.tracks.values()], [], 0);
});

function textOf(content: FileContent | null): string {
  const { plan } = content?.plan(null, () => undefined) ?? { plan: null };
  return (plan?.segments ?? []).map((segment) => (segment.kind === 'bytes' ? segment.bytes.toString() : '?')).join('');
}

describe('the content of an inode', () => {
  it('of a track is that of the track, or nothing when it is gone', async () => {
    expect(await findContent(library, tree, trackInode(1))).toMatchObject({ original: library.tracks.get(1) });
    expect(await findContent(library, tree, trackInode(3))).toBeNull();
  });

  it('of a sidecar is its file, or nothing when it is gone or the library has none', async () => {
    const path = Buffer.from(library.tracks.get(1)?.path ?? []);
    const sidecar = { id: 5, folder: 1, name: 'log.txt', track: null, path, stamp: stampOf(path.toString()) };
    library.sidecars.set(5, sidecar);
    expect(await findContent(library, tree, sidecarInode(5))).toMatchObject({ original: sidecar });
    expect(await findContent(library, tree, sidecarInode(6))).toBeNull();
    const bare: TrackSource = {
      entries: () => library.entries(),
      entriesOf: (ids) => library.entriesOf(ids),
      track: (id) => library.track(id),
      onChange: (listener) => library.onChange(listener),
    };
    expect(await findContent(bare, tree, sidecarInode(5))).toBeNull();
    expect(textOf(await findContent(bare, tree, playlistInode('Lists/Jazz', 0)))).toBe('#EXTM3U\n#PLAYLIST:Jazz\n');
  });

  it('of a playlist has the paths of its tracks, seen from where the playlist is', async () => {
    const line = { artist: 'A', duration: 1 };
    library.playlists.set(0, [
      { ...line, id: 2, title: 'Two', changedAt: 7000 },
      { ...line, id: 9, title: 'Gone', changedAt: 9000 },
      { ...line, id: 1, title: 'One', changedAt: 8000 },
    ]);
    const content = await findContent(library, tree, playlistInode('Lists/Jazz', 0));
    expect(content?.name).toBe('Lists/Jazz.m3u8');
    expect(content?.modified(null)).toEqual(fromMilliseconds(9000));
    const lines = [
      '#EXTM3U',
      '#PLAYLIST:Jazz',
      '#EXTINF:1,A - Two',
      'Jazz/Two.flac',
      '#EXTINF:1,A - One',
      'Jazz/One.flac',
    ];
    expect(textOf(content)).toBe(`${lines.join('\n')}\n`);
  });

  it('of a playlist without tracks has the time 0', async () => {
    const content = await findContent(library, tree, playlistInode('Lists/Jazz', 0));
    expect(content?.modified(null)).toEqual(fromMilliseconds(0));
  });

  it('of any other node is nothing', async () => {
    expect(await findContent(library, tree, ROOT_INODE)).toBeNull();
    expect(await findContent(library, tree, playlistInode('none', 0))).toBeNull();
  });
});
