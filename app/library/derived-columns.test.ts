import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import type { Tags } from '../../fuse/formats/layout.ts';
import { changedColumns, derivedColumns, yearOf, type DerivedColumns } from './derived-columns.ts';

const LAST = '\u{10ffff}';

describe('the derived columns of a track', () => {
  it('join several values for display and fold them for sorting', () => {
    expect(
      derivedColumns(
        {
          title: ['Čas'],
          artist: ['Ember', 'Žal'],
          album: ['Siege'],
          albumartist: ['Various'],
          genre: ['Folk', 'Jazz'],
          date: ['2008-03-11'],
          tracknumber: ['3/12'],
          discnumber: [' 2'],
        },
        'x.mp3',
      ),
    ).toEqual({
      title: 'Čas',
      artist: 'Ember; Žal',
      album: 'Siege',
      album_artist: 'Various',
      genre: 'Folk; Jazz',
      year: 2008,
      track_number: 3,
      disc_number: 2,
      title_key: 'cas',
      title_sort: 'cas',
      artist_sort: 'ember; zal',
      album_sort: 'siege',
      album_artist_sort: 'various',
      composer_sort: LAST,
      artist_key: 'ember; zal',
      album_key: 'siege',
      album_artist_key: 'various',
      rating: null,
      favourite: 0,
    });
  });

  it('put what has no artist or album behind every text', () => {
    expect(derivedColumns({}, 'x.mp3')).toEqual({
      title: 'x',
      artist: '',
      album: '',
      album_artist: '',
      genre: '',
      year: null,
      track_number: null,
      disc_number: null,
      title_key: 'x',
      title_sort: 'x',
      artist_sort: LAST,
      album_sort: LAST,
      album_artist_sort: LAST,
      composer_sort: LAST,
      artist_key: LAST,
      album_key: LAST,
      album_artist_key: LAST,
      rating: null,
      favourite: 0,
    });
  });

  it('sort by what the tags give for sorting, and in natural order', () => {
    const sorts = (tags: Tags): string[] => {
      const { title_sort, artist_sort, album_sort, album_artist_sort, composer_sort } = derivedColumns(tags, 'x');
      return [title_sort, artist_sort, album_sort, album_artist_sort, composer_sort];
    };
    const tags = { title: ['The 2'], artist: ['10cc', 'B'], album: ['Part 3'], composer: ['J. S. Bach'] };
    expect(sorts(tags)).toEqual(['the 12', '210cc; b', 'part 13', '210cc; b', 'j. s. bach']);
    const sorting = {
      titlesort: ['2, The'],
      artistsort: ['Čc, 10', 'B'],
      albumsort: ['P'],
      albumartistsort: ['Z'],
      composersort: ['Bach, J'],
    };
    expect(sorts({ ...tags, ...sorting })).toEqual(['12, the', 'cc, 210; b', 'p', 'z', 'bach, j']);
    expect(sorts({ artist: ['A'], artistsort: ['B'] }).slice(1, 4)).toEqual(['b', LAST, 'b']);
    expect(sorts({ artist: ['A'], artistsort: ['B'], albumartist: ['A'] })[3]).toBe('a');
    expect(sorts({ artist: ['A'], albumartistsort: ['C'] })[3]).toBe('c');
  });

  it('sort titles with numbers by a key of their own', () => {
    expect(derivedColumns({ title: ['Étude 10'] }, 'x')).toMatchObject({
      title_key: 'etude 10',
      title_sort: 'etude 210',
    });
    expect(derivedColumns({}, '07 x.mp3')).toMatchObject({ title_key: '07 x', title_sort: '17 x' });
  });

  it('compare an album artist of its own by its own key', () => {
    expect(derivedColumns({ artist: ['A'], albumartist: ['Ø'] }, 'x').album_artist_key).toBe('o');
    expect(derivedColumns({ artist: ['A'] }, 'x').album_artist_key).toBe('a');
  });

  it.each([
    [{ rating: ['4.5'], favourite: ['1'] }, 4.5, 1],
    [{ rating: ['0'], favourite: ['0'] }, 0, 0],
    [{ rating: ['80'], favourite: ['very'] }, null, 0],
    [{ rating: ['great'] }, null, 0],
  ] as const)('take %j as the rating %d', (tags, rating, favourite) => {
    expect(derivedColumns(tags, 'x')).toMatchObject({ rating, favourite });
  });

  it.each([
    ['7', 7],
    ['007/12', 7],
    ['A7', null],
    ['', null],
    ['1234567890', 123456789],
  ])('read the number of track "%s" as %s', (tracknumber, number) => {
    expect(derivedColumns({ tracknumber: [tracknumber] }, 'x').track_number).toBe(number);
  });

  it.each([
    ['01 - Song.name.flac', '01 - Song.name'],
    ['Song', 'Song'],
    ['Song.', 'Song.'],
    ['Vol. 2 (live)', 'Vol. 2 (live)'],
    ['a.aiff2', 'a'],
    ['a.sixlet', 'a.sixlet'],
  ])('show the file name %s without extension where there is no title', (name, title) => {
    expect(derivedColumns({}, name).title).toBe(title);
    expect(derivedColumns({ title: [''] }, name).title).toBe(title);
  });

  it('take the artist for the album artist where there is none', () => {
    expect(derivedColumns({ artist: ['A', 'B'] }, 'x').album_artist).toBe('A; B');
  });

  it.each([
    [['2008-03-11'], 2008],
    [['11.03.2008'], 2008],
    [['c. 1967'], 1967],
    [['spring'], null],
  ])('read the year of %s as %s', (date, year) => {
    expect(yearOf({ date })).toBe(year);
  });

  it('take the year of the original date, or the year alone, where there is no date', () => {
    expect(yearOf({ originaldate: ['1969'], year: ['2000'] })).toBe(1969);
    expect(yearOf({ date: ['2001'], originaldate: ['1969'] })).toBe(2001);
    expect(yearOf({ year: ['2000'] })).toBe(2000);
    expect(yearOf({})).toBeNull();
  });
});

describe('the columns that differ after a change of a field', () => {
  const TAGS: Tags = {
    title: ['Čas 2'],
    artist: ['Ember', 'Žal'],
    album: ['Siege'],
    genre: ['Folk'],
    date: ['2008'],
    mood: ['calm'],
    tracknumber: ['3/12'],
    composer: ['Orff'],
    rating: ['4'],
  };
  const differing = (before: Tags, after: Tags): Partial<DerivedColumns> => {
    const old = derivedColumns(before, '1 x.mp3');
    const names = Object.entries(derivedColumns(after, '1 x.mp3'));
    return Object.fromEntries(names.filter(([name, value]) => old[name as keyof DerivedColumns] !== value));
  };

  it.each(FIELDS.map(({ name }) => name))('%s are those of all columns that differ', (field) => {
    const { [field]: _, ...without } = TAGS;
    const all = [TAGS, without, { ...without, [field]: ['1'] }, { ...without, [field]: ['Été 1999', 'b'] }];
    for (const before of all) {
      for (const after of all) {
        const changed = changedColumns(before, after, '1 x.mp3');
        expect(changed).toEqual(differing(before, after));
      }
    }
  });

  it('are none where the field is not derived from, nor where the texts are the same', () => {
    expect(changedColumns(TAGS, { ...TAGS, mood: ['warm'] }, 'x')).toEqual({});
    expect(changedColumns(TAGS, { ...TAGS, title: ['Čas 2'] }, 'x')).toEqual({});
    expect(changedColumns(TAGS, { ...TAGS, title: ['ČAS 2'] }, 'x')).toEqual({ title: 'ČAS 2' });
  });
});
