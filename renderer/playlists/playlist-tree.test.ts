import { describe, expect, it } from 'vitest';
import type { PlaylistEntry, PlaylistKind } from '../../app/model/playlists.ts';
import { folderChoices, playlistTree, repeatedTracks, type PlaylistNode } from './playlist-tree.ts';

const entry = (id: number, kind: PlaylistKind, name: string, folder: number | null = null): PlaylistEntry => ({
  id,
  kind,
  name,
  folder,
  rule: null,
  createdAt: 0,
  changedAt: 0,
});
const entries = [
  entry(1, 'smart', 'Five stars'),
  entry(2, 'folder', 'Jazz'),
  entry(3, 'folder', 'Live', 2),
  entry(4, 'manual', 'Montreux', 3),
  entry(5, 'manual', 'Sunday'),
  entry(6, 'search', 'Untagged'),
];
const shape = (nodes: readonly PlaylistNode[]): unknown[] =>
  nodes.map((node) => (node.children.length === 0 ? node.entry.name : [node.entry.name, ...shape(node.children)]));

describe('the tree of playlists', () => {
  it('has folders first, then those ordered by hand, then those of a query', () => {
    expect(shape(playlistTree(entries))).toEqual([['Jazz', ['Live', 'Montreux']], 'Sunday', 'Five stars', 'Untagged']);
  });

  it('keeps what matches, with the folders that lead there', () => {
    expect(shape(playlistTree(entries, { text: ' MONT' }))).toEqual([['Jazz', ['Live', 'Montreux']]]);
    expect(shape(playlistTree(entries, { text: 'live' }))).toEqual([['Jazz', 'Live']]);
    expect(playlistTree(entries, { text: 'rock' })).toEqual([]);
  });

  it('is that of a folder, where it is asked for', () => {
    expect(shape(playlistTree(entries, { folder: 2 }))).toEqual([['Live', 'Montreux']]);
    expect(playlistTree(entries, { folder: 5 })).toEqual([]);
  });

  it('offers folders to move to, but none into itself', () => {
    expect(folderChoices(entries, 5).map(({ label }) => label)).toEqual(['Jazz', 'Jazz / Live']);
    expect(folderChoices(entries, 3).map(({ label }) => label)).toEqual(['Jazz']);
    expect(folderChoices(entries, 2)).toEqual([]);
  });
});

it('tracks that stand in a list more than once are found, each once', () => {
  expect(repeatedTracks([1, 2, 1, 3, 1, 3])).toEqual([1, 3]);
  expect(repeatedTracks([1, 2])).toEqual([]);
});
