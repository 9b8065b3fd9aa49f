import { describe, expect, it } from 'vitest';
import { countedValues, VALUE_FIELDS } from './value-fields.ts';

describe('the values by which a track is counted', () => {
  it('are those of people, labels and moods, not of titles, texts and identifiers', () => {
    expect(VALUE_FIELDS).toEqual(
      expect.arrayContaining(['artist', 'albumartist', 'composer', 'label', 'mood', 'language']),
    );
    for (const field of ['title', 'lyrics', 'isrc', 'musicbrainz_albumid', 'date', 'path', 'artistsort']) {
      expect(VALUE_FIELDS).not.toContain(field);
    }
  });

  it('are each of several, the artists one by one', () => {
    const tags = { artist: ['A & B'], artists: ['A', 'B'], mood: ['Calm', ''], title: ['x'] };
    expect(countedValues(tags)).toEqual([
      { field: 'artist', value: 'A', sort: null },
      { field: 'artist', value: 'B', sort: null },
      { field: 'albumartist', value: 'A', sort: null },
      { field: 'albumartist', value: 'B', sort: null },
      { field: 'mood', value: 'Calm', sort: null },
    ]);
  });

  it('come with what sorts them, if each has one', () => {
    const sorts = (composersort: string[]) =>
      countedValues({ composer: ['J. S. Bach', 'A. Vivaldi'], composersort }).map(({ sort }) => sort);
    expect(sorts(['Bach, J. S.', 'Vivaldi, A.'])).toEqual(['Bach, J. S.', 'Vivaldi, A.']);
    expect(sorts(['Bach'])).toEqual([null, null]);
  });

  it('leave out texts that are too long, and more values than a track can have', () => {
    expect(countedValues({ label: ['x'.repeat(301), 'x'.repeat(300)] })).toHaveLength(1);
    expect(countedValues({ label: Array.from({ length: 200 }, (_, index) => `${index}`) })).toHaveLength(100);
  });
});
