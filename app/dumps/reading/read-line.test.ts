import { expect, it } from 'vitest';
import { compress } from '../../audio/chromaprint/compression.ts';
import type { DumpKind } from '../../model/dumps.ts';
import { LINE_LIMITS, readLine } from './read-line.ts';
import { LineError, uuidBytes, uuidText } from './line-values.ts';

const ID = '6d7b7a4c-9d2a-4a0f-8f5e-0123456789ab';
const read = (kind: DumpKind, line: unknown, doubled = false) =>
  readLine(kind, Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)), doubled);
/** Why a line is not taken. */
function reasonOf(kind: DumpKind, line: unknown): string {
  try {
    read(kind, line);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(LineError);
    return (error as Error).message;
  }
}

it('reads the lists of AcoustID', () => {
  const created = '2026-07-22T00:00:18.312881+00:00';
  expect(read('track', { id: 7, gid: ID, created })).toEqual({ kind: 'track', id: 7, gid: uuidBytes(ID), newId: null });
  expect(read('track', { id: 7, gid: ID.toUpperCase(), new_id: 3, created })).toMatchObject({
    gid: uuidBytes(ID),
    newId: 3,
  });
  expect(read('meta', { id: 9, track: 'Salt', artist: 'North Harbour', track_no: 3, year: 2016 })).toEqual({
    kind: 'meta',
    id: 9,
    title: 'Salt',
    artist: 'North Harbour',
    album: '',
    albumArtist: '',
  });
  expect(read('track_fingerprint', { id: 5, track_id: 7, fingerprint_id: 6, submission_count: 4 })).toEqual({
    kind: 'track_fingerprint',
    id: 6,
    trackId: 7,
    submissions: 4,
  });
  expect(read('track_mbid', { id: 8, track_id: 7, mbid: ID, submission_count: 2 })).toEqual({
    kind: 'track_mbid',
    id: 8,
    trackId: 7,
    mbid: uuidBytes(ID),
    submissions: 2,
    disabled: false,
  });
  expect(read('track_mbid', { id: 8, track_id: 7, mbid: ID, disabled: true })).toMatchObject({ disabled: true });
  expect(read('track_meta', { id: 1, track_id: 7, meta_id: 9, submission_count: 1 })).toMatchObject({ metaId: 9 });
});

it('reads fingerprints as lists of signed numbers, and as texts', () => {
  const items = Uint32Array.from([0x80000001, 5, 0xffffffff]);
  const row = { kind: 'fingerprint', id: 4294967295, items, length: 221 };
  expect(read('fingerprint', { id: row.id, fingerprint: [...new Int32Array(items)], length: 221 })).toEqual(row);
  expect(read('fingerprint', { id: row.id, fingerprint: [...items], length: 221 })).toEqual(row);
  expect(read('fingerprint', { id: row.id, fingerprint: compress(items), length: 221 })).toEqual(row);
});

it('keeps the first two minutes of a fingerprint', () => {
  const row = read('fingerprint', { id: 1, fingerprint: Array.from({ length: 5000 }, (_, at) => at), length: 600 });
  expect((row as { items: Uint32Array }).items.length).toBeLessThan(1000);
});

it('reads texts whose backslashes are written twice', () => {
  const doubled = String.raw`{"id":1,"track":"12\\" mix","artist":"a\\tb"}`;
  expect(read('meta', doubled, true)).toMatchObject({ title: '12" mix', artist: 'a\tb' });
  expect(read('meta', doubled, false)).toMatchObject({ title: '12" mix' });
  expect(read('meta', String.raw`{"id":1,"track":"a\tb"}`, true)).toMatchObject({ title: 'a\tb' });
});

