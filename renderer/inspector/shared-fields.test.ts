import { describe, expect, it } from 'vitest';
import { learnFields } from '../words/field-names.ts';
import { TESTING_FIELDS } from '../words/testing-fields.ts';
import { fieldsInOrder, sharedFields } from './shared-fields.ts';

learnFields(TESTING_FIELDS);

const ALWAYS = ['title', 'artist', 'album', 'albumartist', 'genre', 'date', 'tracknumber'];

describe('the fields of the inspector', () => {
  it('are those always shown, though no track has them', () => {
    expect(fieldsInOrder([]).map(({ field }) => field)).toEqual(ALWAYS);
    expect(fieldsInOrder([])[0]).toEqual({ field: 'title', values: [], original: null, edit: null });
    expect(sharedFields([]).map(({ field }) => field)).toEqual(ALWAYS);
    expect(sharedFields([])[0]).toEqual({ field: 'title', values: [], differing: [], edited: 0 });
  });

  it('are in reading order, custom ones last, each once', () => {
    const artist = { field: 'artist', values: ['Ember'], differing: [], edited: 1 };
    const mood = { field: 'mood', values: null, differing: [['calm'], ['warm']], edited: 0 };
    const fields = sharedFields([mood, artist]);
    expect(fields.map(({ field }) => field)).toEqual([...ALWAYS, 'mood']);
    expect(fields[1]).toBe(artist);
    expect(fields.at(-1)).toBe(mood);
  });
});
