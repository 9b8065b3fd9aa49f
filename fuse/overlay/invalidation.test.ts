import { expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { ROOT_INODE } from '../tree/inodes.ts';
import { MountTree } from '../tree/mount-tree.ts';
import { replacementInvalidation } from './invalidation.ts';

it('a replaced tree invalidates the top names and all directories of both trees, each directory once', () => {
  const entry = { id: 1, tags: { artist: ['A'], genre: ['Jazz'], title: ['One'] }, extension: 'flac', addedAt: 0 };
  const [before, after] = ['$artist/x/$title', '$genre/$title'].map((text) => {
    const tree = new MountTree([{ name: '', template: compileTemplate(text) }], false);
    tree.apply([entry], [], 0);
    return tree;
  }) as [MountTree, MountTree];
  const { names, directories, files } = replacementInvalidation(before, after);
  expect(names).toEqual([
    { directory: ROOT_INODE, name: 'A' },
    { directory: ROOT_INODE, name: 'Jazz' },
  ]);
  const inode = (tree: MountTree, name: string): number => (tree.child(tree.root, name) as { inode: number }).inode;
  expect(directories).toHaveLength(4);
  expect(directories).toEqual(expect.arrayContaining([ROOT_INODE, inode(before, 'A'), inode(after, 'Jazz')]));
  expect(files).toEqual([]);
});

it('names the directories that have another number under other rules for names, those inside of them too', () => {
  const entry = { id: 1, tags: { artist: ['A?'], album: ['X'], title: ['One'] }, extension: 'flac', addedAt: 0 };
  const treeOf = (target: 'posix' | 'portable'): MountTree => {
    const view = { name: 'Views', template: compileTemplate('Same/$album/$artist/$title', { target }) };
    const tree = new MountTree([view], false);
    tree.apply([entry], [], 0);
    return tree;
  };
  const [before, after] = [treeOf('posix'), treeOf('portable')];
  const pathOf = (tree: MountTree, inode: number): string => tree.pathOf(tree.node(inode)!);
  const { moved = [] } = replacementInvalidation(before, after);
  expect(moved.map(({ from, to }) => [pathOf(before, from), pathOf(after, to)])).toEqual([
    ['Views', 'Views'],
    ['Views/Same', 'Views/Same'],
    ['Views/Same/X', 'Views/Same/X'],
  ]);
  expect(replacementInvalidation(before, treeOf('posix')).moved).toEqual([]);
});
