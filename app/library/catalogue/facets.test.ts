import { beforeAll, describe, expect, it } from 'vitest';
import { QualityWriter } from '../../analysis/stored-quality.ts';
import { measuredQuality } from '../../analysis/testing-quality.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { Catalogue } from './catalogue.ts';
import { COUNTED_FIELDS } from './counted-fields.ts';
import { FacetReader, type FacetPageRequest } from './facets.ts';

let library: MemoryLibrary;
beforeAll(async () => {
  library = memoryLibrary();
  const add = (count: number, tags: Record<string, string[]>): void => {
    for (let one = 0; one < count; one++) library.add({ name: `${count} ${one} ${tags['mood']}.flac`, tags });
  };
  add(3, { genre: ['Hip-Hop'], artist: ['A'], date: ['1991'], mood: ['Calm'], composer: ['Dvořák'] });
  add(2, { genre: ['hip hop', 'Folk'], artist: ['B'], date: ['1999'], mood: ['calm'], composer: ['dvorak'] });
  add(1, { genre: ['Folk'], artist: ['B'], date: ['2001'], mood: ['Warm'], album: ['X'] });
  library.add({ name: 'gone.flac', tags: { genre: ['Folk'], mood: ['Calm'] }, missingSince: 5 });
  const qualities = new QualityWriter(library.connection);
  for (const [track, abrupt] of [
    [1, true],
    [4, false],
    [7, false],
  ] as const) {
    library.analyse(track);
    qualities.write(track, measuredQuality({ mono: true, abrupt }));
  }
  await new Catalogue(library.connection).settle();
});

function page(field: string, more: Partial<FacetPageRequest> = {}) {
  const request = {
    query: '',
    chosen: {},
    search: '',
    sort: 'count',
    variantsOnly: false,
    offset: 0,
    limit: 100,
  } as const;
  return new FacetReader(library.connection).page({ ...request, ...more, field });
}
const counts = (field: string, more: Partial<FacetPageRequest> = {}) =>
  page(field, more).values.map(({ value, tracks }) => `${value} ${tracks}`);

describe('tracks are counted', () => {
  it.each([
    ['genre', ['Hip-Hop 5', 'Folk 3']],
    ['artist', ['A 3', 'B 3']],
    ['mood', ['Calm 5', 'Warm 1']],
    ['composer', ['Dvořák 5']],
    ['year', ['1991 3', '1999 2', '2001 1']],
    ['decade', ['1990s 5', '2000s 1']],
    ['kind', ['FLAC 6']],
    ['album', ['X 1']],
    ['samplerate', ['44100 6']],
    ['label', []],
  ])('by %s', (field, values) => {
    expect(counts(field)).toEqual(values);
  });

  it('by every field that can be counted by, with a query and without', () => {
    for (const field of COUNTED_FIELDS) {
      expect(page(field).field).toBe(field);
      expect(page(field, { query: 'a genre:hip', chosen: { genre: ['Folk'] } }).offset).toBe(0);
    }
  });

  it('by what the analysis found about their sound', () => {
    expect(counts('sound')).toEqual(['mono 2', 'abrupt 1']);
    expect(counts('sound', { query: 'artist:b' })).toEqual(['mono 1']);
    expect(counts('artist', { chosen: { sound: ['mono'] } })).toEqual(['A 1', 'B 1']);
  });

  it('among those that a query matches', () => {
    expect(counts('genre', { query: 'artist:b' })).toEqual(['Folk 3', 'hip hop 2']);
    expect(counts('mood', { query: 'year:1999..' })).toEqual(['calm 2', 'Warm 1']);
    expect(() => counts('genre', { query: '(' })).toThrow('never closed');
  });

  it('among those with the chosen values: any of a field, and all of the fields', () => {
    expect(counts('mood', { chosen: { genre: ['Folk', 'Hip-Hop'] } })).toEqual(['Calm 5', 'Warm 1']);
    expect(counts('mood', { chosen: { genre: ['Folk'], decade: ['1990s'] } })).toEqual(['calm 2']);
    expect(counts('artist', { chosen: { year: ['1991', '2001'] } })).toEqual(['A 3', 'B 1']);
    expect(counts('genre', { chosen: { genre: ['Folk'], artist: [] } })).toEqual(['Hip-Hop 5', 'Folk 3']);
  });

  it('not by what every track has of its own, or nobody knows', () => {
    for (const field of ['title', 'id', 'path', 'lyrics', 'nonsense']) {
      expect(() => counts(field), field).toThrow(`tracks cannot be counted by "${field}"`);
    }
    expect(() => counts('gnre')).toThrow('did you mean genre?');
    expect(() => counts('mood', { chosen: { nonsense: ['x'] } })).toThrow('nonsense');
  });
});

