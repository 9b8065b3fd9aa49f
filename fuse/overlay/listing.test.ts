import { expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import { trackInode } from '../tree/inodes.ts';
import { MountTree } from '../tree/mount-tree.ts';
import { directoryAttributes, type Attributes } from './attributes.ts';
import { listDirectory } from './listing.ts';

it('a listing has the directories and files in the order of their cookies, with the attributes that are known', () => {
  const tree = new MountTree([{ name: '', template: compileTemplate('$album%if{$album,/}$title') }], false);
  const entry = (id: number, album: string): object => ({ id, tags: { title: [`${id}`], album: [album] } });
  const more = { extension: 'flac', addedAt: 0 };
  tree.apply(
    [1, 2, 3].map((id) => ({ ...entry(id, id === 2 ? 'A' : ''), ...more }) as never),
    [],
    0,
  );
  const attributes = { inode: trackInode(1) } as Attributes;
  const entries = listDirectory(tree.root, (inode) => (inode === trackInode(1) ? attributes : null));
  const directory = entries.find(({ kind }) => kind === 'directory');
  const node = tree.node(directory?.inode ?? 0);
  expect(node?.kind === 'directory' && directoryAttributes(node)).toEqual(directory?.attributes);
  expect(entries).toMatchObject([
    { kind: 'file', inode: trackInode(1), attributes },
    { kind: 'directory', name: 'A' },
    { kind: 'file', inode: trackInode(3), attributes: null },
  ]);
  const cookies = entries.map(({ cookie }) => cookie);
  expect(cookies).toEqual(cookies.toSorted((a, b) => a - b));
});
