import { beforeEach, describe, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { indexHashes } from '../recognition/index-hashes.ts';
import {
  editsToFollow,
  missingRecordings,
  MOST_MISSING,
  uneditedTracks,
  type MissingRecording,
  type UneditedTrack,
} from './follow-recordings.ts';

const HASH = 'a'.repeat(64);

describe('edits that follow', () => {
  let missing: MissingRecording[];
  let unedited: UneditedTrack[];
  let scores: Record<number, number>;
  let found: number[];

  beforeEach(() => {
    missing = [gone(1)];
    unedited = [track(2)];
    scores = { 2: 0.9 };
    found = [2];
  });

  function gone(fileId: number, overrides: MissingRecording['overrides'] = { title: ['mine'] }): MissingRecording {
    return { fileId, path: `/music/${fileId}.flac`, duration: 10, hashes: Uint32Array.of(fileId), overrides };
  }

  function track(fileId: number, duration = 10): UneditedTrack {
    return { fileId, trackId: fileId * 10, duration };
  }

  const follow = () =>
    editsToFollow(
      {
        missingRecordings: async ({ limit }) => {
          expect(limit).toBe(MOST_MISSING);
          return missing;
        },
        uneditedTracks: async ({ ids }) => unedited.filter(({ fileId }) => ids.includes(fileId)),
        compareSounds: async ({ pairs, least }) =>
          pairs.map((pair) => ({ pair, score: scores[pair[1]] ?? 0 })).filter(({ score }) => score >= least),
      },
      { search: async () => found.map((id) => ({ id, score: 1 })) },
    );

  it('go to the track that is the same recording', async () => {
    expect(await follow()).toEqual([{ trackId: 20, changes: { title: ['mine'] }, from: '/music/1.flac' }]);
  });

  it('go nowhere when nothing is found, or what is found is edited, or is another recording', async () => {
    found = [];
    expect(await follow()).toEqual([]);
    [found, unedited] = [[2], []];
    expect(await follow()).toEqual([]);
    [unedited, scores] = [[track(2)], { 2: 0.84 }];
    expect(await follow()).toEqual([]);
    scores = { 2: 0.85 };
    expect(await follow()).toHaveLength(1);
  });

  it.each([
    [11, 1],
    [9, 1],
    [11.01, 0],
    [8.99, 0],
  ])('go to a file of %d seconds instead of 10: %i', async (duration, times) => {
    unedited = [track(2, duration)];
    expect(await follow()).toHaveLength(times);
  });

  it('go to the best match, whatever the order', async () => {
    [unedited, found, scores] = [[track(2), track(3), track(4)], [2, 3, 4], { 2: 0.86, 3: 0.99, 4: 0.9 }];
    expect(await follow()).toMatchObject([{ trackId: 30 }]);
  });

  it('of two missing tracks do not go to one', async () => {
    missing = [gone(1), gone(5)];
    expect(await follow()).toMatchObject([{ from: '/music/1.flac' }]);
    [unedited, found, scores] = [[track(2), track(3)], [2, 3], { 2: 0.9, 3: 0.9 }];
    expect(await follow()).toMatchObject([
      { trackId: 20, from: '/music/1.flac' },
      { trackId: 30, from: '/music/5.flac' },
    ]);
  });

  it('take pictures of the art store along, and leave those of the old file', async () => {
    missing = [gone(1, { title: null, picture: [`3:${HASH}`] })];
    expect((await follow())[0]!.changes).toEqual({ title: null, picture: [`3:${HASH}`] });
    missing = [gone(1, { title: ['x'], picture: null })];
    expect((await follow())[0]!.changes).toEqual({ title: ['x'], picture: null });
    missing = [gone(1, { title: ['x'], picture: [`3:${HASH}`, 'file:0'] })];
    expect((await follow())[0]!.changes).toEqual({ title: ['x'] });
  });
});

describe('in the database', () => {
  const FINGERPRINT = Uint32Array.from({ length: 60 }, (_, i) => i * 0x0101_0101);
  let library: MemoryLibrary;
  beforeEach(() => {
    library = memoryLibrary();
  });

  function add(name: string, { missingSince = null as number | null, edited = false, analysed = true }): number {
    const id = library.add({ name, duration: 12 });
    if (edited) library.edits.apply([id], { title: ['mine'] }, TESTER);
    library.connection.prepare('UPDATE file SET missing_since = ? WHERE id = ?').run(missingSince, id);
    if (analysed) {
      library.connection
        .prepare('INSERT INTO analysis (file_id, version, analysed_at, fingerprint) VALUES (?, 1, 1, ?)')
        .run(id, compressToBytes(FINGERPRINT));
    }
    return id;
  }

  it('tracks with edits whose file is gone are waiting, the last one first', () => {
    add('there.flac', { edited: true });
    add('unedited.flac', { missingSince: 5 });
    add('unheard.flac', { missingSince: 5, edited: true, analysed: false });
    const [first, last] = [
      add('a.flac', { missingSince: 6, edited: true }),
      add('b.flac', { missingSince: 7, edited: true }),
    ];
    expect(missingRecordings(library.connection, 10).map(({ fileId }) => fileId)).toEqual([last, first]);
    expect(missingRecordings(library.connection, 1)).toEqual([
      {
        fileId: last,
        path: '/music/b.flac',
        duration: 12,
        hashes: indexHashes(FINGERPRINT),
        overrides: { title: ['mine'] },
      },
    ]);
  });

  it('tracks that are there and were never edited may take edits over', () => {
    const unedited = add('a.flac', {});
    const edited = add('b.flac', { edited: true });
    const missing = add('c.flac', { missingSince: 5 });
    const undone = add('d.flac', { edited: true });
    library.edits.undo(null, TESTER);
    const other = add('e.flac', {});
    expect(uneditedTracks(library.connection, [unedited, edited, missing, undone])).toEqual([
      { fileId: unedited, trackId: unedited, duration: 12 },
    ]);
    expect(uneditedTracks(library.connection, [other])).toHaveLength(1);
  });
});
