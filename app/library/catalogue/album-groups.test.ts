import { describe, expect, it } from 'vitest';
import { groupAlbums, personOf, VARIOUS, type AlbumMember } from './album-groups.ts';

let lastId = 0;
function track(more: Partial<AlbumMember> = {}): AlbumMember {
  return {
    trackId: ++lastId,
    release: null,
    folder: '/music/a',
    credit: '',
    artist: 'queen',
    isCompilation: false,
    year: null,
    disc: null,
    number: null,
    ...more,
  };
}
/** Tracks with the numbers from `from` to `to`. */
const tracks = (from: number, to: number, more: Partial<AlbumMember> = {}): AlbumMember[] =>
  Array.from({ length: to - from + 1 }, (_, index) => track({ number: from + index, ...more }));

/** The sizes of the albums, also of the tracks in the other order. */
function sizes(members: readonly AlbumMember[]): number[] {
  const groups = groupAlbums(members);
  expect(groupAlbums(members.toReversed())).toEqual(groups);
  expect(groups.flat()).toHaveLength(members.length);
  return groups.map(({ length }) => length);
}

describe('tracks of one folder', () => {
  it('are one album', () => {
    expect(sizes(tracks(1, 12))).toEqual([12]);
  });

  it('of many artists are one album', () => {
    expect(sizes(['a', 'b', 'c', 'd'].map((artist, index) => track({ artist, number: index + 1 })))).toEqual([4]);
    expect(sizes(['a', 'b', 'c', 'd'].map((artist) => track({ artist, number: 1 })))).toEqual([4]);
  });

  it('are two albums if two people have tracks with the same numbers, or all have none', () => {
    expect(sizes([...tracks(1, 5), ...tracks(1, 4, { artist: 'abba' })])).toEqual([5, 4]);
    expect(sizes([track(), track(), track({ artist: 'abba' }), track({ artist: 'abba' })])).toEqual([2, 2]);
    expect(sizes([...tracks(1, 5), ...tracks(6, 8, { artist: 'abba' })])).toEqual([8]);
  });

  it('are the albums that their artists of the album name', () => {
    expect(sizes([...tracks(1, 5, { credit: 'queen' }), ...tracks(6, 8, { credit: 'abba' })])).toEqual([5, 3]);
    expect(sizes([...tracks(1, 5, { credit: 'queen' }), ...tracks(6, 8, { artist: 'abba' })])).toEqual([8]);
  });

  it('are one album if each track was given its own artist of the album', () => {
    const credits = ['a', 'b', 'c', 'd'].map((credit, index) => track({ credit, number: index + 1 }));
    expect(sizes(credits)).toEqual([4]);
    expect(sizes(credits.map((one) => ({ ...one, number: 1 })))).toEqual([1, 1, 1, 1]);
  });

  it('are one album where some are marked as a compilation', () => {
    const others = tracks(1, 3, { credit: 'abba' });
    expect(sizes([...tracks(1, 3, { credit: 'queen' }), ...others])).toEqual([3, 3]);
    expect(sizes([...tracks(1, 3, { credit: VARIOUS }), ...others])).toEqual([6]);
    expect(sizes([...tracks(1, 3, { isCompilation: true }), ...others])).toEqual([6]);
    // A person's own compilation names the person.
    expect(sizes([...tracks(1, 3, { isCompilation: true, credit: 'queen' }), ...others])).toEqual([3, 3]);
  });
});

describe('tracks of several folders', () => {
  const b = '/music/b';

  it('are one album if one holds what the other lacks', () => {
    expect(sizes([...tracks(1, 5), ...tracks(6, 9, { folder: b })])).toEqual([9]);
    expect(sizes([...tracks(1, 5, { disc: 1 }), ...tracks(1, 5, { disc: 2, folder: b })])).toEqual([10]);
    expect(sizes([...tracks(1, 5), ...tracks(4, 9, { folder: b })])).toEqual([11]);
  });

  it('are two copies of an album if the numbers are the same', () => {
    expect(sizes([...tracks(1, 5), ...tracks(1, 5, { folder: b })])).toEqual([5, 5]);
    expect(sizes([...tracks(1, 4), ...tracks(2, 5, { folder: b })])).toEqual([4, 4]);
  });

  it('are two albums with other years, or of other people', () => {
    const first = tracks(1, 5, { year: 1981 });
    expect(sizes([...first, ...tracks(6, 9, { folder: b, year: 1981 })])).toEqual([9]);
    expect(sizes([...first, ...tracks(6, 9, { folder: b })])).toEqual([9]);
    expect(sizes([...first, ...tracks(6, 9, { folder: b, year: 1999 })])).toEqual([5, 4]);
    expect(sizes([...first, ...tracks(6, 9, { folder: b, year: 1981, artist: 'abba' })])).toEqual([5, 4]);
  });

  it('are one compilation, a folder for each artist', () => {
    const compilation = ['a', 'b', 'c'].map((artist, index) =>
      track({ artist, folder: `/music/${artist}`, number: index + 1, isCompilation: true }),
    );
    expect(sizes(compilation)).toEqual([3]);
    expect(sizes(compilation.map((one) => ({ ...one, isCompilation: false })))).toEqual([1, 1, 1]);
  });

  it('are not joined if nobody made them', () => {
    expect(sizes([track({ artist: '' }), track({ artist: '', folder: b })])).toEqual([1, 1]);
  });

  it('are told apart in reasonable time, however many there are', () => {
    const many = Array.from({ length: 20_000 }, (_, folder) => track({ folder: `/music/${folder}`, number: 1 }));
    expect(groupAlbums(many)).toHaveLength(20_000);
  });
});

describe('a MusicBrainz release', () => {
  const release = 'r1';

  it('is one album wherever it lies', () => {
    expect(
      sizes([...tracks(1, 5, { release }), ...tracks(1, 5, { release, folder: '/music/b', year: 3, credit: 'x' })]),
    ).toEqual([10]);
  });

  it('is apart from other releases in the same folder', () => {
    expect(sizes([...tracks(1, 5, { release }), ...tracks(6, 9, { release: 'r2' })])).toEqual([5, 4]);
  });

  it('takes along the tracks beside it that have no id, but no others', () => {
    expect(sizes([...tracks(1, 5, { release }), ...tracks(6, 6)])).toEqual([6]);
    expect(sizes([...tracks(1, 5, { release }), ...tracks(5, 6)])).toEqual([5, 2]);
    expect(sizes([...tracks(1, 5, { release }), ...tracks(6, 6, { folder: '/music/b' })])).toEqual([5, 1]);
  });
});

describe('the person of an album', () => {
  it('is who has most of it, and nobody where nobody has', () => {
    expect(personOf([...tracks(1, 3), track({ artist: 'abba' })])).toBe('queen');
    expect(personOf([track(), track({ artist: 'abba' })])).toBe(VARIOUS);
    expect(personOf([track({ credit: 'abba' }), track(), track()])).toBe('abba');
    expect(personOf([track({ credit: VARIOUS }), track(), track()])).toBe(VARIOUS);
  });
});
