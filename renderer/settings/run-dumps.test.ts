import { expect, it } from 'vitest';
import type { DumpEstimate, DumpProgress, DumpSummary } from '../../app/model/dumps.ts';
import { endWords, estimateWords, progressWords, summaryWords } from './run-dumps.ts';

const rows = {
  track: 0,
  meta: 0,
  fingerprint: 12_000,
  track_fingerprint: 0,
  track_mbid: 0,
  track_meta: 0,
  release: 1,
  recording: 0,
};
const SUMMARY: Pick<DumpSummary, 'rows' | 'bytes' | 'newest'> = { rows, bytes: 3_000_000, newest: '2026-07-22' };
const ESTIMATE: DumpEstimate = {
  files: 2,
  inputBytes: 1,
  rows: { track: 1500, release: 20 },
  seconds: 65,
  bytes: 2_000_000,
  free: 8_000_000_000,
  hasRoom: true,
  known: 1,
  ignored: [],
};
const PROGRESS: DumpProgress = {
  state: 'done',
  isPaused: false,
  estimate: null,
  file: 'release.tar.xz',
  files: 2,
  filesDone: 1,
  done: 1,
  total: 2,
  rows: { track: 990 },
  repeated: 10,
  refused: 2,
  problems: [{ file: 'a.gz', line: 3, reason: 'it is no JSON' }],
  damaged: 1,
  message: null,
  code: null,
};

it('says what is there', () => {
  expect(summaryWords(SUMMARY)).toBe('12,000 fingerprints, 1 release, 3 MB, up to 2026-07-22');
  expect(summaryWords({ ...SUMMARY, newest: null })).toBe('12,000 fingerprints, 1 release, 3 MB');
});

it('says what reading takes', () => {
  expect(estimateWords(ESTIMATE)).toEqual([
    'About 1,520 rows, 1 min 5 s',
    '2 MB on the disk, of 8 GB that are free',
    '1 file was read before',
  ]);
  expect(estimateWords({ ...ESTIMATE, hasRoom: false }).at(-1)).toBe('The disk has no room for it.');
  expect(estimateWords({ ...ESTIMATE, files: 0 })).toEqual(['1 file was read before']);
});

it('says how far it is, and what came of it', () => {
  expect(progressWords(PROGRESS)).toBe('release.tar.xz, 1,000 rows');
  expect(progressWords({ ...PROGRESS, file: null })).toBe('Looking at the files …');
  expect(endWords(PROGRESS)).toEqual([
    '990 new rows',
    '2 lines were not taken',
    'a.gz:3: it is no JSON',
    '1 file is damaged',
  ]);
  expect(endWords({ ...PROGRESS, state: 'cancelled', refused: 0, problems: [], damaged: 0 })).toEqual([
    'Cancelled. The next run goes on from here.',
  ]);
});
