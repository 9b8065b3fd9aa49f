import { beforeEach, describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ChangeLog } from './change-log.ts';
import { Directories } from './directories.ts';
import { ROOT_INODE, trackInode } from './inodes.ts';
import type { Directory, FileLeaf, TrackLeaf } from './mutable-nodes.ts';

const posix = compileTemplate('$title').names;
let log: ChangeLog;
let directories: Directories;
beforeEach(() => {
  log = new ChangeLog(5000);
  directories = new Directories(posix);
});

function track(id: number, name: string, parent: Directory = directories.root): TrackLeaf {
  return { kind: 'track', id, parent, name: '', natural: name, cookie: 0 };
}

function file(id: number, name: string): FileLeaf {
  return { kind: 'file', id, inode: 2 ** 48 + id, parent: directories.root, name: '', natural: name, cookie: 0 };
}

function put<Leaf extends TrackLeaf | FileLeaf>(leaf: Leaf): Leaf {
  directories.put(leaf, log);
  return leaf;
}

const names = (directory = directories.root): string[] => [...directory.children.values()].map(({ name }) => name);
const logged = (): string[] => log.names.map(({ name }) => name);

describe('a name', () => {
  it('goes to the smallest track; the others get their number', () => {
    const [seven, five] = [put(track(7, 'a.flac')), put(track(5, 'a.flac'))];
    const nine = put(track(9, 'a.flac'));
    expect([five.name, seven.name, nine.name]).toEqual(['a.flac', 'a [#7].flac', 'a [#9].flac']);
    expect(names().toSorted()).toEqual(['a [#7].flac', 'a [#9].flac', 'a.flac']);
  });

  it('passes to the smallest that waits when it becomes free', () => {
    const leaves = [5, 9, 7].map((id) => put(track(id, 'a.flac')));
    directories.take(leaves[0] as TrackLeaf, log);
    expect(leaves.slice(1).map(({ name }) => name)).toEqual(['a [#9].flac', 'a.flac']);
    directories.take(leaves[1] as TrackLeaf, log);
    expect(names()).toEqual(['a.flac']);
    directories.take(leaves[2] as TrackLeaf, log);
    expect(names()).toEqual([]);
  });

  it('of a track that moves is not passed on; it comes back, and goes to smaller tracks alone', () => {
    const [five, seven] = [put(track(5, 'a.flac')), put(track(7, 'a.flac'))];
    directories.leave(five, log);
    five.natural = 'b.flac';
    put(five);
    expect([five.name, seven.name]).toEqual(['b.flac', 'a [#7].flac']);
    expect(put(track(8, 'a.flac')).name).toBe('a [#8].flac');
    directories.leave(five, log);
    five.natural = 'a.flac';
    put(five);
    expect([five.name, seven.name]).toEqual(['a.flac', 'a [#7].flac']);
    directories.take(five, log);
    expect(names().toSorted()).toEqual(['a [#8].flac', 'a.flac']);
  });

  it('that a waiting track gives up stays with its holder', () => {
    const [holder, waiting] = [put(track(5, 'a.flac')), put(track(7, 'a.flac'))];
    directories.take(waiting, log);
    expect(names()).toEqual(['a.flac']);
    expect(directories.root.waiting).toBeNull();
    directories.take(holder, log);
    expect(names()).toEqual([]);
  });

  it('goes to a track before any other file, and to a directory before both', () => {
    const sidecar = put(file(1, 'a.flac'));
    const leaf = put(track(900, 'a.flac'));
    expect([leaf.name, sidecar.name]).toEqual(['a.flac', 'a [#1].flac']);
    directories.inside(directories.root, ['a.flac'], log);
    expect(leaf.name).toBe('a [#900].flac');
    expect(directories.child(directories.root, 'a.flac')?.kind).toBe('directory');
    expect(put(track(2, 'a.flac')).name).toBe('a [#2].flac');
  });

  it('of a removed directory passes to the tracks again', () => {
    const folder = directories.inside(directories.root, ['a.flac'], log);
    const leaf = put(track(7, 'a.flac'));
    directories.prune(folder, log);
    expect(leaf.name).toBe('a.flac');
    expect(names()).toEqual(['a.flac']);
  });

  it('is logged whenever it changes its node, with its directory', () => {
    put(track(7, 'a.flac'));
    expect(logged()).toEqual(['a.flac']);
    const smaller = put(track(5, 'a.flac'));
    expect(logged()).toEqual(['a.flac', 'a.flac', 'a.flac', 'a [#7].flac']);
    expect(log.names.every(({ directory }) => directory === ROOT_INODE)).toBe(true);
    log = new ChangeLog(6000);
    directories.take(smaller, log);
    expect(logged()).toEqual(['a.flac', 'a [#7].flac', 'a.flac']);
    expect([...log.directories]).toEqual([ROOT_INODE]);
    expect(directories.root.changedAt).toBe(6000);
    expect([...log.named].map(({ id }) => id)).toEqual([7]);
  });

  it('gets a new cookie with each node, so that listings which are under way miss nothing', () => {
    const [first, second] = [put(track(7, 'a.flac')), put(track(8, 'b.flac'))];
    expect(first.cookie).toBeGreaterThanOrEqual(3);
    expect(second.cookie).toBe(first.cookie + 1);
    const third = put(track(5, 'a.flac'));
    expect(third.cookie).toBeGreaterThan(second.cookie);
    expect(first.cookie).toBeGreaterThan(third.cookie);
    const cookies = [...directories.root.children.values()].map(({ cookie }) => cookie);
    expect(cookies).toEqual(cookies.toSorted((a, b) => a - b));
  });
});

