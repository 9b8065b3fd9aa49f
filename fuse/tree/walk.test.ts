import { expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { MountTree } from './mount-tree.ts';
import type { DirectoryNode } from './nodes.ts';
import { directoriesAfter } from './walk.ts';

it('a walk reaches all directories depth first, from each one on', () => {
  const tree = new MountTree([{ name: '', template: compileTemplate('$one/$two/$three/$title') }], false);
  const entries = [
    ['', '', ''],
    ['A', '1', ''],
    ['A', '2', 'x'],
    ['B', '3', ''],
  ].map(([one = '', two = '', three = ''], index) => ({
    id: index + 1,
    tags: { title: [`${index}`], one: [one], two: [two], three: [three] },
    extension: 'flac',
    addedAt: 0,
  }));
  tree.apply(entries, [], 0);
  const order = ['A', 'A/1', 'A/2', 'A/2/x', 'B', 'B/3'];
  const after = (directory: DirectoryNode): string[] =>
    [...directoriesAfter(directory)].map((inode) => tree.pathOf(tree.node(inode) as DirectoryNode));
  expect(after(tree.root)).toEqual(order);
  for (const [index, path] of order.entries()) {
    let node: DirectoryNode = tree.root;
    for (const name of path.split('/')) node = tree.child(node, name) as DirectoryNode;
    expect(after(node)).toEqual(order.slice(index + 1));
  }
});
