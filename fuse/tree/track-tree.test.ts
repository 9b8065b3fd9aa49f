import { beforeEach, describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ChangeLog } from './change-log.ts';
import { Directories } from './directories.ts';
import type { TreeEntry } from './entries.ts';
import type { Directory } from './mutable-nodes.ts';
import { TrackTree, type FolderWatcher } from './track-tree.ts';

let directories: Directories;
let tree: TrackTree;
let emptied: Set<Directory>;
let watched: string[];
const watcher: FolderWatcher = {
  added: (folder, { name }) => void watched.push(`+${folder} ${name}`),
  removed: (folder, { name }) => void watched.push(`-${folder} ${name}`),
};

function make(text: string, target: 'posix' | 'portable' = 'posix'): void {
  const template = compileTemplate(text, { target });
  directories = new Directories(template.names);
  tree = new TrackTree(template, directories, directories.root, watcher);
  [emptied, watched] = [new Set(), []];
}
beforeEach(() => make('$maker/$title'));

function entry(id: number, artist: string | string[], title = 'x', more: Partial<TreeEntry> = {}): TreeEntry {
  return { id, tags: { maker: [artist].flat(), title: [title] }, extension: 'flac', addedAt: 0, ...more };
}

function apply(changed: readonly TreeEntry[], removed: readonly number[] = [], now = 0): ChangeLog {
  const log = new ChangeLog(now);
  expect([...tree.apply(changed, removed, now, log, emptied)]).toEqual([]);
  return log;
}

const pathsOf = (id: number): string[] => tree.leavesOf(id).map((leaf) => directories.pathOf(leaf));

describe('a track', () => {
  it('is where its template says, and is known by its id', () => {
    apply([entry(1, 'A'), entry(2, 'B')]);
    expect([pathsOf(1), pathsOf(2), pathsOf(3)]).toEqual([['A/x.flac'], ['B/x.flac'], []]);
    expect(tree.trackCount).toBe(2);
    expect([...tree.trackIds()]).toEqual([1, 2]);
    expect(tree.track(2)).toBe(tree.leavesOf(2)[0]);
  });

  it('stays untouched by a change that keeps its path', () => {
    apply([entry(1, 'A')]);
    const [leaf] = tree.leavesOf(1);
    const log = apply([entry(1, 'A')]);
    expect(tree.leavesOf(1)[0]).toBe(leaf);
    expect(log.names).toEqual([]);
    expect(emptied.size).toBe(0);
  });

  it.each([
    ['the name', entry(1, 'A', 'y'), 'A/y.flac'],
    ['the last folder', entry(1, 'B'), 'B/x.flac'],
    ['the number of folders', entry(1, ''), 'x.flac'],
  ])('moves when %s changes, and its directory may be empty then', (_what, changed, path) => {
    apply([entry(1, 'A')]);
    const before = tree.leavesOf(1)[0]?.parent;
    apply([changed]);
    expect(pathsOf(1)).toEqual([path]);
    expect([...emptied]).toEqual([before]);
    expect(tree.trackCount).toBe(1);
  });

  it('leaves with its id', () => {
    apply([entry(1, 'A'), entry(2, 'A', 'y')]);
    apply([], [1, 7]);
    expect([pathsOf(1), tree.trackCount]).toEqual([[], 1]);
    expect(tree.track(1)).toBeUndefined();
  });

  it('dates its directory by when it was added, or by the time of the change if that is later', () => {
    apply([entry(1, 'A', 'x', { addedAt: 3000 }), entry(2, 'B', 'x', { addedAt: 1000 })], [], 2000);
    expect(tree.leavesOf(1)[0]?.parent.changedAt).toBe(3000);
    expect(tree.leavesOf(2)[0]?.parent.changedAt).toBe(2000);
  });

  it('is reported with its folder where it appears and disappears', () => {
    apply([entry(1, 'A', 'x', { folder: 5 }), entry(2, 'A', 'y')]);
    apply([entry(1, 'B', 'x', { folder: 5 })]);
    apply([entry(1, 'B', 'x', { folder: 6 })]);
    expect(watched).toEqual(['+5 A', '+0 A', '-5 A', '+5 B', '-5 B', '+6 B']);
    expect([tree.leavesFrom(6, 1).length, tree.leavesFrom(5, 1).length]).toEqual([1, 0]);
  });
});