describe('a directory', () => {
  it('is made once for its path and counted by its parent', () => {
    const inner = directories.inside(directories.root, ['A', 'B'], log);
    expect(directories.inside(directories.root, ['A', 'B'], log)).toBe(inner);
    expect(directories.pathOf(inner)).toBe('A/B');
    expect(directories.count).toBe(3);
    expect(directories.root.subdirectories).toBe(1);
    expect(directories.get(inner.inode)).toBe(inner);
    expect([...directories.inodes()]).toEqual([ROOT_INODE, inner.parent?.inode, inner.inode]);
    expect(logged()).toEqual(['A', 'B']);
    expect([...log.directories]).toEqual([ROOT_INODE, inner.parent?.inode]);
  });

  it('is pruned with the directories above that are empty then, but only if it is empty', () => {
    const inner = directories.inside(directories.root, ['A', 'B'], log);
    const leaf = put(track(7, 'a.flac', inner));
    directories.prune(inner, log);
    expect(directories.count).toBe(3);
    directories.take(leaf, log);
    log = new ChangeLog(6000);
    directories.prune(inner, log);
    expect(directories.count).toBe(1);
    expect(directories.root.subdirectories).toBe(0);
    expect(logged()).toEqual(['B', 'A']);
    directories.prune(inner, log);
    expect(logged()).toEqual(['B', 'A']);
  });

  it('that holds a view stays when it is empty', () => {
    const fixed = directories.fixed(['Views', 'Jazz'], log);
    expect(fixed).toMatchObject({ fixed: true, changedAt: 5000, parent: { name: 'Views', fixed: true } });
    directories.prune(fixed, log);
    directories.prune(directories.root, log);
    expect(directories.count).toBe(3);
    expect(directories.fixed(['Views', 'Jazz'], log)).toBe(fixed);
  });

  it('of tracks never has the name of one that holds a view', () => {
    directories.fixed(['Jazz'], log);
    directories.fixed(['Jazz_'], log);
    const avoid = (...folders: string[]): readonly string[] => directories.avoidFixed(directories.root, folders);
    expect(avoid('Jazz', 'Jazz')).toEqual(['Jazz__', 'Jazz']);
    expect(avoid('Rock', 'Jazz')).toEqual(['Rock', 'Jazz']);
    expect(avoid()).toEqual([]);
    directories.inside(directories.root, ['Rock'], log);
    put(track(1, 'Soul'));
    expect([avoid('Rock'), avoid('Soul')]).toEqual([['Rock'], ['Soul']]);
  });
});

describe('a child', () => {
  it('is found in any normalization', () => {
    const leaf = put(track(7, 'Ä.flac'.normalize('NFC')));
    expect(directories.child(directories.root, 'Ä.flac'.normalize('NFD'))).toBe(leaf);
    expect(directories.child(directories.root, 'ä.flac')).toBeUndefined();
    expect(directories.pathOf(leaf)).toBe('Ä.flac'.normalize('NFC'));
    expect(directories.pathOf(directories.root)).toBe('');
  });

  it('is found in any case where case does not count', () => {
    directories = new Directories(compileTemplate('$title', { target: 'portable' }).names);
    const leaf = put(track(7, 'Song.flac'));
    expect(directories.child(directories.root, 'SONG.FLAC')).toBe(leaf);
    expect(put(track(8, 'SONG.flac')).name).toBe('SONG [#8].flac');
    expect(trackInode(7)).toBe(trackInode(leaf.id));
  });
});
