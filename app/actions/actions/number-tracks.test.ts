import { describe, expect, it } from 'vitest';
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { TrackFacts } from '../action-track.ts';
import { actOn, trackOf } from '../testing-tracks.ts';

const song = (fileName: string, tags: Tags = {}, more: Partial<TrackFacts> = {}): TrackFacts =>
  trackOf({ album: ['Tide'], albumartist: ['Ash'], ...tags }, { fileName, ...more });
const numbers = (given: Record<string, string | number | boolean>, ...tracks: TrackFacts[]) =>
  actOn('number', { totals: false, ...given }, ...tracks).map((changes) =>
    typeof changes === 'string' ? changes : Object.values(changes).flat().join('/'),
  );

describe('numbering tracks', () => {
  it('goes by the numbers there are, then by file name as people count', () => {
    const tracks = [
      song('10.mp3'),
      song('9.mp3'),
      song('c.mp3', { tracknumber: ['7/9'] }),
      song('d.mp3', { tracknumber: ['3'] }),
    ];
    expect(numbers({}, ...tracks)).toEqual(['4', '3', '2', '1']);
    expect(numbers({ order: 'name' }, ...tracks)).toEqual(['2', '1', '3', '4']);
    expect(numbers({ order: 'selection' }, ...tracks)).toEqual(['1', '2', '3', '4']);
  });

  it('writes totals, from the number asked for, with zeros in front', () => {
    expect(actOn('number', { from: 9, digits: 2 }, song('a.mp3'), song('b.mp3'))).toEqual([
      { tracknumber: ['09'], totaltracks: ['10'] },
      { tracknumber: ['10'], totaltracks: ['10'] },
    ]);
  });

  it('begins again with each disc, each album, or never', () => {
    const tracks = [
      song('1.mp3', { discnumber: ['1'] }),
      song('2.mp3', { discnumber: ['02'] }),
      song('3.mp3', { discnumber: ['1/2'] }),
      song('4.mp3', { album: ['Moor'] }),
    ];
    expect(numbers({}, ...tracks)).toEqual(['1', '1', '2', '1']);
    expect(numbers({ per: 'album' }, ...tracks)).toEqual(['1', '2', '3', '1']);
    expect(numbers({ per: 'selection' }, ...tracks)).toEqual(['1', '2', '3', '4']);
  });

  it('takes albums apart by album artist, release or folder, and puts together what differs in case', () => {
    const tags = [
      { albumartist: ['ASH'] },
      { albumartist: ['Birch'] },
      {},
      { albumartist: [], album: [] },
      { albumartist: [], album: [] },
      { musicbrainz_albumid: ['x'] },
    ];
    const tracks = tags.map((tag, index) => song(`${index}.mp3`, tag, { folderId: index === 4 ? 2 : 1 }));
    expect(numbers({}, ...tracks)).toEqual(['1', '1', '2', '1', '1', '1']);
  });

  it('keeps the numbers of a compilation together although it has no album artist', () => {
    const tracks = ['Ash', 'Birch'].map((artist) => song(`${artist}.mp3`, { albumartist: [], artist: [artist] }));
    expect(numbers({}, ...tracks)).toEqual(['1', '2']);
  });

  it('changes nothing where all is in order', () => {
    expect(actOn('number', {}, song('a.mp3', { tracknumber: ['1'], totaltracks: ['1'] }))).toEqual([{}]);
  });
});

describe('numbering discs', () => {
  it('closes gaps, and gives all tracks of a disc its number', () => {
    const tracks = ['3', '7', '3'].map((disc, index) => song(`${index}.mp3`, { discnumber: [disc] }));
    expect(actOn('number', { count: 'discs' }, ...tracks)).toEqual([
      { discnumber: ['1'], totaldiscs: ['2'] },
      { discnumber: ['2'], totaldiscs: ['2'] },
      { discnumber: ['1'], totaldiscs: ['2'] },
    ]);
  });

  it('takes the folders of an album for its discs where there are no numbers', () => {
    const inFolder = (folder: string, folderId: number) => song('1.mp3', {}, { folders: ['Tide', folder], folderId });
    expect(numbers({ count: 'discs' }, inFolder('CD 10', 1), inFolder('CD 9', 2), inFolder('CD 10', 1))).toEqual([
      '2',
      '1',
      '2',
    ]);
  });
});
