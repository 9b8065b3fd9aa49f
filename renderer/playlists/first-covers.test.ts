import { expect, it } from 'vitest';
import { firstCovers } from './first-covers.ts';

const row = (art: string | null, album: string, albumArtist = 'Hall') => ({ art, album, albumArtist });

it('a list is shown by the covers of its first four albums, each once', () => {
  const rows = [
    row('/1', 'Tide'),
    row('/2', 'Tide'),
    row(null, 'Bare'),
    row('/3', 'Tide', 'Ember'),
    row('/4', 'Dusk'),
    row('/5', 'Dawn'),
    row('/6', 'Noon'),
  ];
  expect(firstCovers(rows)).toEqual(['/1', '/3', '/4', '/5']);
  expect(firstCovers(rows.slice(0, 3))).toEqual(['/1']);
  expect(firstCovers([])).toEqual([]);
});
