import { expect, it } from 'vitest';
import { ChangeLog } from './change-log.ts';
import type { Directory } from './mutable-nodes.ts';
import { countSpelling } from './spellings.ts';

function directory(name: string, parent: Directory | null): Directory {
  return { inode: parent === null ? 1 : parent.inode + 1, name, parent, changedAt: 0, spellings: new Map() } as never;
}

const root = directory('', null);

it('a directory is spelled as most of its tracks spell it', () => {
  const artist = directory('abba', root);
  const log = new ChangeLog(5000);
  const count = (spelling: string, by: 1 | -1): string => {
    countSpelling(artist, [spelling], by, log);
    return artist.name;
  };
  expect(count('abba', 1)).toBe('abba');
  expect(log.names).toEqual([]);
  // Of equally frequent ones the first in order: upper case.
  expect(count('ABBA', 1)).toBe('ABBA');
  expect(log.names.map(({ name }) => name)).toEqual(['abba', 'ABBA']);
  expect([...log.directories]).toEqual([root.inode]);
  expect(count('abba', 1)).toBe('abba');
  expect(count('abba', -1)).toBe('ABBA');
  expect(count('ABBA', -1)).toBe('abba');
  expect([...(artist.spellings ?? [])]).toEqual([['abba', 1]]);
});

it('a directory without tracks keeps its name', () => {
  const artist = directory('ABBA', root);
  countSpelling(artist, ['ABBA'], 1, new ChangeLog(0));
  countSpelling(artist, ['ABBA'], -1, new ChangeLog(0));
  expect(artist.name).toBe('ABBA');
});

it('all directories of a path are counted, but none above it', () => {
  const view = directory('View', root);
  const artist = directory('abba', view);
  const album = directory('gold', artist);
  const log = new ChangeLog(5000);
  countSpelling(album, ['Abba', 'Gold'], 1, log);
  expect([view.name, artist.name, album.name]).toEqual(['View', 'Abba', 'Gold']);
  expect([...(view.spellings ?? [])]).toEqual([]);
  expect(log.names).toEqual([
    { directory: artist.inode, name: 'gold' },
    { directory: artist.inode, name: 'Gold' },
    { directory: view.inode, name: 'abba' },
    { directory: view.inode, name: 'Abba' },
  ]);
});
