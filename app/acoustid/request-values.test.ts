import { expect, it } from 'vitest';
import { numbered, RequestValues } from './request-values.ts';

const values = (text: string): RequestValues => new RequestValues(new URLSearchParams(text));

it('takes the first of several values, and all of them where they are asked for', () => {
  const { text, all } = { text: values('mbid=a&mbid=b').text('mbid'), all: values('mbid=a&mbid=&mbid=b').all('mbid') };
  expect(text).toBe('a');
  expect(all).toEqual(['a', 'b']);
});

it('counts an empty parameter as absent', () => {
  expect(values('user=').text('user')).toBeNull();
  expect(values('year=').whole('year')).toBeNull();
  expect(values('').all('mbid')).toEqual([]);
});

it.each([
  ['12', 12],
  ['007', 7],
  ['-3', Number.NaN],
  ['+4', Number.NaN],
  [' 7 ', Number.NaN],
  ['٣', Number.NaN],
  ['1.5', Number.NaN],
  ['0x10', Number.NaN],
  ['1e3', Number.NaN],
  ['99999999999999999999', Number.NaN],
])('reads the number %j as %d', (text, number) => {
  const read = new RequestValues([['year', text]]);
  expect(read.whole('year')).toBe(number);
  expect(read.wholeOrNull('year')).toBe(Number.isNaN(number) ? null : number);
});

it('leaves out what is no number where all values are asked for', () => {
  expect(values('id=1e3&id=0x10&id=%207%20&id=&id=5&id=5&id=1.0&id=0').allWhole('id')).toEqual([5, 5, 0]);
  expect(values('').allWhole('id')).toEqual([]);
});

it('lists the numbers behind names in order, the one without a number first', () => {
  const read = values('fingerprint.10=a&duration.3=1&trackid.2=b&fingerprint=c&fingerprint.x=d&fingerprint.2=e');
  expect(read.numbers('fingerprint', 'trackid')).toEqual([null, 2, 10]);
  expect(read.numbers('fingerprint.10')).toEqual([]);
  expect([null, 3].map((number) => numbered('duration', number))).toEqual(['duration', 'duration.3']);
});

it('refuses more parameters than any client sends', () => {
  const pairs = (count: number) => Array.from({ length: count }, (): [string, string] => ['a', '']);
  expect(() => new RequestValues(pairs(10_000))).not.toThrow();
  expect(() => new RequestValues(pairs(10_001))).toThrow(expect.objectContaining({ code: 19 }));
});
