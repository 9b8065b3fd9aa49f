import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../app/model/imports.ts';
import { importReportLines, importStepWords, outcomeWords, recordFilters } from './run-import.ts';

const NONE = { inSource: 0, found: 0, changed: 0, kept: 0 };

function report(more: Partial<ImportReport> = {}): ImportReport {
  return {
    kind: 'beets',
    path: '/x/library.db',
    dryRun: true,
    records: 5,
    found: { path: 3, moved: 0, acoustid: 0, sound: 0, musicbrainz: 0, tags: 0 },
    notFound: { ambiguous: 1, unknown: 1 },
    moves: [],
    values: {
      ratings: NONE,
      favourites: NONE,
      notes: NONE,
      plays: NONE,
      skips: NONE,
      lastPlayed: NONE,
      added: NONE,
      fields: NONE,
    },
    playlists: [],
    tracks: 2,
    batch: null,
    ...more,
  };
}

describe('the words of an import', () => {
  it('say what would change, and leave out what the other library does not have', () => {
    const values = { ...report().values, ratings: { inSource: 4, found: 3, changed: 2, kept: 1 } };
    expect(importReportLines(report({ values }))).toEqual([
      '5 records, of which 2 are not in this library',
      'Ratings: 2 new, 1 kept as they are here',
      '2 tracks would change',
    ]);
  });

  it('count playlists that are new or replaced, and say what changed', () => {
    const playlist = { name: 'a', folders: [], tracks: 1, notFound: 0, loss: null } as const;
    const playlists = (['created', 'replaced', 'kept', 'unchanged'] as const).map((outcome) => ({
      ...playlist,
      outcome,
    }));
    expect(importReportLines(report({ playlists, dryRun: false, tracks: 1 })).slice(1)).toEqual([
      '2 playlists',
      '1 track changed',
    ]);
  });

  it('say how far it is where that is known', () => {
    expect(importStepWords({ step: 'match', done: 3, total: 9 })).toBe('Finding its tracks here … 3 of 9');
    expect(importStepWords({ step: null, done: 0, total: null })).toBe('Reading the other library …');
  });

  it('say of each record how it was found, or why not', () => {
    expect(outcomeWords({ by: 'sound', reason: null })).toBe('found by its sound');
    expect(outcomeWords({ by: null, reason: 'ambiguous' })).toBe('several tracks fit');
    expect(outcomeWords({ by: null, reason: 'unknown' })).toBe('not found');
  });

  it('offer the filters that show something, those without a track first', () => {
    expect(recordFilters(report())).toEqual([
      { value: 'missing', label: 'not found (2)' },
      { value: 'all', label: 'all records (5)' },
      { value: 'path', label: 'found by its path (3)' },
    ]);
    const notFound = { ambiguous: 0, unknown: 0 };
    expect(recordFilters(report({ notFound })).map(({ value }) => value)).toEqual(['all', 'path']);
  });
});
