import { describe, expect, it } from 'vitest';
import { genreName, parseGenre } from './genres.ts';

describe('a genre number', () => {
  it.each([
    [0, 'Blues'],
    [17, 'Rock'],
    [79, 'Hard Rock'],
    [80, 'Folk'],
    [147, 'Synthpop'],
    [191, 'Psybient'],
  ])('%i is %s', (number, name) => {
    expect(genreName(number)).toBe(name);
  });

  it.each([192, 255, -1])('%i is none', (number) => {
    expect(genreName(number)).toBeUndefined();
  });
});

describe('the genres that a text names', () => {
  it.each([
    ['Folk', ['Folk']],
    ['17', ['Rock']],
    ['255', ['255']],
    ['1999', ['1999']],
    ['017', ['Rock']],
    ['1a', ['1a']],
    ['a1', ['a1']],
    ['RX', ['Remix']],
    ['CR', ['Cover']],
    ['(17)', ['Rock']],
    ['(17)(80)', ['Rock', 'Folk']],
    ['(17)(17)', ['Rock']],
    ['(17)Rock', ['Rock']],
    ['(17)Alternative', ['Rock', 'Alternative']],
    ['(RX)(CR)x', ['Remix', 'Cover', 'x']],
    ['((Bracketed)', ['(Bracketed)']],
    ['(17)((Bracketed)', ['Rock', '(Bracketed)']],
    ['(1234)', ['(1234)']],
    ['(live', ['(live']],
    ['x(17)', ['x(17)']],
  ])('%s', (text, names) => {
    expect(parseGenre(text)).toEqual(names);
  });
});
