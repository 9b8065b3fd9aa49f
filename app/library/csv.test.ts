import { expect, it } from 'vitest';
import { csvRow } from './csv.ts';

it('quotes what has to be quoted, and ends the row', () => {
  expect(csvRow(['a,b', 'say "x"', 'two\nlines', '', null, -1.5])).toBe('"a,b","say ""x""","two\nlines",,,-1.5\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('makes no formula of the text %j', (text) => {
  expect(csvRow([text, `a${text}`])).toBe(`'${text},a${text}\r\n`);
});
