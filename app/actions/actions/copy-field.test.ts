import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

const given = { from: 'artist', to: 'albumartist' };

it('gives the other field all values', () => {
  expect(changeTags('copy', given, { artist: ['A', 'B'], albumartist: ['C'] })).toEqual({ albumartist: ['A', 'B'] });
});

it('leaves the other field alone where there is nothing to copy', () => {
  expect(changeTags('copy', given, { albumartist: ['C'] })).toEqual({});
});

it('keeps values where only empty fields are asked for', () => {
  expect(changeTags('copy', { ...given, empty: true }, { artist: ['A'], albumartist: ['C'] })).toEqual({});
  expect(changeTags('copy', { ...given, empty: true }, { artist: ['A'] })).toEqual({ albumartist: ['A'] });
});

it('refuses what the other field cannot hold', () => {
  expect(changeTags('copy', { from: 'title', to: 'track' }, { title: ['Knolls'] })).toMatch(/^tracknumber takes/);
});
