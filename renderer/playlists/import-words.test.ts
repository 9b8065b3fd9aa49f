import { expect, it } from 'vitest';
import { importWords } from './import-words.ts';

const one = (found: number, unmatched: number) => ({
  id: 1,
  name: 'x',
  smart: false,
  found,
  unmatched: Array.from({ length: unmatched }, (_, line) => ({ line, text: 'gone.mp3' })),
});

it('an import says how many tracks were found, and how many entries have none', () => {
  expect(importWords({ batch: 1, playlists: [one(3, 0)] })).toBe('1 playlist imported: 3 tracks found');
  expect(importWords({ batch: 1, playlists: [one(1, 0), one(0, 1)] })).toBe(
    '2 playlists imported: 1 track found, 1 entry without a track',
  );
  expect(importWords({ batch: 1, playlists: [one(0, 2)] })).toContain('2 entries without a track');
});
