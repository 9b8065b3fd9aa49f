import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import type { TreeChanges } from '../tree/change-log.ts';
import { sidecarInode, trackInode } from '../tree/inodes.ts';
import { MountTree } from '../tree/mount-tree.ts';
import { MemoryLibrary } from './testing/memory-library.ts';
import type { TreeEntry } from './track-source.ts';
import { TreeUpdates } from './tree-updates.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-updates-'));
});
afterAll(async () => rm(folder, { recursive: true }));

let library: MemoryLibrary;
let announced: { changes: TreeChanges; touched: readonly number[] }[];
let problems: string[];
beforeEach(() => {
  library = new MemoryLibrary(folder);
  [announced, problems] = [[], []];
});

function follow(template = '$artist/$title', withSidecars = false): { tree: MountTree; updates: TreeUpdates } {
  const tree = new MountTree([{ name: '', template: compileTemplate(template) }], withSidecars);
  const updates = new TreeUpdates(
    library,
    tree,
    withSidecars,
    (changes, touched) => void announced.push({ changes, touched }),
    (message) => void problems.push(message),
  );
  return { tree, updates };
}

function pathsIn(tree: MountTree): string[] {
  const paths: string[] = [];
  const walk = (node: { children: ReadonlyMap<string, unknown> }): void => {
    for (const child of node.children.values() as Iterable<never>) {
      if ((child as { kind: string }).kind === 'directory') walk(child);
      else paths.push(tree.pathOf(child));
    }
  };
  walk(tree.root);
  return paths.toSorted();
}

