import { describe, expect, it } from 'vitest';
import { compareFields, fieldName, holdsOneValue, isTechnical } from './field-names.ts';

describe('names of fields', () => {
  it('gives known fields a readable name and leaves others as they are', () => {
    expect(fieldName('albumartist')).toBe('Album artist');
    expect(fieldName('my own field')).toBe('my own field');
  });

  it('puts known fields first, in reading order, and the rest by name', () => {
    expect(['zither', 'genre', 'aulos', 'title', 'artist'].sort(compareFields)).toEqual([
      'title',
      'artist',
      'genre',
      'aulos',
      'zither',
    ]);
  });

  it('tells fields for programs from fields for people', () => {
    expect(['encoder', 'replaygain_track_gain', 'musicbrainz_albumid', 'artistsort'].every(isTechnical)).toBe(true);
    expect(['artist', 'mood', 'my own field', 'label'].some(isTechnical)).toBe(false);
  });

  it('knows that a title may contain a semicolon and a genre list is separated by it', () => {
    expect(holdsOneValue('title')).toBe(true);
    expect(holdsOneValue('genre')).toBe(false);
  });
});
