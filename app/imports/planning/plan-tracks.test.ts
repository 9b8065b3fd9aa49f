import { describe, expect, it } from 'vitest';
import type { TrackEdit } from '../../library/edits.ts';
import { memoryLibrary, type MemoryLibrary } from '../../library/testing-library.ts';
import { recordOf, type ImportedRecord, type ImportedReference } from '../import-record.ts';
import type { Match } from '../matching/match.ts';
import { planTracks, type PlannedTracks } from './plan-tracks.ts';

const PERSON = { name: 'person', kind: 'user' } as const;
const IMPORT = { name: 'beets import', kind: 'program' } as const;

/** What is planned where these records belong to these tracks; null for one that was not found. */
function planned(
  library: MemoryLibrary,
  pairs: readonly (readonly [Partial<ImportedRecord>, number | null])[],
  overwrite = false,
): PlannedTracks {
  const records = pairs.map(([values]) => recordOf(values));
  const matches = new Map<ImportedReference, Match>(
    records.map((record, i) => {
      const trackId = pairs[i]![1];
      return [record, trackId === null ? { by: null, reason: 'unknown', candidates: [] } : { by: 'path', trackId }];
    }),
  );
  const steps = planTracks(library.connection, records, matches, 'beets', overwrite);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The fields that are planned for the one track that changes. */
const changesOf = ({ edits }: PlannedTracks): TrackEdit['changes'] => edits[0]?.changes ?? {};

const ADDED = 1_700_000_001_000;
const EVERYTHING = {
  rating: 4.5,
  favourite: true,
  notes: 'n',
  plays: 5,
  skips: 2,
  lastPlayed: 1_600_000_000_000,
  added: 1_500_000_000_000,
  fields: { mood: ['calm'] },
};

describe('the plan of an import', () => {
  it('gives a track all that its record says', () => {
    const library = memoryLibrary();
    const id = library.add();
    const { edits, values } = planned(library, [[EVERYTHING, id]]);
    expect(edits).toEqual([
      {
        id,
        changes: {
          rating: ['4.5'],
          favourite: ['1'],
          notes: ['n'],
          mood: ['calm'],
          added: [new Date(1_500_000_000_000).toISOString()],
        },
        plays: [
          { kind: 'play', total: 5, lastAt: 1_600_000_000_000, source: 'beets' },
          { kind: 'skip', total: 2, lastAt: null, source: 'beets' },
        ],
      },
    ]);
    const one = { inSource: 1, found: 1, changed: 1, kept: 0 };
    expect(values).toEqual({
      ratings: one,
      favourites: one,
      notes: one,
      plays: { inSource: 5, found: 5, changed: 5, kept: 0 },
      skips: { inSource: 2, found: 2, changed: 2, kept: 0 },
      lastPlayed: one,
      added: one,
      fields: one,
    });
  });

  it('changes nothing where the same import was made before', () => {
    const library = memoryLibrary();
    const id = library.add();
    library.edits.applyEach(planned(library, [[EVERYTHING, id]]).edits, IMPORT);
    const { edits, values } = planned(library, [[EVERYTHING, id]]);
    expect(edits).toEqual([]);
    expect(Object.values(values).map(({ changed, kept }) => [changed, kept])).toEqual(
      Array.from({ length: 8 }, () => [0, 0]),
    );
  });

  it('adds only the plays that are new since the last import of the program', () => {
    const library = memoryLibrary();
    const id = library.add();
    library.edits.applyEach(planned(library, [[{ plays: 5 }, id]]).edits, IMPORT);
    const { edits, values } = planned(library, [[{ plays: 7, lastPlayed: 9 }, id]]);
    library.edits.applyEach(edits, IMPORT);
    expect(values.plays).toEqual({ inSource: 7, found: 7, changed: 2, kept: 0 });
    expect(library.column(id, 'plays')).toBe(7);
  });

  it('takes a track that was played at some time for one that was played once', () => {
    const library = memoryLibrary();
    const id = library.add();
    expect(planned(library, [[{ lastPlayed: 9 }, id]]).edits[0]!.plays).toEqual([
      { kind: 'play', total: 1, lastAt: 9, source: 'beets' },
    ]);
  });

  it('keeps what a person has given a track, unless it is to be replaced', () => {
    const library = memoryLibrary();
    const id = library.add();
    library.edits.apply([id], { rating: ['2'], notes: ['own'], mood: ['loud'] }, PERSON);
    const wanted = { rating: 4, notes: 'n', fields: { mood: ['calm'] } };
    const kept = planned(library, [[wanted, id]]);
    expect(kept.edits).toEqual([]);
    expect([kept.values.ratings, kept.values.notes, kept.values.fields]).toEqual(
      Array.from({ length: 3 }, () => ({ inSource: 1, found: 1, changed: 0, kept: 1 })),
    );
    const replaced = planned(library, [[wanted, id]], true);
    expect(changesOf(replaced)).toEqual({ rating: ['4'], notes: ['n'], mood: ['calm'] });
  });

  it('takes the earlier date of addition, and a later one only to replace it', () => {
    const library = memoryLibrary();
    const id = library.add();
    expect(library.column(id, 'added_at')).toBe(ADDED);
    expect(changesOf(planned(library, [[{ added: ADDED - 1 }, id]]))).toEqual({
      added: [new Date(ADDED - 1).toISOString()],
    });
    const later = planned(library, [[{ added: ADDED + 1 }, id]]);
    expect([changesOf(later), later.values.added.kept]).toEqual([{}, 1]);
    expect(changesOf(planned(library, [[{ added: ADDED + 1 }, id]], true))).toHaveProperty('added');
    expect(changesOf(planned(library, [[{ added: ADDED }, id]], true))).toEqual({});
  });

  it('joins what several records say of one track, and counts those that were not found', () => {
    const library = memoryLibrary();
    const id = library.add();
    const { edits, values } = planned(library, [
      [{ rating: 3, plays: 2 }, id],
      [{ rating: 4, plays: 3 }, id],
      [{ rating: 5, plays: 9 }, null],
    ]);
    expect(edits).toMatchObject([{ id, changes: { rating: ['4'] }, plays: [{ total: 5 }] }]);
    expect(values.ratings).toEqual({ inSource: 3, found: 2, changed: 1, kept: 0 });
    expect(values.plays).toEqual({ inSource: 14, found: 5, changed: 5, kept: 0 });
  });

  it('leaves out fields that Descant measures, and names that no field can have', () => {
    const library = memoryLibrary();
    const id = library.add();
    const { edits } = planned(library, [[{ fields: { bitrate: ['1'], 'a{b}': ['x'], mb_trackid: ['id'] } }, id]]);
    expect(edits.map(({ changes }) => changes)).toEqual([{ musicbrainz_recordingid: ['id'] }]);
  });

  it('leaves out tracks that are gone since they were matched', () => {
    expect(planned(memoryLibrary(), [[{ rating: 3 }, 99]]).edits).toEqual([]);
  });
});
