import { describe, expect, it } from 'vitest';
import { hiddenWords, selectedWords } from './selection-words.ts';

describe('words about the selection', () => {
  it('count what is selected, and what of it the search hides', () => {
    expect(selectedWords(1200, 0)).toBe('1,200 selected');
    expect(selectedWords(23, 16)).toBe('23 selected, 16 of them hidden by the search');
  });

  it('say that an edit leaves hidden tracks alone', () => {
    expect(hiddenWords(23, 16)).toBe(
      '16 of 23 selected tracks are hidden by the search. An edit changes only the shown ones.',
    );
    expect(hiddenWords(2, 1)).toBe(
      '1 of 2 selected tracks is hidden by the search. An edit changes only the shown one.',
    );
    expect(hiddenWords(23, 23)).toBe(
      'The search hides all 23 selected tracks. An edit changes only tracks that are shown.',
    );
  });

  it('name a single hidden track, whose details stay', () => {
    expect(hiddenWords(1, 1)).toBe('The search does not show this track.');
  });
});
