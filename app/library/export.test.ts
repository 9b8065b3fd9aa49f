import { copyFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { openReader, type Connection } from '../storage/connection.ts';
import { countExported, exportPage } from './export.ts';
import { QueryError } from './query/rule.ts';
import { TrackReader } from './track-reader.ts';

let library: TestLibrary;
let reading: Connection;
/** Ids of a.flac, b.flac and c.flac. */
let ids: number[];
const inMusic = (name: string): string => join(library.music, name);

beforeEach(async () => {
  library = testLibrary();
  makeAudio(inMusic('a.flac'), { tags: { title: 'one', artist: 'A' }, seconds: 1, art: true });
  for (const name of ['b.flac', 'c.flac']) copyFileSync(inMusic('a.flac'), inMusic(name));
  utimesSync(inMusic('a.flac'), 1, 1_000_000_000);
  await library.scan();
  ids = ['a', 'b', 'c'].map((name) => library.find(`path:${name}.flac`)[0]!);
  reading = openReader(join(library.folder, 'library'));
  // Registers the functions of queries.
  expect(new TrackReader(reading).ids('')).toHaveLength(3);
});

function tracks(query = '', history = false) {
  return exportPage(reading, { query, after: 0, limit: 100, history }).tracks;
}

describe('an exported track', () => {
  it('has everything that is known of it', () => {
    const update = 'UPDATE track SET added_at = 1000, changed_at = 2000 WHERE id = ?';
    library.connection.prepare(update).run(ids[0]);
    library.connection.prepare('UPDATE file SET scanned_at = 3000').run();
    const [track] = tracks('path:a.flac');
    const { bytes, bitrate } = library.connection
      .prepare('SELECT track.bytes, file.bitrate FROM track JOIN file ON file.id = file_id WHERE track.id = ?')
      .get(ids[0]) as { bytes: number; bitrate: number };
    expect(track).toEqual({
      id: ids[0],
      path: inMusic('a.flac'),
      missingSince: null,
      addedAt: '1970-01-01T00:00:01.000Z',
      changedAt: '1970-01-01T00:00:02.000Z',
      editedAt: null,
      scannedAt: '1970-01-01T00:00:03.000Z',
      tags: track!.fileTags,
      fileTags: expect.objectContaining({ title: ['one'], artist: ['A'] }),
      overrides: {},
      pictures: ['file:0'],
      technical: {
        kind: 'FLAC',
        codec: 'flac',
        container: 'flac',
        duration: expect.closeTo(1, 2),
        sampleRate: 22050,
        channels: 1,
        bitsPerSample: 24,
        bitrate,
        lossless: true,
        size: bytes,
        modifiedAt: '2001-09-09T01:46:40.000Z',
        error: null,
      },
      sound: null,
    });
  });

  it('has its edits, its tags in force and those of the file', () => {
    const before = Date.now();
    library.edits.apply([ids[0]!], { title: ['mine'], artist: null, picture: null }, TESTER);
    const [track] = tracks('path:a.flac');
    expect(track!.tags).toMatchObject({ title: ['mine'] });
    expect(track!.tags).not.toHaveProperty('artist');
    expect(track!.tags).not.toHaveProperty('picture');
    expect(track!.fileTags).toMatchObject({ title: ['one'], artist: ['A'] });
    expect(track!.overrides).toEqual({ title: ['mine'], artist: null, picture: null });
    expect(track!.pictures).toEqual([]);
    expect(Date.parse(track!.editedAt!)).toBeGreaterThanOrEqual(before);
  });

  it('has what its analysis yielded, or its error', () => {
    library.connection
      .prepare(
        `INSERT INTO analysis (file_id, version, analysed_at, bpm, musical_key, spectral_centroid, spectral_bandwidth, rms_energy)
        SELECT file_id, 1, 5000, 120.5, 'Am', 1, 2, 3 FROM track WHERE id = ?`,
      )
      .run(ids[0]);
    library.connection
      .prepare(
        `INSERT INTO analysis (file_id, version, analysed_at, error) SELECT file_id, 1, 6000, 'bad' FROM track WHERE id = ?`,
      )
      .run(ids[1]);
    const none = { bpm: null, key: null, spectralCentroid: null, spectralBandwidth: null, rmsEnergy: null };
    expect(tracks().map(({ sound }) => sound)).toEqual(
      ids
        .toSorted((a, b) => a - b)
        .map((id) => {
          if (id === ids[2]) return null;
          return id === ids[1]
            ? { analysedAt: '1970-01-01T00:00:06.000Z', error: 'bad', ...none }
            : {
                analysedAt: '1970-01-01T00:00:05.000Z',
                error: null,
                bpm: 120.5,
                key: 'Am',
                spectralCentroid: 1,
                spectralBandwidth: 2,
                rmsEnergy: 3,
              };
        }),
    );
  });

  it('of a lossy file without a layout says so', () => {
    library.connection
      .prepare(`UPDATE file SET lossless = 0, layout = NULL, bits_per_sample = NULL, error = 'broken'`)
      .run();
    expect(tracks()[0]).toMatchObject({
      pictures: [],
      technical: { lossless: false, container: null, bitsPerSample: null, error: 'broken' },
    });
  });

  it('has its history only where that is asked for, the oldest edit first', () => {
    expect(tracks()[0]).not.toHaveProperty('history');
    library.edits.apply([ids[0]!], { title: ['first'] }, TESTER, { note: 'why' });
    library.edits.apply([ids[0]!, ids[1]!], { title: ['second'], mood: ['calm'] }, { name: 'x', kind: 'program' });
    const exported = tracks('', true);
    const byId = new Map(exported.map(({ id, history }) => [id, history!]));
    expect(byId.get(ids[2]!)).toEqual([]);
    expect(byId.get(ids[1]!)).toHaveLength(2);
    const [first, ...later] = byId.get(ids[0]!)!;
    expect(first).toEqual({
      batch: 1,
      author: 'tester',
      authorKind: 'user',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      note: 'why',
      field: 'title',
      before: ['one'],
      after: ['first'],
      undoes: null,
      undoneBy: null,
    });
    expect(later.map(({ batch, author, field, before, after }) => [batch, author, field, before, after])).toEqual([
      [2, 'x', 'title', ['first'], ['second']],
      [2, 'x', 'mood', null, ['calm']],
    ]);
  });
});

describe('an export', () => {
  it('without a query has all tracks, also missing ones; with one, what a list shows', async () => {
    rmSync(inMusic('c.flac'));
    await library.scan();
    library.edits.apply([ids[0]!], { title: ['mine'] }, TESTER);
    expect(tracks()).toHaveLength(3);
    expect(tracks('  ')).toHaveLength(3);
    expect(tracks('title:one').map(({ id }) => id)).toEqual([ids[1]]);
    expect(countExported(reading, { query: '' })).toBe(3);
    expect(countExported(reading, { query: 'title:one' })).toBe(1);
    const missing = tracks().find(({ id }) => id === ids[2])!.missingSince;
    expect(Date.parse(missing!)).toBeLessThanOrEqual(Date.now());
  });

  it('of what a list shows, or of some tracks, has no others', async () => {
    rmSync(inMusic('c.flac'));
    await library.scan();
    const page = { query: '', after: 0, limit: 100, history: false };
    const listed = exportPage(reading, { ...page, listed: true });
    expect(listed.tracks.map(({ id }) => id)).toEqual([ids[0], ids[1]].toSorted((a, b) => a! - b!));
    expect(countExported(reading, { query: '', listed: true })).toBe(2);
    const some = exportPage(reading, { ...page, ids: [ids[2]!, 999_999] });
    expect(some.tracks.map(({ id }) => id)).toEqual([ids[2]]);
    expect(countExported(reading, { query: 'title:nothing', ids: [ids[2]!] })).toBe(1);
  });

  it('goes page by page in order of id, and the last page says so', () => {
    const sorted = ids.toSorted((a, b) => a - b);
    const request = { query: '', limit: 2, history: false };
    const first = exportPage(reading, { ...request, after: 0 });
    expect(first.tracks.map(({ id }) => id)).toEqual(sorted.slice(0, 2));
    expect(first.next).toBe(sorted[1]);
    const second = exportPage(reading, { ...request, after: first.next! });
    expect(second.tracks.map(({ id }) => id)).toEqual(sorted.slice(2));
    expect(second.next).toBeNull();
    expect(exportPage(reading, { ...request, limit: 3, after: 0 }).next).toBe(sorted[2]);
    expect(exportPage(reading, { ...request, after: sorted[2]! })).toEqual({ tracks: [], next: null });
  });

  it('refuses a query that cannot be understood', () => {
    expect(() => tracks('year:old')).toThrow(QueryError);
    expect(() => countExported(reading, { query: '(' })).toThrow(QueryError);
  });
});
