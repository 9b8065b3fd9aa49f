import { describe, expect, it } from 'vitest';
import { pathParts, previewWords } from './preview-words.ts';

const paths = [
  { id: 1, path: 'a' },
  { id: 2, path: 'b' },
];

describe('a preview in words', () => {
  it('says of how many tracks the paths are', () => {
    expect(previewWords({ paths, total: 1284, counted: 10_000 })).toBe('2 of 1,284 tracks');
    expect(previewWords({ paths, total: 2, counted: 10_000 })).toBe('2 tracks');
    expect(previewWords({ paths, total: 10_000, counted: 10_000 })).toBe('2 of more than 10,000 tracks');
  });

  it('cuts a path where the file begins, below the folder of the view', () => {
    expect(pathParts('Folk/Siege/01.flac', 'Genres')).toEqual({ folders: 'Genres/Folk/Siege/', name: '01.flac' });
    expect(pathParts('01.flac', '')).toEqual({ folders: '', name: '01.flac' });
  });
});
