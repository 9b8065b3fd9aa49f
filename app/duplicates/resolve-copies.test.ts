import { beforeEach, describe, expect, it } from 'vitest';
import { recordPlay } from '../library/plays.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { TrackReader } from '../library/track-reader.ts';
import type { CopyGroup, Resolution } from '../model/duplicates.ts';
import { noteOf, picturesToMerge, resolutionEdits } from './resolve-copies.ts';
import { settledTracks, unsettled } from './settled-tracks.ts';

let library: MemoryLibrary;
let reader: TrackReader;
let [flac, mp3, other]: [number, number, number] = [0, 0, 0];

beforeEach(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  flac = library.add({ name: 'a.flac', tags: { title: ['a'], album: ['K'] } });
  mp3 = library.add({ name: 'a.mp3', tags: { title: ['a'], album: ['K'], genre: ['Folk'] }, pictures: [{ type: 3 }] });
  other = library.add({ name: 'b.mp3', tags: { title: ['b'] } });
});

function resolve(actions: Resolution[], groups: CopyGroup[], pictures: [number, string[]][] = []) {
  const edits = resolutionEdits(library.connection, { actions, groups, pictures });
  return library.edits.applyEach(edits, TESTER, { note: noteOf(actions) });
}

describe('a decision about copies', () => {
  it('sets all but the kept ones aside, and an undo brings them back', () => {
    resolve(['trash'], [{ keep: flac, others: [mp3, other] }]);
    expect(reader.ids('')).toEqual([flac]);
    expect(reader.ids('trashed:yes')).toEqual([mp3, other]);
    library.edits.undo(null, TESTER);
    resolve(['hide'], [{ keep: flac, others: [mp3] }]);
    expect(reader.ids('hidden:yes')).toEqual([mp3]);
  });

  it('never sets a track aside that another group keeps', () => {
    resolve(
      ['hide'],
      [
        { keep: flac, others: [mp3] },
        { keep: other, others: [flac, mp3] },
      ],
    );
    expect(reader.ids('hidden:yes')).toEqual([mp3]);
  });

  it('gives the kept copy tags, pictures and plays, in the batch that hides the other', () => {
    recordPlay(library.connection, { id: mp3, kind: 'play', at: 50 });
    library.edits.apply([mp3], { rating: ['4'] }, TESTER);
    const token = `3:${'a'.repeat(64)}`;
    const { batch } = resolve(['merge-tags', 'hide'], [{ keep: flac, others: [mp3] }], [[flac, [token]]]);
    const kept = reader.get(flac)!;
    expect(kept).toMatchObject({ genre: 'Folk', rating: 4, plays: 1, lastPlayed: 50 });
    expect(reader.tags([flac]).get(flac)!['picture']).toEqual([token]);
    expect(reader.ids('hidden:yes')).toEqual([mp3]);
    library.edits.undo(batch, TESTER);
    expect(reader.get(flac)).toMatchObject({ genre: '', rating: null, plays: 0 });
    expect(reader.ids('hidden:yes')).toEqual([]);
  });

  it('changes nothing the second time', () => {
    const groups = [{ keep: flac, others: [mp3] }];
    recordPlay(library.connection, { id: mp3, kind: 'play', at: 50 });
    for (const actions of [['merge-tags'], ['hide'], ['keep-all']] as Resolution[][]) {
      expect(resolve(actions, groups).batch).not.toBeNull();
      expect(resolve(actions, groups).batch).toBeNull();
    }
  });

  it('tells all tracks of a group apart, beside those of earlier groups', () => {
    const open = (a: number, b: number) =>
      unsettled([{ tracks: [a, b], kind: 'copy', score: 1, offset: 0 }], settledTracks(library.connection, null)!)
        .length;
    resolve(['keep-all'], [{ keep: flac, others: [mp3] }]);
    expect([open(flac, mp3), open(mp3, other)]).toEqual([0, 1]);
    resolve(['keep-all'], [{ keep: other, others: [mp3] }]);
    expect([open(flac, mp3), open(mp3, other), open(flac, other)]).toEqual([0, 0, 1]);
    expect(reader.ids('')).toHaveLength(3);
  });

  it('is refused for a track that is not there', () => {
    expect(() => resolve(['merge-tags'], [{ keep: flac, others: [99] }])).toThrow('there is no track 99');
  });

  it('names what was done', () => {
    expect(noteOf(['merge-tags', 'trash'])).toBe('merged tags of copies, moved copies to the trash');
  });
});

it('finds the copies whose pictures are taken over', () => {
  const groups = [
    { keep: flac, others: [mp3] },
    { keep: mp3, others: [flac] },
  ];
  expect(picturesToMerge(library.connection, groups)).toEqual([{ keep: flac, from: mp3 }]);
});
