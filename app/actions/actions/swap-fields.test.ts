import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

const given = { a: 'artist', b: 'title' };

it('exchanges values', () => {
  expect(changeTags('swap', given, { artist: ['Knolls'], title: ['Hall'] })).toEqual({
    artist: ['Hall'],
    title: ['Knolls'],
  });
});

it('moves a value to a field without one, and leaves the first without', () => {
  expect(changeTags('swap', given, { artist: ['Knolls'] })).toEqual({ artist: null, title: ['Knolls'] });
});
