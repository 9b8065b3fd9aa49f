import { expect, it } from 'vitest';
import { derivedColumns } from '../../library/derived-columns.ts';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it.each<[Record<string, string[]>, Record<string, string[] | null>]>([
  [{ title: ['A'], artist: ['10cc'], album: ['2 x'] }, {}],
  [{ title: ['A'], artist: ['The X'], artistsort: ['X, The'], album: ['Y'], composer: ['C'], titlesort: ['Ä 2'] }, {}],
  [{ artist: ['B'], albumartist: ['V'], albumartistsort: ['W 1', 'Z'], composersort: ['Bach, Ø'] }, {}],
  [{ artist: ['B'], artistsort: ['C'], albumartist: ['V'] }, {}],
  [
    { title: ['A'], artist: ['The X'], artistsort: ['X'] },
    { artistsort: null, albumsort: ['S'] },
  ],
  [{ title: ['A'] }, { title: ['B 7'] }],
])('gives a track with the tags %j, edited to %j, the keys with which it is written from now on', (tags, overrides) => {
  const connection = databaseOfVersion(19);
  const effective: Record<string, string[] | null> = { ...tags, ...overrides };
  const inForce = Object.fromEntries(
    Object.entries(effective).flatMap(([name, values]) => (values ? [[name, values]] : [])),
  );
  const columns = derivedColumns(inForce as Record<string, string[]>, 'file.flac');
  connection.prepare('UPDATE file SET tags = ? WHERE id = 1').run(JSON.stringify(tags));
  const { title_key, title_sort, artist_key, album_key, album_artist_key } = columns;
  connection
    .prepare(
      `UPDATE track SET overrides = ?, title_key = ?, title_sort = ?, artist_key = ?, album_key = ?,
        album_artist_key = ? WHERE id = 1`,
    )
    .run(JSON.stringify(overrides), title_key, title_sort, artist_key, album_key, album_artist_key);
  migrate(connection, { target: 20 });
  const row = connection
    .prepare('SELECT title_sort, artist_sort, album_sort, album_artist_sort, composer_sort FROM track WHERE id = 1')
    .get() as object;
  expect(columns).toMatchObject(row);
});

it('sorts lists and finds equal texts by indexes', () => {
  const connection = databaseOfVersion(19);
  migrate(connection, { target: 20 });
  const planOf = (sql: string): string =>
    connection
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT id FROM track WHERE present = 1 ${sql}`)
      .all()
      .map(({ detail }) => detail.replace(/\s*\(.*/, ''))
      .join('; ');
  const within = 'disc_number, track_number, id';
  expect(planOf(`ORDER BY album_artist_sort, album_sort, ${within}`)).toBe(
    'SCAN track USING COVERING INDEX track_by_album',
  );
  expect(planOf(`ORDER BY artist_sort, album_sort, ${within}`)).toBe('SCAN track USING COVERING INDEX track_by_artist');
  expect(planOf(`ORDER BY album_sort, ${within}`)).toBe('SCAN track USING COVERING INDEX track_by_album_title');
  expect(planOf(`ORDER BY year, album_sort, ${within}`)).toBe('SCAN track USING COVERING INDEX track_by_year');
  expect(planOf("AND title_key = 'x'")).toBe(
    'SEARCH track USING INDEX track_title_key'.replace('INDEX', 'COVERING INDEX'),
  );
  expect(planOf("AND artist_key = 'x' AND album_key = 'y'")).toBe('SEARCH track USING COVERING INDEX track_artist_key');
});

it('sorts albums of artists with numbers in natural order', () => {
  const connection = databaseOfVersion(19);
  connection.exec("UPDATE album SET artist_sort = '10cc' WHERE id = 1");
  migrate(connection, { target: 20 });
  expect(connection.prepare('SELECT artist_sort FROM album').pluck().all()).toEqual(['210cc']);
});
