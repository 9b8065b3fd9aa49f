import { expect, it } from 'vitest';
import type { ImportReport } from '../../app/model/imports.ts';
import { reportOfImport } from './testing/rows.ts';
import { importLines, notFoundLine } from './import-lines.ts';

const lines = (more: Partial<ImportReport> = {}): string[] => importLines(reportOfImport(more));

it('tells how records were found, what they say, and what changed', () => {
  const none = { inSource: 0, found: 0, changed: 0, kept: 0 };
  const report = reportOfImport();
  expect(
    lines({
      records: 12,
      found: { path: 6, moved: 3, acoustid: 0, sound: 0, musicbrainz: 1, tags: 1 },
      notFound: { ambiguous: 0, unknown: 1 },
      moves: [{ from: '/old', to: '/new', files: 3 }],
      values: { ...report.values, ratings: { inSource: 9, found: 8, changed: 6, kept: 2 }, plays: none },
      playlists: [
        { name: 'Road', folders: ['Travel'], outcome: 'created', tracks: 1, notFound: 2, loss: null },
        { name: 'Top', folders: [], outcome: 'lost', tracks: null, notFound: 0, loss: 'its rules cannot be expressed' },
      ],
      tracks: 6,
      batch: 4,
    }),
  ).toEqual([
    'beets, /x/library.db: 12 records',
    'found: 6 by path, 3 in moved folders, 1 by MusicBrainz recording, 1 by tags and length, 1 not found',
    'moved: /old → /new (3 files)',
    '         in source  found  changed  kept',
    'ratings  9          8      6        2',
    'playlist Travel/Road: created, 1 track, 2 not found',
    'playlist Top: lost, its rules cannot be expressed',
    '6 tracks changed; descant undo 4 takes it back',
  ]);
});

it('tells where nothing is new, and what a dry run would do', () => {
  expect(lines({ records: 1 }).at(-1)).toBe('nothing is new');
  expect(lines({ records: 1, dryRun: true, tracks: 1 }).at(-1)).toBe('nothing was changed; 1 track would be');
});

it('says of a library without tracks that there is nothing to import', () => {
  for (const dryRun of [false, true]) {
    expect(lines({ records: 0, dryRun })).toEqual([
      'beets, /x/library.db: 0 records',
      'there is nothing in it to import; if the program has tracks, have it write the library anew',
    ]);
  }
});

it('names records that were not found', () => {
  const outcome = { path: '/a.mp3', title: 'T', artist: 'A', by: null, reason: 'unknown', tracks: [] } as const;
  expect(notFoundLine(outcome)).toBe('not found: /a.mp3 (A – T)');
  expect(notFoundLine({ ...outcome, title: '', artist: '' })).toBe('not found: /a.mp3');
  expect(notFoundLine({ ...outcome, path: null, artist: '' })).toBe('not found: T');
  expect(notFoundLine({ ...outcome, reason: 'ambiguous', tracks: [3, 4] })).toBe(
    'ambiguous: /a.mp3 (A – T): tracks 3, 4',
  );
});
