import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion, rowsOf } from './testing-database.ts';

it('finds the albums of an artist in order of their years without sorting, and changes no album', () => {
  const connection = databaseOfVersion(39);
  const albums = rowsOf(connection, 'album');
  migrate(connection, { target: 40 });
  expect(rowsOf(connection, 'album')).toEqual(albums);
  const plan = connection
    .prepare<[], { detail: string }>(`
      EXPLAIN QUERY PLAN SELECT id FROM album WHERE artist_key = 'x' ORDER BY year, title_sort, id`)
    .all()
    .map(({ detail }) => detail);
  expect(plan).toEqual(['SEARCH album USING COVERING INDEX album_artist_key (artist_key=?)']);
});
