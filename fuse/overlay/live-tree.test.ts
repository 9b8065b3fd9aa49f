import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { trackInode } from '../tree/inodes.ts';
import type { MountTree, View } from '../tree/mount-tree.ts';
import { LiveTree, type LiveTreeListener } from './live-tree.ts';
import { MemoryLibrary } from './testing/memory-library.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-live-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const shown = (views: readonly View[]) => ({ views, sidecars: false, playlists: false });
const byTitle: View[] = [{ name: '', template: compileTemplate('$title') }];
const byArtist: View[] = [{ name: '', template: compileTemplate('$artist') }];
const TAGS = { title: ['One'], artist: ['A'] };

let library: MemoryLibrary;
let changed: (readonly number[])[];
let replaced: [MountTree, MountTree][];
let problems: string[];
let live: LiveTree;
const listener: LiveTreeListener = {
  changed: (_changes, touched) => void changed.push(touched),
  replaced: (before, after) => void replaced.push([before, after]),
  problem: (message) => void problems.push(message),
  formerFile: () => null,
};
beforeEach(async () => {
  [changed, replaced, problems] = [[], [], []];
  library = new MemoryLibrary(folder);
  await library.add(1, TAGS);
  live = new LiveTree(library, shown(byTitle), listener);
});

const names = (tree: MountTree): string[] => [...tree.root.children.values()].map(({ name }) => name);

describe('the live tree', () => {
  it('has the library once it has begun, and then follows it', async () => {
    await live.begin();
    expect(names(live.tree)).toEqual(['One.flac']);
    changed = [];
    library.edit(1, { ...TAGS, title: ['Other'] }, 5000);
    await live.settled();
    expect(names(live.tree)).toEqual(['Other.flac']);
    expect(changed).toEqual([[trackInode(1)]]);
  });

  it('has the present state of tracks after a refresh, without any announcement', async () => {
    await live.begin();
    library.tracks.set(1, { ...(library.tracks.get(1) as never as object), tags: { title: ['Other'] } } as never);
    await live.refresh([1]);
    expect(names(live.tree)).toEqual(['Other.flac']);
  });

  it('cannot begin with a library that cannot be read', async () => {
    library.broken = true;
    await expect(live.begin()).rejects.toThrow('disk unplugged');
  });

  it('reports later trouble with the library and stays as it was', async () => {
    await live.begin();
    library.broken = true;
    library.announce([1]);
    await live.settled();
    expect(problems).toEqual(['Changes of the library could not be read: disk unplugged']);
    expect(names(live.tree)).toEqual(['One.flac']);
  });

  it('is replaced as a whole, after the new tree is complete and without a word about its parts', async () => {
    await live.begin();
    const before = live.tree;
    changed = [];
    const replacing = live.replace(shown(byArtist));
    expect(live.tree).toBe(before);
    await replacing;
    expect(names(live.tree)).toEqual(['A.flac']);
    expect(replaced).toEqual([[before, live.tree]]);
    expect(changed).toEqual([]);
  });

  it('follows the library alone with the tree that it shows', async () => {
    await live.begin();
    const before = live.tree;
    await live.replace(shown(byArtist));
    library.edit(1, { title: ['Other'], artist: ['B'] }, 5000);
    await live.settled();
    expect([names(before), names(live.tree)]).toEqual([['One.flac'], ['B.flac']]);
  });

  it('stays when the library cannot be read for another one, and goes on following it', async () => {
    await live.begin();
    const before = live.tree;
    library.broken = true;
    await expect(live.replace(shown(byArtist))).rejects.toThrow('disk unplugged');
    expect(live.tree).toBe(before);
    expect(replaced).toEqual([]);
    library.broken = false;
    const entriesOf = vi.spyOn(library, 'entriesOf');
    library.edit(1, { ...TAGS, title: ['Other'] }, 5000);
    await live.settled();
    expect(names(live.tree)).toEqual(['Other.flac']);
    // The tree that was given up does not read the library any more.
    expect(entriesOf).toHaveBeenCalledOnce();
  });

  it('follows nothing any more once it has ended', async () => {
    await live.begin();
    live.end();
    library.edit(1, { ...TAGS, title: ['Other'] }, 5000);
    await live.settled();
    expect(names(live.tree)).toEqual(['One.flac']);
  });
});
