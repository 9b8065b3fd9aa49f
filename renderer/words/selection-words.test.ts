import { describe, expect, it } from 'vitest';
import { hiddenWords, selectedWords } from './selection-words.ts';

describe('words about the selection', () => {
  it('count what is selected, and what of it the search hides', () => {
    expect(selectedWords(1200, 0)).toBe('1,200 selected');
    expect(selectedWords(23, 16)).toBe('23 selected, 16 not shown');
  });

  it('say that an edit asks which tracks it changes', () => {
    expect(hiddenWords(23, 16)).toBe('The search hides 16 of 23 selected tracks. An edit asks which ones it changes.');
    expect(hiddenWords(23, 23)).toBe('The search hides all 23 selected tracks.');
  });

  it('name a single hidden track, whose details stay', () => {
    expect(hiddenWords(1, 1)).toBe('The search does not show this track.');
  });
});