describe('spellings of a value', () => {
  it('are one value, told apart', () => {
    expect(page('genre', { variantsOnly: true }).values).toEqual([
      {
        value: 'Hip-Hop',
        tracks: 5,
        variants: [
          { value: 'Hip-Hop', tracks: 3 },
          { value: 'hip hop', tracks: 2 },
        ],
      },
    ]);
    expect(counts('composer', { variantsOnly: true })).toEqual(['Dvořák 5']);
    expect(counts('artist', { variantsOnly: true })).toEqual([]);
  });
});

describe('a list of values', () => {
  it('is searched in any spelling, and sorted by name or count', () => {
    expect(counts('genre', { search: 'HIP H' })).toEqual(['Hip-Hop 5']);
    expect(counts('genre', { search: 'x' })).toEqual([]);
    expect(counts('genre', { sort: 'name' })).toEqual(['Folk 3', 'Hip-Hop 5']);
  });

  it('is read page by page', () => {
    expect(page('year', { offset: 1, limit: 1 })).toMatchObject({ total: 3, offset: 1, values: [{ value: '1999' }] });
  });
});

describe('spellings', () => {
  const of = (field: string, more: Partial<FacetPageRequest> = {}) =>
    new FacetReader(library.connection).spellings({
      query: '',
      search: '',
      sort: 'count',
      offset: 0,
      limit: 100,
      ...more,
      field,
    });

  it('are listed by themselves, those of one value side by side, with the tracks that have none', () => {
    expect(of('genre')).toEqual({
      field: 'genre',
      total: 3,
      without: 0,
      offset: 0,
      values: [
        { value: 'Hip-Hop', tracks: 3, spellings: 2 },
        { value: 'hip hop', tracks: 2, spellings: 2 },
        { value: 'Folk', tracks: 3, spellings: 1 },
      ],
    });
    expect(of('album')).toMatchObject({ total: 1, without: 5, values: [{ value: 'X', tracks: 1, spellings: 1 }] });
    expect(of('album', { query: 'artist:a' })).toMatchObject({ total: 0, without: 3, values: [] });
  });

  it('are sorted by name, searched for and paged', () => {
    const values = (more: Partial<FacetPageRequest>) => of('genre', more).values.map(({ value }) => value);
    expect(values({ sort: 'name' })).toEqual(['Folk', 'Hip-Hop', 'hip hop']);
    expect(values({ search: 'HOP' })).toEqual(['Hip-Hop', 'hip hop']);
    expect(values({ search: '%' })).toEqual([]);
    expect(values({ offset: 1, limit: 1 })).toEqual(['hip hop']);
    expect(of('genre', { offset: 1, limit: 1 }).total).toBe(3);
  });

  it('are those of edits', () => {
    library.edits.apply([4, 5], { genre: ['Folk'] }, TESTER);
    expect(of('genre').values).toEqual([
      { value: 'Folk', tracks: 3, spellings: 1 },
      { value: 'Hip-Hop', tracks: 3, spellings: 1 },
    ]);
    library.edits.undo(null, TESTER);
  });

  it('of album artists are those that lists show', () => {
    library.edits.apply([1, 2], { albumartist: ['A', 'B'] }, TESTER);
    expect(of('albumartist').values.map(({ value }) => value)).toEqual(['B', 'A; B', 'A']);
    library.edits.undo(null, TESTER);
  });

  it('of numbers and of the catalogue are refused', () => {
    expect(() => of('year')).toThrow('spellings of "year" are not counted');
    expect(() => of('composer')).toThrow('spellings of "composer" are not counted');
  });
});