it('reads releases and recordings of MusicBrainz', () => {
  const credit = [{ name: 'North Harbour', joinphrase: '', artist: { id: ID, name: 'North Harbour' } }];
  const release = {
    id: ID.toUpperCase(),
    title: 'Salt and Copper',
    'artist-credit': credit,
    relations: [{ anything: [1, 2, { deep: null }] }],
    media: [
      {
        position: 1,
        'track-count': 1,
        tracks: [{ id: ID, position: 1, title: 'Salt', length: 201000, recording: { id: ID, title: 'Salt' } }],
      },
    ],
  };
  expect(read('release', release)).toMatchObject({
    kind: 'release',
    mbid: uuidBytes(ID),
    release: {
      source: 'musicbrainz',
      id: ID,
      title: 'Salt and Copper',
      credits: [{ name: 'North Harbour' }],
      tracks: [{ title: 'Salt', disc: 1, position: 1, length: 201, recordingId: ID }],
    },
  });
  expect(read('recording', { id: ID, title: 'Salt', length: 201000, isrcs: ['X'], 'artist-credit': credit })).toEqual({
    kind: 'recording',
    mbid: uuidBytes(ID),
    title: 'Salt',
    artist: 'North Harbour',
    length: 201000,
    isrcs: ['X'],
  });
});

it('says why it does not take a line', () => {
  expect(reasonOf('track', 'nonsense')).toBe('it is no JSON');
  expect(reasonOf('track', '{"id":1,"gid":"6d7b')).toBe('it is no JSON');
  expect(reasonOf('track', [1])).toBe('it is no object');
  expect(reasonOf('track', 'null')).toBe('it is no object');
  expect(reasonOf('track', { gid: ID })).toMatch(/^id is no whole number/);
  for (const id of [0, -1, 1.5, '1', null, true, [1], 1e300]) {
    expect(reasonOf('track', { id, gid: ID })).toMatch(/^id is no whole number/);
  }
  expect(reasonOf('track', { id: 1, gid: 'zz' })).toBe('gid is no UUID');
  expect(reasonOf('track', { id: 1, gid: ID, new_id: 'x' })).toMatch(/^new_id is no whole number/);
  expect(reasonOf('fingerprint', { id: 2 ** 32, fingerprint: [1], length: 1 })).toMatch(/^id is no whole number/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: [], length: 1 })).toMatch(/has 0 items/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: [2 ** 32], length: 1 })).toMatch(/32 bits/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: [-(2 ** 31) - 1], length: 1 })).toMatch(/32 bits/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: [null], length: 1 })).toMatch(/32 bits/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: 'AQAAAA!', length: 1 })).toMatch(/Chromaprint/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: [1], length: 0 })).toMatch(/^length/);
  expect(reasonOf('fingerprint', { id: 1, fingerprint: { length: 1e9 }, length: 1 })).toMatch(/no list/);
  expect(reasonOf('track_mbid', { id: 1, track_id: 1, mbid: ID, disabled: 1 })).toMatch(/^disabled/);
  expect(reasonOf('track_mbid', { id: 1, track_id: 1, mbid: ID, submission_count: -1 })).toMatch(/^submission_count/);
  expect(reasonOf('meta', { id: 1, track: 5 })).toBe('track is no text');
  expect(reasonOf('release', { id: ID, media: 'none' })).toBe('media takes a list, not "none"');
  expect(reasonOf('release', { id: ID, media: [{ position: 1e30 }] })).toMatch(/^a position/);
  expect(reasonOf('release', { id: 'x' })).toBe('id is no UUID');
  expect(reasonOf('recording', { id: ID, isrcs: [5] })).toBe('isrcs.0 takes a text, not 5');
});

it('takes an empty line for none', () => {
  expect(read('track', '')).toBeNull();
  expect(read('release', ' \r')).toBeNull();
});

it('does not parse what would become large', () => {
  const [{ bytes }, { bytes: large }] = [LINE_LIMITS.track, LINE_LIMITS.release];
  expect(reasonOf('track', ' '.repeat(bytes + 1))).toMatch(/longer than 64 KiB/);
  expect(reasonOf('release', '['.repeat(large))).toMatch(/too many values/);
  expect(reasonOf('release', `{"id":"${ID}","media":[${'{},'.repeat(3_000_000)}{}]}`)).toMatch(/too many values/);
  expect(reasonOf('fingerprint', `{"id":1,"length":1,"fingerprint":[${'1,'.repeat(400_000)}1]}`)).toMatch(/too many/);
});

it('writes ids as they were read', () => expect(uuidText(uuidBytes(ID))).toBe(ID));
