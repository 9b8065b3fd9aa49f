import { describe, expect, it } from 'vitest';
import { matchedParts, matchText } from './text-match.ts';

describe('a name that one types to find', () => {
  it('is found by its begin, by the begins of its words, and by what stands inside of them, in this order', () => {
    expect(matchText('Northern Mountains', 'nor')).toEqual({ rank: 0, ranges: [[0, 3]] });
    expect(matchText('Over the North', 'nor')).toEqual({ rank: 1, ranges: [[9, 12]] });
    expect(matchText('Ignore', 'nor')).toEqual({ rank: 2, ranges: [[2, 5]] });
    expect(matchText('Ignore', 'north')).toBeNull();
  });

  it('is found by the begin of a word before the inside of an earlier one', () => {
    expect(matchText('Ignore the North', 'nor')).toEqual({ rank: 1, ranges: [[11, 14]] });
  });

  it('is found by all typed words, in whatever order', () => {
    expect(matchText('Add to playlist', 'play add')).toEqual({
      rank: 1,
      ranges: [
        [0, 3],
        [7, 11],
      ],
    });
    expect(matchText('Add to playlist', 'add queue')).toBeNull();
    expect(matchText('Add to playlist', ' ')).toEqual({ rank: 0, ranges: [] });
  });

  it('is found without its case and its accents', () => {
    expect(matchText('Élan', 'ela')).toEqual({ rank: 0, ranges: [[0, 3]] });
    expect(matchText('elan', 'ÉLA')?.ranges).toEqual([[0, 3]]);
  });

  it('is shown whole, with what matches told apart', () => {
    expect(matchedParts('Ignore', { ranges: [[2, 5]] })).toEqual([
      { text: 'Ig', matches: false, at: 0 },
      { text: 'nor', matches: true, at: 2 },
      { text: 'e', matches: false, at: 5 },
    ]);
    expect(matchedParts('Ignore', { ranges: [] }).map(({ text }) => text)).toEqual(['Ignore']);
  });

  it('counts words that overlap once', () => {
    expect(matchText('banana', 'ban bana')?.ranges).toEqual([[0, 4]]);
  });
});
