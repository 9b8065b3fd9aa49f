import { describe, expect, it } from 'vitest';
import { compareCopies, takenTags } from './compared-copies.ts';

describe('copies beside each other', () => {
  it('show the fields that differ, and count those that agree', () => {
    const compared = compareCopies([
      { title: ['Knolls'], artist: ['North Harbour'], date: ['2010'] },
      { title: ['knolls'], artist: ['North Harbour'] },
    ]);
    expect(compared.fields).toEqual([
      { field: 'date', values: [['2010'], null], taken: null },
      { field: 'title', values: [['Knolls'], ['knolls']], taken: null },
    ]);
    expect(compared.agreeing).toBe(1);
  });

  it('offer the best copy what it lacks, from the best of the others that has it', () => {
    const compared = compareCopies([
      { genre: ['Folk'] },
      { genre: [], date: ['2009'] },
      { genre: ['Folk', 'Soundtrack'], date: ['2011'] },
    ]);
    expect(compared.fields.map(({ field, taken }) => [field, taken])).toEqual([
      ['date', { values: ['2009'], from: 1 }],
      ['genre', { values: ['Folk', 'Soundtrack'], from: 2 }],
    ]);
    expect(takenTags(compared)).toEqual({ date: ['2009'], genre: ['Folk', 'Soundtrack'] });
  });

  it('offer nothing in place of what the best copy says', () => {
    expect(takenTags(compareCopies([{ genre: ['Folk'] }, { genre: ['Jazz', 'Soul'] }]))).toEqual({});
  });

  it('leave out what is for programs, and what people give to a track', () => {
    const compared = compareCopies([
      { title: ['A'] },
      { title: ['A'], rating: ['4'], picture: ['x'], replaygain_track_gain: ['-3'] },
    ]);
    expect(compared).toEqual({ fields: [], agreeing: 1 });
  });
});
