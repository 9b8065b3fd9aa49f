import { describe, expect, it } from 'vitest';
import { derivedColumns, effectiveTags, yearOf } from './derived-columns.ts';

describe('effective tags', () => {
  it('lays overrides over what the file says', () => {
    expect(effectiveTags({ title: ['a'], genre: ['Rock'] }, { title: ['b'], genre: null, mood: ['calm'] })).toEqual({
      title: ['b'],
      mood: ['calm'],
    });
  });

  it('shows the file name where there is no title', () => {
    expect(derivedColumns({}, '01 - Song.name.flac').title).toBe('01 - Song.name');
  });

  it('takes the artist for the album artist where there is none', () => {
    expect(derivedColumns({ artist: ['A', 'B'] }, 'x').album_artist).toBe('A; B');
  });

  it.each([
    [['2008-03-11'], 2008],
    [['11.03.2008'], 2008],
    [['c. 1967'], 1967],
    [['spring'], null],
  ])('reads the year of %s as %s', (date, year) => {
    expect(yearOf({ date })).toBe(year);
  });
});