describe('updates of a tree', () => {
  it('begin with all tracks, whose directories are as old as their newest track', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] }, { addedAt: 1000 });
    await library.add(2, { artist: ['A'], title: ['Two'] }, { addedAt: 3000 });
    const { tree, updates } = follow();
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['A/One.flac', 'A/Two.flac']);
    expect([...tree.root.children.values()][0]).toMatchObject({ changedAt: 3000 });
  });

  it('take in changed, new and removed tracks, and touch no others', async () => {
    for (const id of [1, 2, 3]) await library.add(id, { artist: ['A'], title: [`${id}`] });
    const { tree, updates } = follow();
    await updates.begin();
    announced = [];
    library.tracks.delete(3);
    await library.add(4, { artist: ['A'], title: ['4'] });
    library.edit(2, { artist: ['B'], title: ['2'] }, 5000);
    await updates.take([3, 4]);
    expect(pathsIn(tree)).toEqual(['A/1.flac', 'A/4.flac', 'B/2.flac']);
    expect(announced.map(({ touched }) => touched)).toEqual([[2, 3, 4].map(trackInode)]);
    const now = Date.now();
    const changedAt = (tree.child(tree.root, 'B') as { changedAt: number }).changedAt;
    expect(changedAt).toBeGreaterThan(now - 60_000);
    expect(changedAt).toBeLessThanOrEqual(now);
  });

  it('leave a track that did not change where it is', async () => {
    await library.add(1, { artist: ['A'], title: ['1'] });
    const { tree, updates } = follow();
    await updates.begin();
    const before = tree.nodesOf(trackInode(1));
    announced = [];
    await updates.take([1]);
    expect(announced).toMatchObject([
      { changes: { names: [], directories: new Set(), stale: [] }, touched: [trackInode(1)] },
    ]);
    expect(tree.nodesOf(trackInode(1))).toEqual(before);
  });

  it('read everything again for an empty list, and find what is gone', async () => {
    for (const id of [1, 2]) await library.add(id, { artist: ['A'], title: [`${id}`] });
    const { tree, updates } = follow();
    await updates.begin();
    announced = [];
    library.tracks.delete(1);
    library.announce([]);
    await updates.settled();
    expect(pathsIn(tree)).toEqual(['A/2.flac']);
    expect(announced.map(({ touched }) => touched)).toEqual([[trackInode(2)], [trackInode(1)]]);
  });

  it('read many tracks in batches, between which other work runs', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] });
    const { updates } = follow();
    await updates.begin();
    const batches: number[] = [];
    const entriesOf = library.entriesOf.bind(library);
    library.entriesOf = async (ids: readonly number[]): Promise<readonly TreeEntry[]> => {
      batches.push(ids.length);
      return entriesOf(ids);
    };
    const other: number[] = [];
    setImmediate(() => other.push(batches.length));
    await updates.take(Array.from({ length: 1001 }, (_, index) => index + 1));
    expect(batches).toEqual([500, 500, 1]);
    expect(other).toEqual([1]);
  });

  it('read what is announced meanwhile once and together', async () => {
    for (const id of [1, 2, 3, 4]) await library.add(id, { artist: ['A'], title: [`${id}`] });
    const { tree, updates } = follow();
    await updates.begin();
    const read: (readonly number[])[] = [];
    const entriesOf = library.entriesOf.bind(library);
    library.entriesOf = async (ids: readonly number[]): Promise<readonly TreeEntry[]> => {
      read.push(ids);
      if (read.length === 1) {
        // A scan stores while the mount reads.
        for (let commit = 0; commit < 100; commit += 1) library.announce([2, 3]);
        library.edit(4, { artist: ['B'], title: ['4'] }, 5000);
      }
      return entriesOf(ids);
    };
    await updates.take([1]);
    await updates.settled();
    expect(read).toEqual([[1], [2, 3, 4]]);
    expect(pathsIn(tree)).toContain('B/4.flac');
  });

  it('read everything once when that is announced among other changes', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] });
    const { updates } = follow();
    await updates.begin();
    const whole = vi.spyOn(library, 'entries');
    library.announce([1]);
    for (let time = 0; time < 50; time += 1) library.announce([]);
    library.announce([1]);
    await updates.settled();
    expect(whole).toHaveBeenCalledTimes(1);
  });

  it('move the tracks whose path depends on the changed ones', async () => {
    const album = { artist: ['A'], album: ['Hits'], title: ['x'] };
    await library.add(1, { ...album, date: ['1990'] });
    const { tree, updates } = follow('$album%aunique{album,date}/$title');
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['Hits/x.flac']);
    await library.add(2, { ...album, date: ['1999'] });
    await updates.take([2]);
    expect(pathsIn(tree)).toHaveLength(2);
    expect(pathsIn(tree)).not.toContain('Hits/x.flac');
    library.tracks.delete(2);
    library.announce([]);
    await updates.settled();
    expect(pathsIn(tree)).toEqual(['Hits/x.flac']);
  });

  it('begin with paths that depend on tracks which come later', async () => {
    for (const [id, date] of [
      [1, '1990'],
      [2, '1999'],
    ] as const) {
      await library.add(id, { artist: ['A'], album: ['Hits'], title: ['x'], date: [date] });
    }
    const { tree, updates } = follow('$album%aunique{album,date}/$title');
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['Hits [1990]/x.flac', 'Hits [1999]/x.flac']);
  });

  it('show sidecars with the tracks of their folder, and announce them as touched', async () => {
    const track = await library.add(1, { artist: ['A'], title: ['One'] }, { folder: 7 });
    await library.add(2, { artist: ['A'], title: ['Two'] });
    const sidecar = { path: track.path, stamp: track.stamp, folder: 7, track: null };
    library.sidecars.set(3, { ...sidecar, id: 3, name: 'rip.log' });
    library.sidecars.set(4, { ...sidecar, id: 4, name: 'other.log', folder: 8 });
    const { tree, updates } = follow('$artist/$title', true);
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['A/One.flac', 'A/Two.flac', 'A/rip.log']);
    announced = [];
    library.sidecars.delete(3);
    await updates.take([1]);
    expect(pathsIn(tree)).toEqual(['A/One.flac', 'A/Two.flac']);
    library.sidecars.set(5, { ...sidecar, id: 5, name: 'new.log' });
    await updates.take([1]);
    expect(announced.map(({ touched }) => touched)).toEqual([[trackInode(1)], [trackInode(1), sidecarInode(5)]]);
  });

  it('show no sidecars of a library that has none', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] }, { folder: 7 });
    Object.assign(library, { sidecarsIn: undefined });
    const { tree, updates } = follow('$artist/$title', true);
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['A/One.flac']);
  });

  it('ask once for the sidecars of all folders, and not at all without a folder', async () => {
    for (const [id, folder] of [
      [1, 7],
      [2, 7],
      [3, 8],
    ] as const) {
      await library.add(id, { artist: ['A'], title: [`${id}`] }, { folder });
    }
    await library.add(4, { artist: ['A'], title: ['4'] });
    const sidecarsIn = vi.spyOn(library, 'sidecarsIn');
    const { updates } = follow('$artist/$title', true);
    await updates.begin();
    sidecarsIn.mockClear();
    await updates.take([1, 2, 3, 4]);
    await updates.take([4]);
    expect(sidecarsIn.mock.calls).toEqual([[[7, 8]]]);
  });

  it('do not ask for sidecars where none are shown', async () => {
    const track = await library.add(1, { artist: ['A'], title: ['One'] }, { folder: 7 });
    library.sidecars.set(3, { id: 3, name: 'rip.log', folder: 7, track: null, path: track.path, stamp: track.stamp });
    const { tree, updates } = follow();
    await updates.begin();
    expect(pathsIn(tree)).toEqual(['A/One.flac']);
  });

  it('go on after the library could not be read', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] });
    const { tree, updates } = follow();
    await updates.begin();
    library.broken = true;
    await updates.take([1]);
    expect(problems).toEqual(['Changes of the library could not be read: disk unplugged']);
    library.broken = false;
    library.edit(1, { artist: ['B'], title: ['One'] }, 5000);
    await updates.settled();
    expect(pathsIn(tree)).toEqual(['B/One.flac']);
  });

  it('cannot begin with a library that cannot be read', async () => {
    library.broken = true;
    const { updates } = follow();
    await expect(updates.begin()).rejects.toThrow('disk unplugged');
    await updates.settled();
  });

  it('end with the subscription', async () => {
    await library.add(1, { artist: ['A'], title: ['One'] });
    const { tree, updates } = follow();
    await updates.begin();
    updates.end();
    library.edit(1, { artist: ['B'], title: ['One'] }, 5000);
    await updates.settled();
    expect(pathsIn(tree)).toEqual(['A/One.flac']);
  });
});
