/** `genres`: writes genres in their usual spelling, and keeps the most specific ones or adds those above them. */
import { z } from '../../model/schema.ts';
import { defineAction, setting, UNCHANGED } from '../action.ts';
import { ancestors, canonicalGenre } from '../genres/genre-tree.ts';
import { anyText, choice, count } from '../parameters.ts';

const MOST_GENRES = 100;

export const mapGenres = defineAction({
  name: 'genres',
  summary: 'write genres in their usual spelling, and keep the most specific or add the general ones',
  parameters: z.strictObject({
    keep: choice(['all', 'specific', 'parents'])
      .default('all')
      .describe('specific: no genre beside one that is a kind of it; parents: with the genres that each is a kind of'),
    separators: anyText(0, 20).default(';,/|').describe('characters between several genres in one value'),
    unknown: choice(['keep', 'remove']).default('keep').describe('what becomes of genres that are not known'),
    limit: count(1, MOST_GENRES).default(MOST_GENRES).describe('how many genres a track has at most'),
  }),
  prepare: ({ keep, separators, unknown, limit }) => ({
    change: (track) => {
      const values = track.values('genre');
      if (values === null) return UNCHANGED;
      const named = values
        .flatMap((value) => (canonicalGenre(value) === null ? partsOf(value, separators) : [value]))
        .flatMap((value) => canonicalGenre(value) ?? (unknown === 'keep' ? [value] : []));
      return setting('genre', kept([...new Set(named)], keep).slice(0, limit));
    },
  }),
});

function partsOf(value: string, separators: string): string[] {
  const parts = [''];
  for (const character of value) {
    if (separators.includes(character)) parts.push('');
    else parts.push(parts.pop()! + character);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function kept(genres: readonly string[], keep: 'all' | 'specific' | 'parents'): readonly string[] {
  if (keep === 'all') return genres;
  const above = genres.flatMap(ancestors);
  if (keep === 'parents') return [...new Set([...genres, ...above])];
  const general = new Set(above);
  return genres.filter((genre) => !general.has(genre));
}
