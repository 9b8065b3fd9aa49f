import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

const mapped = (genre: string[], given: Record<string, string | number> = {}) => changeTags('genres', given, { genre });

it('writes genres in their usual spelling, and each once', () => {
  expect(mapped(['hip hop', 'RAP', 'trip hop', 'My Own'])).toEqual({ genre: ['Hip-Hop', 'Trip-Hop', 'My Own'] });
  expect(mapped(['Jazz', 'My Own'])).toEqual({});
});

it('takes several genres in one value apart, unless they are the name of one', () => {
  expect(mapped(['rock/indie; My Own', 'Singer/Songwriter', 'Folk, World, & Country'])).toEqual({
    genre: ['Rock', 'Indie Rock', 'My Own', 'Singer-Songwriter', 'Folk, World & Country'],
  });
  expect(mapped(['My/Own'], { separators: '' })).toEqual({});
});

it('keeps the most specific genres', () => {
  expect(mapped(['Metal', 'Deathcore', 'Jazz', 'Metalcore'], { keep: 'specific' })).toEqual({
    genre: ['Deathcore', 'Jazz'],
  });
});

it('adds the genres that each is a kind of', () => {
  expect(mapped(['deathcore', 'Bebop'], { keep: 'parents' })).toEqual({
    genre: ['Deathcore', 'Bebop', 'Metalcore', 'Metal', 'Jazz'],
  });
});

it('removes unknown genres, and all beyond a number, where asked', () => {
  expect(mapped(['My Own', 'jazz'], { unknown: 'remove' })).toEqual({ genre: ['Jazz'] });
  expect(mapped(['My Own'], { unknown: 'remove' })).toEqual({ genre: null });
  expect(mapped(['deathcore', 'Bebop'], { keep: 'parents', limit: 3 })).toEqual({
    genre: ['Deathcore', 'Bebop', 'Metalcore'],
  });
});

it('passes over tracks without a genre', () => {
  expect(changeTags('genres', {}, { title: ['x'] })).toEqual({});
});
