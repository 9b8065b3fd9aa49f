import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it.each([
  ['The Beatles', 'en', 'Beatles, The'],
  ['the xx', 'en', 'xx, the'],
  ['A Tribe Called Quest', 'en', 'Tribe Called Quest, A'],
  ['Die Ärzte', 'de', 'Ärzte, Die'],
  ['L’Impératrice', 'fr', 'Impératrice, L’'],
  ["L'Arc", 'fr', "Arc, L'"],
  ['Los Lobos', 'en,es', 'Lobos, Los'],
])('sorts %s by its name (%s)', (name, languages, sorted) => {
  expect(changeTags('sort-names', { languages }, { artist: [name] })).toEqual({ artistsort: [sorted] });
});

it.each(['The', 'Theatre of Tragedy', 'Die Ärzte', 'Ash', 'A-ha'])('leaves %s without a name for sorting', (name) => {
  expect(changeTags('sort-names', {}, { artist: [name] })).toEqual({});
});

it('gives each of several names its own', () => {
  expect(changeTags('sort-names', {}, { artist: ['The Ash', 'Birch'] })).toEqual({ artistsort: ['Ash, The', 'Birch'] });
});

it('keeps names for sorting that are there, unless they are to be replaced', () => {
  const tags = { artist: ['The Ash'], artistsort: ['Ash'] };
  expect(changeTags('sort-names', {}, tags)).toEqual({});
  expect(changeTags('sort-names', { replace: 'yes' }, tags)).toEqual({ artistsort: ['Ash, The'] });
});

it('refuses a field that has none for sorting', () => {
  expect(() => changeTags('sort-names', { fields: 'genre' }, {})).toThrow(
    'sort-names: there is no field for sorting genre',
  );
});
