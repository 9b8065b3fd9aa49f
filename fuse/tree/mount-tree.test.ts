import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import type { TemplateEntry } from '../template/entry.ts';
import { previewPaths } from '../template/format-path.ts';
import type { NameOptions } from '../template/sanitize.ts';
import { ROOT_INODE, trackInode, trackOfInode } from './inodes.ts';
import type { TreeNode } from './nodes.ts';
import { MountTree } from './mount-tree.ts';

function track(id: number, tags: Record<string, string>, more: Partial<TemplateEntry> = {}): TemplateEntry {
  return {
    id,
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])),
    extension: 'flac',
    addedAt: 0,
    ...more,
  };
}

const template = compileTemplate('$albumartist/$album/$title');

const same = (id: number): TemplateEntry => track(id, { title: 'Same' });

function treeOf(entries: readonly TemplateEntry[], by = template): MountTree {
  const tree = new MountTree([{ name: '', template: by }], false);
  settle(tree, tree.apply(entries, [], 0).stale, entries);
  return tree;
}

/** Gives the tree the entries it asks for again. */
function settle(tree: MountTree, stale: readonly number[], entries: Iterable<TemplateEntry>): void {
  if (stale.length > 0) {
    expect(
      tree.apply(
        [...entries].filter((entry) => stale.includes(entry.id)),
        [],
        0,
      ).stale,
    ).toEqual([]);
  }
}

