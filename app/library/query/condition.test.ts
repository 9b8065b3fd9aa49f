import { describe, expect, it } from 'vitest';
import { allOf, among, amongAny, anyOf, indexedBy, tablesFor, type Condition } from './condition.ts';

const rock = among('SELECT track_id FROM track_genre WHERE genre_key = ?', ['rock']);
const jazz = among('SELECT track_id FROM track_genre WHERE genre_key = ?', ['jazz']);
const year: Condition = { sql: 'track.year > ?', values: [1990] };
const long: Condition = { sql: 'track.duration > ?', values: [60], isNarrow: true };

describe('joined conditions', () => {
  it('keep the values in the order of the text', () => {
    expect(allOf([rock, year])).toMatchObject({ sql: `(${rock.sql} AND track.year > ?)`, values: ['rock', 1990] });
    expect(anyOf([year, rock])).toMatchObject({ sql: `(track.year > ? OR ${rock.sql})`, values: [1990, 'rock'] });
  });

  it('are everything or nothing without parts, and a single part itself', () => {
    expect(allOf([])).toMatchObject({ sql: '1', values: [] });
    expect(anyOf([])).toMatchObject({ sql: '0', values: [] });
    expect(allOf([year])).toBe(year);
    expect(anyOf([rock])).toBe(rock);
  });

  it('read no more than the index of totals where none of the parts does', () => {
    expect([allOf([rock, long]), anyOf([rock, long]), allOf([])].map(({ isNarrow }) => isNarrow)).toEqual([
      true,
      true,
      true,
    ]);
    expect([allOf([rock, year]), anyOf([long, year])].map(({ isNarrow }) => isNarrow)).toEqual([false, false]);
  });
});

describe('alternatives of all tracks', () => {
  it('are one list of ids where each leads to ids', () => {
    const { sql, values, isNarrow } = amongAny([rock, allOf([jazz, year])]);
    expect(sql).toBe(
      `track.id IN (SELECT * FROM (${rock.ids}) UNION ALL ` +
        `SELECT * FROM (SELECT track.id FROM track WHERE (${jazz.sql} AND track.year > ?)))`,
    );
    expect(values).toEqual(['rock', 'jazz', 1990]);
    expect(isNarrow).toBe(true);
  });

  it('lead to ids themselves', () => {
    expect(amongAny([amongAny([rock, jazz]), jazz]).ids).toContain(amongAny([rock, jazz]).ids);
  });

  it('are tested track by track where one does not', () => {
    expect(amongAny([rock, year])).toEqual(anyOf([rock, year]));
    expect(amongAny([rock])).toBe(rock);
    expect(amongAny([])).toEqual(anyOf([]));
  });
});

it('reads the tables that a condition mentions, in the order of an index where one is given', () => {
  expect(tablesFor('track.year > 1')).toBe('track');
  expect(tablesFor('track.year > 1', 'track_by_year')).toBe(`track${indexedBy('track_by_year')}`);
  expect(tablesFor('file.lossless = 1', 'track_by_year')).toMatch(/^track INDEXED BY track_by_year JOIN file /);
});
