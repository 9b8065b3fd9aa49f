import { beforeEach, describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ChangeLog } from './change-log.ts';
import { Directories } from './directories.ts';
import type { SidecarEntry } from './entries.ts';
import { sidecarInode } from './inodes.ts';
import type { Directory, TrackLeaf } from './mutable-nodes.ts';
import { Sidecars } from './sidecars.ts';

const FOLDER = 7;
let directories: Directories;
let tracks: { folder: number; leaf: TrackLeaf }[];
let sidecars: Sidecars;
beforeEach(() => {
  directories = new Directories(compileTemplate('$title').names);
  tracks = [];
  sidecars = new Sidecars(directories, (folder, id) =>
    tracks.filter((track) => track.folder === folder && track.leaf.id === id).map(({ leaf }) => leaf),
  );
});

function directory(...folders: string[]): Directory {
  return directories.inside(directories.root, folders, new ChangeLog(0));
}

function addTrack(id: number, name: string, parent: Directory, folder = FOLDER): TrackLeaf {
  const leaf: TrackLeaf = { kind: 'track', id, parent, name, natural: name, cookie: 0 };
  directories.put(leaf, new ChangeLog(0));
  tracks.push({ folder, leaf });
  sidecars.added(folder, parent);
  return leaf;
}

const sidecar = (id: number, name: string, track: number | null = null): SidecarEntry => ({
  id,
  folder: FOLDER,
  name,
  track,
});

/** Paths of a sidecar after everything is settled. */
function pathsOf(id: number): string[] {
  sidecars.settle(new ChangeLog(0), new Set());
  return sidecars
    .leavesOf(sidecarInode(id))
    .map((leaf) => directories.pathOf(leaf))
    .toSorted();
}

describe('a sidecar of an album', () => {
  it('is with the tracks of its folder', () => {
    addTrack(1, 'a.flac', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'rip.LOG')]);
    expect(pathsOf(3)).toEqual(['A/rip.log']);
    expect(sidecars.leavesOf(sidecarInode(4))).toEqual([]);
  });

  it('is in every directory of one name, and in none where the names differ', () => {
    addTrack(1, 'a.flac', directory('A', 'Hits'));
    addTrack(2, 'b.flac', directory('B', 'Hits'));
    sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
    expect(pathsOf(3)).toEqual(['A/Hits/rip.log', 'B/Hits/rip.log']);
    addTrack(4, 'c.flac', directory('B', 'Other'));
    expect(pathsOf(3)).toEqual([]);
    sidecars.removed(FOLDER, directory('B', 'Other'));
    expect(pathsOf(3)).toEqual(['A/Hits/rip.log', 'B/Hits/rip.log']);
  });

  it('leaves a directory with the last track of its folder, and says which one', () => {
    const [first, second] = [directory('A'), directory('B')];
    addTrack(1, 'a.flac', first);
    addTrack(2, 'b.flac', first);
    sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
    sidecars.removed(FOLDER, first);
    expect(pathsOf(3)).toEqual(['A/rip.log']);
    sidecars.removed(FOLDER, first);
    sidecars.added(FOLDER, second);
    const emptied = new Set<Directory>();
    sidecars.settle(new ChangeLog(0), emptied);
    expect([...emptied]).toEqual([first]);
    expect(pathsOf(3)).toEqual(['B/rip.log']);
  });

  it('keeps its leaf when nothing about it changed', () => {
    addTrack(1, 'a.flac', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
    pathsOf(3);
    const [leaf] = sidecars.leavesOf(sidecarInode(3));
    sidecars.set(FOLDER, [sidecar(3, 'rip.log'), sidecar(4, 'cover.jpg')]);
    expect(pathsOf(4)).toEqual(['A/cover.jpg']);
    expect(sidecars.leavesOf(sidecarInode(3))).toEqual([leaf]);
    expect(sidecars.leavesOf(sidecarInode(3))[0]).toBe(leaf);
  });

  it('is shown under its new name, and not at all when it is gone', () => {
    addTrack(1, 'a.flac', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
    pathsOf(3);
    sidecars.set(FOLDER, [sidecar(3, 'new.log')]);
    expect(pathsOf(3)).toEqual(['A/new.log']);
    sidecars.set(FOLDER, []);
    expect(pathsOf(3)).toEqual([]);
    expect([...directory('A').children.values()].map(({ name }) => name)).toEqual(['a.flac']);
  });

  it('has a legal name', () => {
    addTrack(1, 'a.flac', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'no extension'), sidecar(4, 'a.b.TXT')]);
    expect(pathsOf(4)).toEqual(['A/a.b.txt']);
  });
});

describe('a sidecar of a track', () => {
  it('has the name of the track, in each directory of the track', () => {
    addTrack(1, '01 Song.flac', directory('A'));
    addTrack(1, '01 Song.flac', directory('B'));
    addTrack(2, 'other.flac', directory('C'));
    sidecars.set(FOLDER, [sidecar(3, 'track01.LRC', 1)]);
    expect(pathsOf(3)).toEqual(['A/01 Song.lrc', 'B/01 Song.lrc']);
  });

  it('follows the name of its track', () => {
    const leaf = addTrack(1, 'b.flac', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'x.lrc', 1)]);
    expect(pathsOf(3)).toEqual(['A/b.lrc']);
    const log = new ChangeLog(0);
    leaf.name = 'c.flac';
    log.named.add(leaf);
    sidecars.settle(log, new Set());
    expect(pathsOf(3)).toEqual(['A/c.lrc']);
  });

  it('that the folder no longer has does not follow its track any more', () => {
    const leaf = addTrack(1, '.hidden', directory('A'));
    sidecars.set(FOLDER, [sidecar(3, 'x.lrc', 1)]);
    expect(pathsOf(3)).toEqual(['A/.hidden.lrc']);
    sidecars.set(FOLDER, []);
    const log = new ChangeLog(0);
    log.named.add(leaf);
    sidecars.settle(log, new Set());
    expect(pathsOf(3)).toEqual([]);
  });
});

it('a folder without tracks or sidecars costs no memory and no work', () => {
  sidecars.set(8, []);
  const parent = directory('A');
  addTrack(1, 'a.flac', parent);
  sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
  pathsOf(3);
  sidecars.removed(FOLDER, parent);
  sidecars.set(FOLDER, []);
  expect(pathsOf(3)).toEqual([]);
  sidecars.set(FOLDER, [sidecar(3, 'rip.log')]);
  sidecars.added(FOLDER, parent);
  expect(pathsOf(3)).toEqual(['A/rip.log']);
});
