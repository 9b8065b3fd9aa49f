import { expect, it } from 'vitest';
import { ChangeLog } from './change-log.ts';
import type { DirectoryNode } from './nodes.ts';

it('a change of the list of names dates a directory, but never back', () => {
  const log = new ChangeLog(1000);
  const [older, newer] = [
    { inode: 5, changedAt: 500 },
    { inode: 6, changedAt: 2000 },
  ];
  log.list(older);
  log.list(newer);
  log.list(older);
  expect([older.changedAt, newer.changedAt]).toEqual([1000, 2000]);
  expect([...log.directories]).toEqual([5, 6]);
});

it('changed names are logged with their directory, in order', () => {
  const log = new ChangeLog(0);
  const directory = { inode: 5 } as DirectoryNode;
  log.name(directory, 'b');
  log.name(directory, 'a');
  expect(log.names).toEqual([
    { directory: 5, name: 'b' },
    { directory: 5, name: 'a' },
  ]);
});
