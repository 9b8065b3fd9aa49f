import { beforeEach, describe, expect, it } from 'vitest';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { TrackWriter } from '../library/track-writer.ts';
import type { CopyGroup, Resolution } from '../model/duplicates.ts';
import { storeResolution } from './store-resolution.ts';

let library: MemoryLibrary;
let writer: PlaylistWriter;
let [flac, mp3, opus, other]: [number, number, number, number] = [0, 0, 0, 0];
let told: unknown[];

beforeEach(() => {
  library = memoryLibrary();
  writer = new PlaylistWriter(library.connection);
  [flac, mp3, opus, other] = ['a.flac', 'a.mp3', 'a.opus', 'b.flac'].map((name) => library.add({ name })) as [
    number,
    number,
    number,
    number,
  ];
  told = [];
});

function resolve(actions: Resolution[], groups: CopyGroup[], dryRun = false) {
  const observer = {
    progress: () => {},
    tracks: (ids: readonly number[]) => told.push(['tracks', ids.toSorted((a, b) => a - b)]),
    playlists: (ids: readonly number[]) => told.push(['playlists', ids]),
  };
  const request = { actions, groups, pictures: [], author: TESTER, dryRun };
  return storeResolution(library.connection, new TrackWriter(library.connection), observer, request);
}

function playlist(...tracks: number[]): number {
  const named = { kind: 'manual', name: `list ${told.length} ${tracks.join(' ')}`, folder: null, tracks } as const;
  return writer.create({ playlists: [named], author: TESTER }).playlists[0]!;
}

const tracksOf = (id: number): unknown[] =>
  library.connection
    .prepare('SELECT track_id FROM playlist_item WHERE playlist_id = ? AND rank IS NOT NULL ORDER BY rank')
    .pluck()
    .all(id);

describe('a copy that is set aside', () => {
  it.each(['hide', 'trash'] as const)('gives its place in playlists to the kept one: %s', (action) => {
    const list = playlist(other, mp3, other);
    const { batch } = resolve([action], [{ keep: flac, others: [mp3, opus] }]);
    expect(tracksOf(list)).toEqual([other, flac, other]);
    expect(told).toEqual([
      ['tracks', [mp3, opus]],
      ['playlists', [list]],
    ]);
    library.edits.undo(batch, TESTER);
    expect(tracksOf(list)).toEqual([other, mp3, other]);
    library.edits.redo(TESTER);
    expect(tracksOf(list)).toEqual([other, flac, other]);
  });

  it('leaves a playlist that has the kept one already, or another copy of it', () => {
    const [withKept, withBoth] = [playlist(mp3, other, flac), playlist(opus, other, mp3)];
    resolve(['trash'], [{ keep: flac, others: [mp3, opus] }]);
    expect([tracksOf(withKept), tracksOf(withBoth)]).toEqual([
      [other, flac],
      [flac, other],
    ]);
  });

  it('stays where it is kept by another recording, and in a preview', () => {
    const list = playlist(mp3);
    resolve(
      ['hide'],
      [
        { keep: flac, others: [mp3] },
        { keep: mp3, others: [opus] },
      ],
    );
    resolve(['hide'], [{ keep: other, others: [mp3] }], true);
    expect(tracksOf(list)).toEqual([mp3]);
  });
});

it('copies that are told apart stay in their playlists', () => {
  const list = playlist(mp3);
  resolve(['keep-all'], [{ keep: flac, others: [mp3] }]);
  expect(tracksOf(list)).toEqual([mp3]);
});
