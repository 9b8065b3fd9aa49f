import { describe, expect, it } from 'vitest';
import { compareCopies } from './compared-copies.ts';

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

  it('show what the best copy would have, and the first copy that it is from', () => {
    const compared = compareCopies(
      [{ genre: ['Folk'] }, { date: ['2009'] }, { genre: ['Folk', 'Soundtrack'], date: ['2009'] }],
      { genre: ['Folk', 'Soundtrack'], date: ['2009'], mood: ['Calm'] },
    );
    expect(compared.fields.map(({ field, taken }) => [field, taken])).toEqual([
      ['date', { values: ['2009'], from: 1 }],
      ['genre', { values: ['Folk', 'Soundtrack'], from: 2 }],
    ]);
    expect(compareCopies([{ genre: ['Folk'] }, { genre: ['Jazz', 'Soul'] }]).fields[0]!.taken).toBeNull();
  });

  it('leave out what is for programs, and what people give to a track', () => {
    const compared = compareCopies([
      { title: ['A'] },
      { title: ['A'], rating: ['4'], picture: ['x'], replaygain_track_gain: ['-3'] },
    ]);
    expect(compared).toEqual({ fields: [], agreeing: 1 });
  });
});
