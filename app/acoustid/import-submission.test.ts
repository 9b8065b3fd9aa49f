import { beforeEach, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { importSubmission } from './import-submission.ts';
import {
  addSubmissions,
  pendingSubmissions,
  submissionStates,
  submittedFingerprint,
  type SubmissionDetails,
} from './stored-submissions.ts';

const ITEMS = Uint32Array.of(7, 8, 9);
const DETAILS: SubmissionDetails = {
  mbid: 'm',
  foreignId: 'Discogs:12:3',
  format: 'FLAC',
  bitrate: 900,
  metadata: {
    track: 'Hearth',
    artist: null,
    album: null,
    albumArtist: null,
    trackNumber: 3,
    discNumber: null,
    year: null,
  },
};

let library: MemoryLibrary;
let id: number;
const rows = (sql: string): unknown[] => library.connection.prepare(sql).raw().all();
beforeEach(() => {
  library = memoryLibrary();
  const sound = { fingerprint: compressToBytes(ITEMS), duration: 180, details: DETAILS };
  [id] = addSubmissions(library.connection, { client: 'c', user: 'u', at: 5, submissions: [sound] }) as [number];
});

it('makes a recording of a new sound, with all that was submitted', () => {
  const fingerprint = importSubmission(library.connection, { id, decision: { kind: 'new recording' }, at: 6 });
  expect(submittedFingerprint(library.connection, fingerprint!)).toEqual({ items: ITEMS, duration: 180 });
  expect(rows('SELECT recording_id, bitrate, format, submissions FROM recording_fingerprint')).toEqual([
    [1, 900, 'FLAC', 1],
  ]);
  expect(rows('SELECT recording_id, mbid FROM recording_mbid')).toEqual([[1, 'm']]);
  expect(rows('SELECT track, artist, track_no, year FROM recording_metadata')).toEqual([['Hearth', '', 3, 0]]);
  expect(rows('SELECT vendor, foreign_id FROM recording_foreign_id')).toEqual([['discogs', '12:3']]);
  const [gid] = rows('SELECT gid FROM recording') as [string][];
  expect(submissionStates(library.connection, [9, id])).toEqual([
    { id, state: 'imported', gid: gid![0], message: null },
  ]);
});

it('imports a submission once', () => {
  const decision = { kind: 'new recording' } as const;
  expect(pendingSubmissions(library.connection, 9)).toHaveLength(1);
  expect(importSubmission(library.connection, { id, decision, at: 6 })).not.toBeNull();
  expect(importSubmission(library.connection, { id, decision, at: 6 })).toBeNull();
  expect(rows('SELECT count(*) FROM recording')).toEqual([[1]]);
  expect(pendingSubmissions(library.connection, 9)).toEqual([]);
});

it('gives what it finds to the recording that is left of merged ones', () => {
  library.connection.exec(
    "INSERT INTO recording (id, gid, merged_into, made_at) VALUES (1, 'a', NULL, 1), (2, 'b', 1, 1)",
  );
  const decision = { kind: 'known recording', recordingId: 2 } as const;
  importSubmission(library.connection, { id, decision, at: 6 });
  expect(rows('SELECT recording_id FROM recording_mbid')).toEqual([[1]]);
  expect(submissionStates(library.connection, [id])).toMatchObject([{ gid: 'a' }]);
});

it('adds no fingerprint to a file that has it, and keeps the reason where one says too little', () => {
  library.connection.exec("INSERT INTO recording (id, gid, made_at) VALUES (1, 'a', 1)");
  const decision = { kind: 'known fingerprint', recordingId: 1, fingerprintId: null } as const;
  expect(importSubmission(library.connection, { id, decision, at: 6 })).toBeNull();
  expect(rows('SELECT count(*) FROM recording_fingerprint')).toEqual([[0]]);
  const sound = { fingerprint: compressToBytes(ITEMS), duration: 180, details: DETAILS };
  const [next] = addSubmissions(library.connection, { client: 'c', user: 'u', at: 7, submissions: [sound] });
  expect(importSubmission(library.connection, { id: next!, decision: null, at: 8 })).toBeNull();
  expect(submissionStates(library.connection, [next!])).toEqual([
    { id: next, state: 'imported', gid: null, message: expect.stringContaining('80 distinct items') },
  ]);
  expect(rows('SELECT client, user FROM submission_source')).toEqual([['c', 'u']]);
});