/** Every path of the tree with its node. */
function listing(tree: MountTree): Map<string, string> {
  const lines = new Map<string, string>();
  const walk = (node: TreeNode): void => {
    lines.set(tree.pathOf(node), node.kind === 'track' ? `track ${node.id}` : `directory ${node.inode}`);
    if (node.kind === 'directory') for (const child of node.children.values()) walk(child);
  };
  walk(tree.root);
  return new Map([...lines].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function at(tree: MountTree, path: string): TreeNode | undefined {
  let node: TreeNode | undefined = tree.root;
  for (const name of path.split('/')) {
    if (node?.kind !== 'directory') return undefined;
    node = tree.child(node, name);
  }
  return node;
}

describe('the tree', () => {
  it('gives every track the path of its template and finds it there', () => {
    const tree = treeOf([
      track(1, { albumartist: 'A', album: 'X', title: 'One' }),
      track(2, { albumartist: 'A', album: 'Y', title: 'Two' }),
    ]);
    expect([...listing(tree).keys()]).toEqual(['', 'A', 'A/X', 'A/X/One.flac', 'A/Y', 'A/Y/Two.flac']);
    expect(at(tree, 'A/X/One.flac')).toBe(tree.node(trackInode(1)));
    expect(tree.node(trackInode(2))).toBe(tree.node(trackInode(2)));
    expect(tree.node(ROOT_INODE)).toBe(tree.root);
    expect(trackOfInode(trackInode(2))).toBe(2);
    expect(at(tree, 'A/X/Two.flac')).toBeUndefined();
  });

  it('finds names in composed and decomposed spelling', () => {
    const tree = treeOf([track(1, { albumartist: 'Björk', album: 'Homogénic', title: 'Jóga' })]);
    expect(at(tree, 'Björk/Homogénic/Jóga.flac'.normalize('NFD'))).toBe(tree.node(trackInode(1)));
    expect(at(tree, 'Björk/Homogénic/Jóga.flac'.normalize('NFC'))).toBe(tree.node(trackInode(1)));
    expect(at(tree, 'björk/Homogénic/Jóga.flac')).toBeUndefined();
  });

  it('moves a track whose tags changed and removes the directories it leaves empty', () => {
    const tree = treeOf([track(1, { albumartist: 'A', album: 'X', title: 'One' })]);
    const changes = tree.apply([track(1, { albumartist: 'B', album: 'Y', title: 'One' })], [], 5000);
    expect([...listing(tree).keys()]).toEqual(['', 'B', 'B/Y', 'B/Y/One.flac']);
    expect(changes.names).toContainEqual({ directory: ROOT_INODE, name: 'A' });
    expect(changes.names).toContainEqual({ directory: ROOT_INODE, name: 'B' });
    expect(tree.root.changedAt).toBe(5000);
    expect(tree.directoryCount).toBe(3);
  });

  it('changes nothing when the path stays the same', () => {
    const tree = treeOf([track(1, { title: 'One', genre: 'Rock' })]);
    const before = tree.node(trackInode(1));
    const changes = tree.apply([track(1, { title: 'One', genre: 'Pop' })], [], 5000);
    expect(changes).toEqual({ names: [], directories: new Set(), stale: [], playlists: [], lost: [], removed: [] });
    expect(tree.node(trackInode(1))).toBe(before);
  });

  it('keeps inodes for the life of a track and the path of a directory', () => {
    const entries = [
      track(1, { albumartist: 'A', album: 'X', title: 'One' }),
      track(2, { albumartist: 'A', album: 'Y', title: 'Two' }),
    ];
    const tree = treeOf(entries);
    const inode = (tree.child(tree.root, 'A') as TreeNode & { inode: number }).inode;
    tree.apply([], [1, 2], 0);
    tree.apply(entries.toReversed(), [], 0);
    expect((tree.child(tree.root, 'A') as TreeNode & { inode: number }).inode).toBe(inode);
    expect(inode).toBeGreaterThan(2 ** 52);
  });

  it('gives the name to the smallest id and takes it back only when a smaller one comes', () => {
    const tree = treeOf([same(5), same(9)]);
    const folder = 'Unknown Artist/Unknown Album';
    expect(at(tree, `${folder}/Same.flac`)).toBe(tree.node(trackInode(5)));
    expect(at(tree, `${folder}/Same [#9].flac`)).toBe(tree.node(trackInode(9)));
    tree.apply([same(3)], [], 0);
    expect(at(tree, `${folder}/Same.flac`)).toBe(tree.node(trackInode(3)));
    expect(at(tree, `${folder}/Same [#5].flac`)).toBe(tree.node(trackInode(5)));
    tree.apply([], [3], 0);
    expect(at(tree, `${folder}/Same.flac`)).toBe(tree.node(trackInode(5)));
    expect(at(tree, `${folder}/Same [#5].flac`)).toBeUndefined();
  });

  it('does not give another track the name that one had before an edit, until it is read anew', () => {
    const tree = treeOf([same(5), same(9)]);
    const folder = 'Unknown Artist/Unknown Album';
    tree.apply([track(5, { title: 'New' })], [], 5000);
    expect(at(tree, `${folder}/Same.flac`)).toBeUndefined();
    expect(at(tree, `${folder}/Same [#9].flac`)).toBe(tree.node(trackInode(9)));
    expect([...listing(treeOf([track(5, { title: 'New' }), same(9)])).keys()]).toContain(`${folder}/Same.flac`);
    tree.apply([same(5)], [], 6000);
    expect(at(tree, `${folder}/Same.flac`)).toBe(tree.node(trackInode(5)));
    tree.apply([], [5], 7000);
    expect(at(tree, `${folder}/Same.flac`)).toBe(tree.node(trackInode(9)));
  });

  it('gives a name to a directory before a track', () => {
    const by = compileTemplate('$title');
    const inside = compileTemplate('%if{$album,$album.flac/}$title');
    expect([...listing(treeOf([track(1, { title: 'x' })], by)).keys()]).toEqual(['', 'x.flac']);
    const tree = treeOf([track(1, { title: 'x' }), track(2, { album: 'x', title: 'y' })], inside);
    expect([...listing(tree).keys()]).toEqual(['', 'x [#1].flac', 'x.flac', 'x.flac/y.flac']);
    tree.apply([], [2], 0);
    expect([...listing(tree).keys()]).toEqual(['', 'x.flac']);
  });

  it('merges directories that differ only in case where case does not count, spelled as most tracks do', () => {
    const portable = compileTemplate('$artist/$title', { target: 'portable' });
    const tree = treeOf(
      [
        track(1, { artist: 'ABBA', title: 'a' }),
        track(2, { artist: 'Abba', title: 'b' }),
        track(3, { artist: 'Abba', title: 'c' }),
      ],
      portable,
    );
    expect([...listing(tree).keys()]).toEqual(['', 'Abba', 'Abba/a.flac', 'Abba/b.flac', 'Abba/c.flac']);
    expect(at(tree, 'aBBA/A.FLAC')).toBe(tree.node(trackInode(1)));
    const changes = tree.apply([], [2, 3], 0);
    expect([...listing(tree).keys()]).toEqual(['', 'ABBA', 'ABBA/a.flac']);
    expect(changes.names).toContainEqual({ directory: ROOT_INODE, name: 'Abba' });
  });

  it('counts directories for the link count and dates them by their newest track', () => {
    const tree = treeOf([
      track(1, { albumartist: 'A', album: 'X', title: '1' }, { addedAt: 70 }),
      track(2, { albumartist: 'A', album: 'Y', title: '2' }, { addedAt: 50 }),
    ]);
    const artist = tree.child(tree.root, 'A');
    expect(artist).toMatchObject({ subdirectories: 2 });
    expect(at(tree, 'A/X')).toMatchObject({ changedAt: 70, subdirectories: 0 });
  });
});

/** Small seeded generator (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

describe.each<[string, NameOptions['target'], string]>([
  ['beets’ template', 'posix', '$albumartist/$album%aunique{}/$title'],
  ['a template of colliding names', 'posix', '%if{$album,$title.flac/}$title'],
  ['a portable template', 'portable', '$albumartist/$album%aunique{}/$title'],
])('after random changes, under %s,', (_name, target, source) => {
  const by = compileTemplate(source, { target });
  const words = ['Abba', 'ABBA', 'a/b', 'Best [#3]', ''];

  it.each([1, 2, 3, 4, 5])(
    'the tree is what it would be built afresh, and every name that changed was reported (seed %i)',
    (seed) => {
      const random = randomFrom(seed);
      const word = (): string => words[random(words.length)] ?? '';
      const library = new Map<number, TemplateEntry>();
      const tree = new MountTree([{ name: '', template: by }], false);
      // What a kernel that trusts the reports would remember: inode (or absence) by directory and name.
      const remembered = new Map<string, number | null>();
      const lookUp = (directory: number, name: string): number | null => {
        const node = tree.node(directory);
        const child = node?.kind === 'directory' ? tree.child(node, name) : undefined;
        return child === undefined ? null : child.kind === 'track' ? trackInode(child.id) : child.inode;
      };
      for (let step = 0; step < 120; step += 1) {
        const changed = new Map<number, TemplateEntry>();
        const removed: number[] = [];
        for (let count = random(4); count >= 0; count -= 1) {
          const id = 1 + random(14);
          if (random(3) === 0) removed.push(id);
          else {
            changed.set(
              id,
              track(id, { albumartist: word(), album: word(), title: word(), date: String(1990 + random(3)) }),
            );
          }
        }
        for (const id of removed) library.delete(id);
        for (const [id, entry] of changed) library.set(id, entry);
        const first = tree.apply([...changed.values()], removed, 0);
        const second = tree.apply(
          first.stale.map((id) => library.get(id) as TemplateEntry),
          [],
          0,
        );
        expect(second.stale).toEqual([]);
        for (const { directory, name } of [...first.names, ...second.names]) remembered.delete(`${directory} ${name}`);

        const expected = previewPaths(by, [...library.values()]);
        if (target === 'posix') {
          for (const [id, path] of expected) expect(tree.pathOf(tree.node(trackInode(id)) as TreeNode)).toBe(path);
        }
        const fresh = treeOf(
          [...library.values()].sort((a, b) => b.id - a.id),
          by,
        );
        expect(listing(tree)).toEqual(listing(fresh));
        expect(tree.directoryCount).toBe(fresh.directoryCount);
        expect(tree.fileCount).toBe(library.size);

        for (const node of [
          tree.root,
          ...[...tree.trackIds()].map((id) => (tree.node(trackInode(id)) as { parent: TreeNode }).parent),
        ]) {
          const cookies = node.kind === 'directory' ? [...node.children.values()].map((child) => child.cookie) : [];
          expect(cookies).toEqual(cookies.toSorted((a, b) => a - b));
          expect(new Set(cookies).size).toBe(cookies.length);
        }

        for (const [key, inode] of remembered) {
          const space = key.indexOf(' ');
          const directory = Number(key.slice(0, space));
          if (tree.node(directory) !== undefined) {
            expect([key, lookUp(directory, key.slice(space + 1))]).toEqual([key, inode]);
          }
        }
        for (const node of [
          tree.root,
          ...[...tree.trackIds()].map((id) => (tree.node(trackInode(id)) as { parent: TreeNode }).parent),
        ]) {
          if (node.kind !== 'directory') continue;
          for (const child of node.children.values()) {
            remembered.set(`${node.inode} ${child.name}`, lookUp(node.inode, child.name));
          }
        }
        const [someDirectory, someName] = [tree.root.inode, `${word() || 'x'}.flac`];
        remembered.set(`${someDirectory} ${someName}`, lookUp(someDirectory, someName));
      }
    },
  );
});