describe('tracks that the template names by one another', () => {
  const album = (id: number, date: string): TreeEntry => ({
    ...entry(id, 'A'),
    tags: { album: ['Hits'], date: [date], title: ['x'] },
  });

  it('are returned when their path depends on a change, but not those of the change or of none', () => {
    make('$album%aunique{album,date}/$title');
    const log = new ChangeLog(0);
    expect([...tree.apply([album(1, '1990'), album(2, '1999')], [], 0, log, emptied)]).toEqual([]);
    const both = [pathsOf(1), pathsOf(2)];
    expect(both[0]).not.toEqual(both[1]);
    expect([...tree.apply([], [2], 0, log, emptied)]).toEqual([1]);
    expect([...tree.apply([album(1, '1990')], [], 0, log, emptied)]).toEqual([]);
    expect(pathsOf(1)).toEqual(['Hits/x.flac']);
    expect([...tree.apply([album(3, '1999')], [], 0, log, emptied)]).toEqual([1]);
  });

  it('have predicted paths that change nothing', () => {
    make('$album%aunique{album,date}/$title');
    apply([album(1, '1990')]);
    const predicted = tree.predictPaths([album(2, '1999')]);
    expect(predicted).toEqual([{ folders: [expect.stringMatching(/^Hits.+/)], name: 'x.flac' }]);
    expect([pathsOf(1), pathsOf(2)]).toEqual([['Hits/x.flac'], []]);
  });
});

describe('a track with several paths', () => {
  beforeEach(() => make('%each{maker}/$title'));

  it('has a leaf for each', () => {
    apply([entry(1, ['A', 'B', 'C'])]);
    expect(pathsOf(1)).toEqual(['A/x.flac', 'B/x.flac', 'C/x.flac']);
    expect(tree.trackCount).toBe(1);
  });

  it('keeps the leaves whose path stays', () => {
    apply([entry(1, ['A', 'B', 'C'])]);
    const stays = tree.leavesOf(1)[1];
    apply([entry(1, ['B', 'D'])]);
    expect(pathsOf(1)).toEqual(['B/x.flac', 'D/x.flac']);
    expect(tree.leavesOf(1)[0]).toBe(stays);
    expect([...emptied].map(({ name }) => name)).toEqual(['A', 'C']);
    const log = apply([entry(1, ['B', 'D'])]);
    expect(log.names).toEqual([]);
  });

  it('loses the leaves that it no longer has, also all but one, and all', () => {
    apply([entry(1, ['A', 'B', 'C'])]);
    apply([entry(1, ['A', 'B'])]);
    expect(pathsOf(1)).toEqual(['A/x.flac', 'B/x.flac']);
    apply([entry(1, 'B')]);
    expect(pathsOf(1)).toEqual(['B/x.flac']);
    apply([], [1]);
    expect([pathsOf(1), tree.trackCount]).toEqual([[], 0]);
  });
});

describe('where case does not count', () => {
  beforeEach(() => make('$maker/$title', 'portable'));

  it('folders that differ in case are one, spelled as most tracks do', () => {
    apply([entry(1, 'abba'), entry(2, 'abba', 'y'), entry(3, 'ABBA', 'z')]);
    expect(pathsOf(3)).toEqual(['abba/z.flac']);
    apply([entry(2, 'ABBA', 'y')]);
    expect(pathsOf(1)).toEqual(['ABBA/x.flac']);
    apply([], [2, 3]);
    expect(pathsOf(1)).toEqual(['abba/x.flac']);
  });
});

it('a track is never in the directory of a view', () => {
  directories.fixed(['Views'], new ChangeLog(0));
  apply([entry(1, 'Views')]);
  expect(pathsOf(1)).toEqual(['Views_/x.flac']);
  expect(tree.predictPaths([entry(1, 'Views')])).toEqual([{ folders: ['Views_'], name: 'x.flac' }]);
  const [leaf] = tree.leavesOf(1);
  apply([entry(1, 'Views')]);
  expect(tree.leavesOf(1)[0]).toBe(leaf);
});
