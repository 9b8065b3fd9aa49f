import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('splits every value at the separator, and keeps equal values once', () => {
  expect(changeTags('split', { field: 'genre' }, { genre: ['Folk; Jazz;', 'Jazz', 'Pop'] })).toEqual({
    genre: ['Folk', 'Jazz', 'Pop'],
  });
});

it('takes a separator of several characters', () => {
  expect(changeTags('split', { field: 'artist', separator: ' & ' }, { artist: ['Ash & Birch', 'R&B'] })).toEqual({
    artist: ['Ash', 'Birch', 'R&B'],
  });
});

it('leaves values without the separator as they are', () => {
  expect(changeTags('split', { field: 'genre' }, { genre: ['Folk', 'Folk'] })).toEqual({});
});
