import { describe, expect, it } from 'vitest';
import {
  countOf,
  numberOf,
  pathOfText,
  pathOfUrl,
  positive,
  ratingOf,
  textOf,
  timeOfSeconds,
  timeOfText,
} from './source-values.ts';

describe('values of other programs', () => {
  it.each([
    [1, 1, 5],
    [0.8, 1, 4],
    [0.75, 1, 4],
    [0.7, 1, 3.5],
    [0.01, 1, 0.5],
    [90, 100, 4.5],
    ['60', 100, 3],
    [7, 5, 5],
    [0, 1, null],
    [-1, 1, null],
    ['', 1, null],
    [null, 1, null],
    [Number.NaN, 1, null],
  ])('a rating of %s of %s is %s of 5', (value, most, stars) => {
    expect(ratingOf(value, most)).toBe(stars);
  });

  it('are numbers also where they are texts, and nothing where they are neither', () => {
    expect([5, '5', 5n, ' 5 ', '', 'x', null, {}, Infinity].map(numberOf)).toEqual([
      5,
      5,
      5,
      5,
      ...Array(5).fill(null),
    ]);
    expect([3.9, 1, 0, -1, null].map(positive)).toEqual([3, 1, null, null, null]);
    expect([3, '4', -2, null, 1e12].map(countOf)).toEqual([3, 4, 0, 0, 1_000_000]);
    expect(['a', 1, null].map(textOf)).toEqual(['a', '', '']);
  });

  it('are times only where they lie after 1970', () => {
    expect([1_700_000_000, 1_700_000_000.5, '5', 0, -1, 1e12, null].map(timeOfSeconds)).toEqual([
      1_700_000_000_000,
      1_700_000_000_500,
      5000,
      null,
      null,
      null,
      null,
    ]);
    expect(timeOfText('2024-01-02T03:04:05Z')).toBe(Date.UTC(2024, 0, 2, 3, 4, 5));
    expect([undefined, '', 'never', '1900-01-01'].map(timeOfText)).toEqual([null, null, null, null]);
  });

  it.each([
    ['file:///music/a%20%C3%A4%23.mp3', '/music/a ä#.mp3'],
    ['file://localhost/music/a.mp3', '/music/a.mp3'],
    ['FILE:///music/100%.mp3', '/music/100%.mp3'],
    ['file:///C:/Music/a.mp3', 'C:/Music/a.mp3'],
    ['file://localhost/D:/a.mp3', 'D:/a.mp3'],
    ['http://example.org/a.mp3', null],
    ['file:///a%00b', null],
    ['/music/a.mp3', null],
    ['', null],
  ])('the URL %s is the path %s', (url, path) => {
    expect(pathOfUrl(url)?.toString() ?? null).toBe(path);
  });

  it('keep bytes of a path that are no text', () => {
    expect(pathOfUrl('file:///a%FFb')).toEqual(Buffer.from('/a\xffb', 'latin1'));
  });

  it.each([
    ['/a/b.mp3', '/a/b.mp3'],
    [String.raw`C:\Music\b.mp3`, 'C:/Music/b.mp3'],
    [String.raw`\\nas\music\b.mp3`, '//nas/music/b.mp3'],
    ['b.mp3', null],
    ['', null],
    ['/a\0b', null],
  ])('the text %s is the path %s', (text, path) => {
    expect(pathOfText(text)?.toString() ?? null).toBe(path);
  });
});
