import { describe, expect, it } from 'vitest';
import { oddSpaces } from './odd-spaces.ts';

const shown = (text: string): string =>
  oddSpaces(text)
    .map(({ text: part, odd }) => (odd ? `[${part}]` : part))
    .join('');

describe('white space that is not seen', () => {
  it.each([
    ['Hip Hop', 'Hip Hop'],
    ['Hip Hop ', 'Hip Hop[␣]'],
    [' Hip Hop', '[␣]Hip Hop'],
    ['Hip  Hop', 'Hip[␣␣]Hop'],
    ['Hip\u00a0Hop', 'Hip[␣]Hop'],
    ['Hip\tHop\n', 'Hip[␣]Hop[␣]'],
    ['Hip\u200bHop', 'Hip[␣]Hop'],
    ['  ', '[␣␣]'],
    ['', ''],
  ])('of %j is shown: %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});
