import { expect, test } from 'vitest';
import { genreName, parseGenre } from './genres.ts';

test.each([
  [0, 'Blues'],
  [17, 'Rock'],
  [79, 'Hard Rock'],
  [80, 'Folk'],
  [191, 'Psybient'],
  [192, undefined],
  [255, undefined],
  [-1, undefined],
])('genre %d is %s', (number, name) => {
  expect(genreName(number)).toBe(name);
});

test('every number up to 191 has a name of its own', () => {
  const names = Array.from({ length: 192 }, (_, number) => genreName(number));
  expect(names.every((name) => name !== undefined && name.length > 1)).toBe(true);
  expect(new Set(names).size).toBe(192);
});

test.each([
  ['17', ['Rock']],
  ['(17)', ['Rock']],
  ['017', ['Rock']],
  ['(51)(39)', ['Techno-Industrial', 'Noise']],
  ['(17)(17)', ['Rock']],
  ['(17)Rock', ['Rock']],
  ['(17)Space Rock', ['Rock', 'Space Rock']],
  ['RX', ['Remix']],
  ['CR', ['Cover']],
  ['(RX)', ['Remix']],
  ['(CR)(17)', ['Cover', 'Rock']],
  ['(255)', ['255']],
  ['255', ['255']],
  ['1999', ['1999']],
  ['(1999)', ['(1999)']],
  ['Folk', ['Folk']],
  ['((Live)', ['(Live)']],
  ['(17)((Live)', ['Rock', '(Live)']],
  ['(Live)', ['(Live)']],
  ['Folk (17)', ['Folk (17)']],
  ['', ['']],
  ['17a', ['17a']],
  ['a17', ['a17']],
  ['1e1', ['1e1']],
  [' 17', [' 17']],
  ['00017', ['00017']],
  ['(Live)(17)', ['(Live)(17)']],
  ['(17)(Live)(17)', ['Rock', '(Live)(17)']],
])('"%s" names %o', (text, names) => {
  expect(parseGenre(text)).toEqual(names);
});
