import { expect, it } from 'vitest';
import { hasDoubledBackslashes, readDumpName } from './dump-names.ts';

it.each([
  ['2026-07-22-fingerprint-update.jsonl.gz', { kind: 'fingerprint', day: '2026-07-22' }],
  ['2011-08-19-track_mbid-update.jsonl', { kind: 'track_mbid', day: '2011-08-19' }],
  ['meta-update.jsonl.gz', { kind: 'meta', day: null }],
  ['track.jsonl.xz', { kind: 'track', day: null }],
  ['release.tar.xz', { kind: 'release', day: null }],
  ['recording.tar', { kind: 'recording', day: null }],
  ['release', { kind: 'release', day: null }],
  ['2026-05-23-recording.json.gz', { kind: 'recording', day: '2026-05-23' }],
])('%s is a list', (name, told) => expect(readDumpName(name)).toEqual(told));

it.each(['2026-07-22-track_puid-update.jsonl.gz', 'release-group.tar.xz', 'artist.tar.xz'])(
  '%s is a list that is not read',
  (name) => expect(readDumpName(name)?.kind).toBeNull(),
);

it.each(['index.json', 'release.zip', 'TIMESTAMP', '2026-99-99-meta-update.jsonl.gz', 'my release.tar.xz', ''])(
  '%j is no dump',
  (name) => expect(readDumpName(name)).toBeNull(),
);

it('knows the days with doubled backslashes', () => {
  expect(hasDoubledBackslashes({ day: '2024-12-04' })).toBe(true);
  expect(hasDoubledBackslashes({ day: '2024-12-05' })).toBe(false);
  expect(hasDoubledBackslashes({ day: null })).toBe(false);
});
