import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it.each([
  ['1999-05-01', '1999'],
  ['05/1984', '1984'],
  ['1. Mai 2012', '2012'],
])('takes the year out of %s', (date, year) => {
  expect(changeTags('year', {}, { date: [date] })).toEqual({ date: [year] });
});

it('writes the year to another field and keeps the date', () => {
  expect(changeTags('year', { to: 'originalyear' }, { date: ['1999-05-01'] })).toEqual({ originalyear: ['1999'] });
});

it('refuses a date without a year, and passes over tracks without a date', () => {
  expect(changeTags('year', {}, { date: ['12345'] })).toBe('date has no year in it: “12345”');
  expect(changeTags('year', {}, {})).toEqual({});
});
