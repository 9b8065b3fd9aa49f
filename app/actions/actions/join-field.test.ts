import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('makes one value of several', () => {
  expect(changeTags('join', { field: 'artist', separator: ' & ' }, { artist: ['A', 'B', 'C'] })).toEqual({
    artist: ['A & B & C'],
  });
});

it('leaves a single value alone', () => {
  expect(changeTags('join', { field: 'artist' }, { artist: ['A'] })).toEqual({});
});
