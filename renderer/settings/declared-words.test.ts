import { describe, expect, it } from 'vitest';
import { addedWords } from './declared-words.ts';

const RESULT = { batch: 1, name: 'bpm2', tracks: 0, unfit: 0, examples: [] };

describe('what became of a declaration', () => {
  it.each([
    [RESULT, 'The field bpm2 was declared'],
    [{ ...RESULT, tracks: 1 }, 'The field bpm2 was declared: 1 track has a value already'],
    [
      { ...RESULT, tracks: 3, unfit: 2, examples: ['fast', 'slow'] },
      'The field bpm2 was declared: 3 tracks have a value already, of which 2 do not fit, such as fast, slow',
    ],
  ])('of %j is told as %j', (result, words) => {
    expect(addedWords('bpm2', result)).toBe(words);
  });
});
