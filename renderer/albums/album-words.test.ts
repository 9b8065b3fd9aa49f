import { describe, expect, it } from 'vitest';
import type { AlbumRow } from '../../app/model/albums.ts';
import { albumFacts, completenessShort, isLossless, isPart, kindWords, missingDiscWords } from './album-words.ts';

const album = (more: Partial<AlbumRow>): AlbumRow =>
  ({ tracks: 11, missing: 0, state: 'unknown', kind: 'FLAC', duration: 3000, year: null, ...more }) as AlbumRow;

describe('what is said about an album', () => {
  it('is how many of its tracks are there, where some are missing', () => {
    expect(completenessShort(album({ state: 'incomplete', missing: 1 }))).toBe('11 of 12');
    expect(completenessShort(album({ state: 'complete' }))).toBe('11 tracks');
    expect(completenessShort(album({ tracks: 1 }))).toBe('1 track');
    expect(completenessShort(album({ state: 'incomplete' }))).toBe('11 tracks');
  });

  it('is whether it is lossless and whole, as far as that is known', () => {
    expect(['FLAC', 'AIFF', 'MP3', 'mixed'].map((kind) => isLossless({ kind }))).toEqual([true, true, false, false]);
    expect(['FLAC', 'mixed'].map((kind) => kindWords({ kind }))).toEqual(['FLAC', 'mixed']);
    expect(isPart(album({ state: 'incomplete', missing: 1 }))).toBe(true);
    expect(isPart(album({ state: 'incomplete' }))).toBe(false);
  });

  it('is that it is complete, where the tags say so', () => {
    expect(albumFacts(album({ state: 'complete', year: 2008 }))).toBe('2008 · 11 tracks · FLAC · 50 min · complete');
    expect(albumFacts(album({}))).toBe('11 tracks · FLAC · 50 min');
  });

  it('is which discs are missing', () => {
    expect(missingDiscWords({ missingDiscs: [] })).toBe('');
    expect(missingDiscWords({ missingDiscs: [2] })).toBe('Disc 2 is not in the library.');
    expect(missingDiscWords({ missingDiscs: [2, 4] })).toBe('Discs 2, 4 are not in the library.');
  });
});
