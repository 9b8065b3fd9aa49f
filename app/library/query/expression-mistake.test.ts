import { expect, it } from 'vitest';
import { mistakeIn } from './expression-mistake.ts';

it.each([
  ['(', 0, 'the regular expression is wrong at character 1: this ( is never closed'],
  ['a(b(c)', 1, 'the regular expression is wrong at character 2: this ( is never closed'],
  ['a[b', 1, 'the regular expression is wrong at character 2: this [ is never closed'],
  [
    'a)',
    1,
    'the regular expression is wrong at character 2: this ) closes nothing; put a backslash before it if you mean the sign',
  ],
  [
    'a]b',
    1,
    'the regular expression is wrong at character 2: this ] closes nothing; put a backslash before it if you mean the sign',
  ],
  [
    'a}',
    1,
    'the regular expression is wrong at character 2: this } closes nothing; put a backslash before it if you mean the sign',
  ],
  ['*', 0, 'the regular expression is wrong at character 1: this * has nothing before it that could be repeated'],
  ['a++', 2, 'the regular expression is wrong at character 3: this + has nothing before it that could be repeated'],
  ['a|?', 2, 'the regular expression is wrong at character 3: this ? has nothing before it that could be repeated'],
  ['a{', 1, 'the regular expression is wrong at character 2: this { begins no number of repeats, such as {2} or {2,5}'],
  [
    'a{3,2}',
    1,
    'the regular expression is wrong at character 2: this { begins no number of repeats, such as {2} or {2,5}',
  ],
  [String.raw`a\y`, 1, String.raw`the regular expression is wrong at character 2: \y has no meaning`],
  ['a\\', 1, 'the regular expression is wrong at character 2: \\ has no meaning'],
  [String.raw`\p{Nothing}`, 0, String.raw`the regular expression is wrong at character 1: \p{Nothing} has no meaning`],
  ['x[z-a]', 1, 'the regular expression is wrong at character 2: [z-a] is no set of characters'],
  ['a(?x)', 1, 'the regular expression is wrong at character 2: (? begins no group of a kind that there is'],
  [
    String.raw`\(a{2}?[()*\]]+(?:b)*(?<c>d)(`,
    28,
    'the regular expression is wrong at character 29: this ( is never closed',
  ],
  [String.raw`\2`, 0, 'this is no regular expression'],
])('%s', (pattern, position, message) => {
  expect(() => new RegExp(pattern, 'iu')).toThrow(SyntaxError);
  expect(mistakeIn(pattern)).toMatchObject({ position, message });
});
