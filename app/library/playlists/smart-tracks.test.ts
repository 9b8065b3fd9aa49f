import { describe, expect, it } from 'vitest';
import type { PlaylistRule } from '../../model/playlists.ts';
import { QueryError } from '../query/rule.ts';
import { memoryLibrary } from '../testing-library.ts';
import { ALL_TRACKS } from './playlist-rule.ts';
import { smartTracks } from './smart-tracks.ts';

const library = memoryLibrary();
for (let i = 1; i <= 40; i++) {
  library.add({
    name: `${i}.flac`,
    tags: { title: [`t${i}`], date: [String(1960 + i)] },
    duration: 30,
    size: 2_500_000,
  });
}
library.add({ name: 'gone.flac', missingSince: 5 });
const find = (rule: Partial<PlaylistRule>): number[] => smartTracks(library.connection, { ...ALL_TRACKS, ...rule });
const first = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const byYear = [{ field: 'date', descending: false }];

describe('a smart playlist', () => {
  it('has the present tracks that match, in its order, unless the query has one', () => {
    expect(find({ sort: byYear })).toEqual(first(40));
    expect(find({ query: 'year:..1963', sort: [{ field: 'date', descending: true }] })).toEqual([3, 2, 1]);
    expect(find({ query: 'year:..1963 year-', sort: byYear })).toEqual([3, 2, 1]);
  });

  it.each([
    [{ count: 3, unit: 'tracks' }, 3],
    [{ count: 100, unit: 'tracks' }, 40],
    [{ count: 2, unit: 'minutes' }, 4],
    [{ count: 2.4, unit: 'minutes' }, 4],
    [{ count: 5, unit: 'megabytes' }, 2],
    [{ count: 4.9, unit: 'megabytes' }, 1],
    [{ count: 1, unit: 'megabytes' }, 0],
  ] as const)('with the limit %j ends after %i tracks', (limit, count) => {
    expect(find({ sort: byYear, limit })).toEqual(first(count));
  });

  it('has one random order for each seed, in which a change of other tracks moves none', () => {
    const order = find({ seed: 1 });
    expect(order.toSorted((a, b) => a - b)).toEqual(first(40));
    expect(find({ seed: 1 })).toEqual(order);
    expect(new Set([1, 2, 3, 4].map((seed) => find({ seed }).join())).size).toBe(4);
    expect(order).not.toEqual(first(40));
    expect(find({ seed: 1, query: 'year:..1970' })).toEqual(order.filter((id) => id <= 10));
    expect(find({ seed: 1, limit: { count: 5, unit: 'tracks' } })).toEqual(order.slice(0, 5));
  });

  it('with a query that cannot be understood is an error', () => {
    expect(() => find({ query: '(' })).toThrow(QueryError);
  });
});
