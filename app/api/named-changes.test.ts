import { expect, it } from 'vitest';
import { namedChanges } from './named-changes.ts';

it('gives fields the names of the library, and trims their values', () => {
  expect(namedChanges({ Title: [' One '], Genre: ['Jazz', 'Blues'] })).toEqual({
    title: ['One'],
    genre: ['Jazz', 'Blues'],
  });
});

it('takes aliases for their fields, unless the names are exact', () => {
  expect(namedChanges({ country: ['Norway'] })).toEqual({ releasecountry: ['Norway'] });
  expect(namedChanges({ country: ['Norway'], Format: ['x'] }, 'exact')).toEqual({ country: ['Norway'], format: ['x'] });
});

it('removes a field that has no value left', () => {
  expect(namedChanges({ title: null, artist: [], album: [' ', ''], genre: ['', 'Jazz'] })).toEqual({
    title: null,
    artist: null,
    album: null,
    genre: ['Jazz'],
  });
});
