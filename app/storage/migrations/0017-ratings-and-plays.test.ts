import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { databaseOfVersion } from './testing-database.ts';

it('gives tracks neither ratings nor plays, and keeps when they were added', () => {
  const connection = databaseOfVersion(16);
  migrate(connection, { target: 17 });
  expect(
    connection
      .prepare('SELECT rating, favourite, plays, skips, last_played, found_at, added_at FROM track ORDER BY id')
      .all(),
  ).toEqual(
    [20, 20].map((at) => ({
      rating: null,
      favourite: 0,
      plays: 0,
      skips: 0,
      last_played: null,
      found_at: at,
      added_at: at,
    })),
  );
});

it.each([
  ['tags', '{"rating":["80"]}', 0n],
  ['tags', '{"fmps_rating":["0.8"]}', 0n],
  ['tags', '{"rating:me@example.org":["4"]}', 0n],
  ['layout', '{"container":"mp3","kept":[{"kind":"POPM 0000"}]}', 0n],
  ['layout', '{"container":"wav","kept":[{"kind":"id3/POPM 0000"}]}', 0n],
  ['tags', '{"title":["rating"]}', 1700000000123456790n],
])('lets the next scan read the rating of a file with the %s %s', (column, value, ctime) => {
  const connection = databaseOfVersion(16);
  connection.prepare(`UPDATE file SET ${column} = ? WHERE id = 1`).run(value);
  migrate(connection, { target: 17 });
  expect(connection.prepare('SELECT ctime_ns FROM file WHERE id = 1').pluck().safeIntegers().get()).toBe(ctime);
});

it('has plays of known kinds, which go with their track', () => {
  const connection = databaseOfVersion(17);
  const add = connection.prepare("INSERT INTO play (track_id, kind, count, source) VALUES (?, ?, ?, 'x')");
  expect(() => add.run(1, 'dance', 1)).toThrow('CHECK');
  expect(() => add.run(1, 'skip', 0)).toThrow('CHECK');
  expect(() => add.run(9, 'play', 1)).toThrow('FOREIGN KEY');
  connection.exec('DELETE FROM track WHERE id = 1');
  expect(connection.prepare('SELECT count(*) FROM play').pluck().get()).toBe(0);
});

it.each([
  ['rating, id', 'track_by_rating'],
  ['plays DESC, id DESC', 'track_by_plays'],
  ['last_played DESC, id DESC', 'track_by_last_played'],
])('answers a page in the order %s from an index', (order, index) => {
  const connection = databaseOfVersion(17);
  const plan = connection
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT id FROM track WHERE present = 1 ORDER BY ${order} LIMIT 9`,
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual([`SCAN track USING COVERING INDEX ${index}`]);
});
