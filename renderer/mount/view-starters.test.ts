import { describe, expect, it } from 'vitest';
import { viewStarters } from './view-starters.ts';

describe('views to start from', () => {
  it('have names that no other view has', () => {
    const name = (taken: readonly string[]): string | undefined =>
      viewStarters(taken, '').find(({ label }) => label === 'By genre')?.draft.name;
    expect(name([''])).toBe('Genres');
    expect(name(['', 'genres'])).toBe('Genres 2');
    expect(name(['', 'genres', 'Genres 2'])).toBe('Genres 3');
  });

  it('offer the mount itself where it shows nothing', () => {
    expect(viewStarters(['Genres'], '')[0]?.draft.name).toBe('');
    expect(viewStarters([''], '')[0]?.draft.name).toBe('Artists');
  });

  it('make a playlist of what is searched for, or of what is new', () => {
    expect(
      viewStarters([''], ' genre:folk ').find(({ label }) => label === 'A playlist of your search')?.draft,
    ).toMatchObject({ query: 'genre:folk', playlist: true });
    expect(viewStarters([''], '').find(({ label }) => label === 'A playlist')?.draft).toMatchObject({
      query: 'added:-4w.. added-',
      playlist: true,
    });
  });
});
