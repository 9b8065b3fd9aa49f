import { expect, it } from 'vitest';
import { printable, printableLines } from './printable-text.mjs';

it.each([
  ['\u001b[31mred\u001b]0;title\u0007', '␛[31mred␛]0;title␇'],
  ['one\r\ntwo\tthree\0', 'one␍␊two␉three␀'],
  ['\u001f \u007e\u007f', '␟ ~␡'],
  ['\u0080\u009b2J\u009f\u00a0é', '\\x80\\x9b2J\\x9f\u00a0é'],
  ['\u2027\u2028\u2029\u202a\u202e\u202f', '\u2027\\u2028\\u2029\\u202a\\u202e\u202f'],
  ['\u2065\u2066\u2069\u206a', '\u2065\\u2066\\u2069\u206a'],
  ['Sigur Rós – 夜 👩‍🎤 \\x1b', 'Sigur Rós – 夜 👩‍🎤 \\x1b'],
])('%j is printed as %s', (text, shown) => expect(printable(text)).toBe(shown));

it('keeps the lines of text of several lines', () => {
  expect(printableLines('Usage:\n\n  \u001b[2J\r\n')).toBe('Usage:\n\n  ␛[2J␍\n');
});
