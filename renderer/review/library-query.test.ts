import { describe, expect, it } from 'vitest';
import type { HealthItem } from '../../app/model/health.ts';
import { queryOfCheck, queryOfFinding } from './library-query.ts';

const item = (query: string | null): HealthItem => ({
  trackId: 1,
  tracks: 1,
  albumId: null,
  about: '',
  path: '/a.flac',
  message: 'something',
  since: null,
  query,
});

describe('the query of what a check has found', () => {
  it('asks what the check asks, whatever its number of findings', () => {
    expect(queryOfCheck('no-year', 100_000, [])).toBe('missing:year');
    expect(queryOfCheck('lossy', 3, [])).toBe('sound:lossy');
  });

  it('names the findings, each once, where all are known', () => {
    expect(queryOfCheck('gaps', 2, [item('albumid:1'), item('albumid:2')])).toBe('albumid:1 , albumid:2');
    expect(queryOfCheck('name-clashes', 2, [item('id:1 , id:2'), item('id:1 , id:2')])).toBe('id:1 , id:2');
  });

  it('is none where some are not known, belong to no track, or are too many', () => {
    expect(queryOfCheck('gaps', 3, [item('albumid:1')])).toBeNull();
    expect(queryOfCheck('refused', 1, [item(null)])).toBeNull();
    expect(queryOfCheck('gaps', 0, [])).toBeNull();
    const many = Array.from({ length: 400 }, (_, at) => item(`albumid:${1000 + at}`));
    expect(queryOfCheck('gaps', 400, many)).toBeNull();
  });
});

describe('the query of one finding', () => {
  const spellings = [
    { value: 'Hip Hop', tracks: 900 },
    { value: 'the "hop"', tracks: 2 },
  ];

  it('is that of the service', () => {
    expect(queryOfFinding('genre-variants', { ...item('id:1'), spellings })).toBe('id:1');
  });

  it('names the spellings where the tracks are too many', () => {
    expect(queryOfFinding('genre-variants', { ...item(null), spellings })).toBe(
      'genre:=="Hip Hop" , genre:=="the ""hop"""',
    );
    expect(queryOfFinding('artist-variants', { ...item(null), spellings: spellings.slice(0, 1) })).toBe(
      'artist:=="Hip Hop" , artists:=="Hip Hop"',
    );
  });

  it('is none for what has neither', () => {
    expect(queryOfFinding('split-albums', item(null))).toBeNull();
    expect(queryOfFinding('refused', item(null))).toBeNull();
  });
});
