import { expect, it } from 'vitest';
import { artistCredit } from './artist-credit.ts';

it.each([
  ['one artist', ['Ember'], [], ['1'], [{ id: '1', name: 'Ember' }]],
  [
    'two artists of one text',
    ['Ember feat. Ash & Co'],
    ['Ember', 'Ash & Co'],
    ['1', '2'],
    [
      { id: '1', name: 'Ember', joinphrase: ' feat. ' },
      { id: '2', name: 'Ash & Co' },
    ],
  ],
  ['two texts', ['Ember', 'Ash'], [], [], [{ name: 'Ember', joinphrase: '; ' }, { name: 'Ash' }]],
  ['a text with other names', ['Ember with guests'], ['Ember', 'Ash'], ['1', '2'], [{ name: 'Ember with guests' }]],
  ['a text that begins otherwise', ['The Ember, Ash'], ['Ember', 'Ash'], [], [{ name: 'The Ember, Ash' }]],
  [
    'names alone',
    [],
    ['Ember', 'Ash'],
    ['1', '2'],
    [
      { id: '1', name: 'Ember', joinphrase: '; ' },
      { id: '2', name: 'Ash' },
    ],
  ],
  ['fewer ids than names', ['Ember', 'Ash'], [], ['1'], [{ name: 'Ember', joinphrase: '; ' }, { name: 'Ash' }]],
  ['nobody', [], [], ['1'], []],
])('credits %s', (_, credit, names, ids, artists) => {
  expect(artistCredit(credit, names, ids)).toEqual(artists);
});
