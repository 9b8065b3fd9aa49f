import { beforeEach, describe, expect, it } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { trackHashes } from '../recognition/index-hashes.ts';
import {
  missingRecordings,
  MOST_MISSING,
  tracksToFollow,
  uneditedTracks,
  type MissingRecording,
  type UneditedTrack,
} from './follow-recordings.ts';

describe('tracks that follow', () => {
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

  function gone(fileId: number, refused: readonly number[] = []): MissingRecording {
    return { fileId, trackId: fileId * 10, duration: 10, hashes: Uint32Array.of(fileId), refused };
  }

  function track(fileId: number, duration = 10): UneditedTrack {
    return { fileId, duration };
  }

  const follow = () =>
    tracksToFollow(
      {
        missingRecordings: async ({ limit }) => {
          expect(limit).toBe(MOST_MISSING);
          return missing;
        },
        uneditedTracks: async ({ ids }) => unedited.filter(({ fileId }) => ids.includes(fileId)),
        compareBeginnings: async ({ pairs, least }) =>
          pairs.map((pair) => ({ pair, score: scores[pair[1]] ?? 0 })).filter(({ score }) => score >= least),
      },
      { search: async () => found.map((id) => ({ id, score: 1 })) },
    );

  it('go to the file that is the same recording', async () => {
    expect(await follow()).toEqual([{ id: 10, fileId: 2 }]);
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
    expect(await follow()).toEqual([{ id: 10, fileId: 3 }]);
  });

  it('of two missing tracks do not go to one', async () => {
    missing = [gone(1), gone(5)];
    expect(await follow()).toEqual([{ id: 10, fileId: 2 }]);
    [unedited, found, scores] = [[track(2), track(3)], [2, 3], { 2: 0.9, 3: 0.9 }];
    expect(await follow()).toEqual([
      { id: 10, fileId: 2 },
      { id: 50, fileId: 3 },
    ]);
  });

  it('do not go again where a move was undone', async () => {
    missing = [gone(1, [2])];
    expect(await follow()).toEqual([]);
    [unedited, found, scores] = [[track(2), track(3)], [2, 3], { 2: 0.99, 3: 0.9 }];
    expect(await follow()).toEqual([{ id: 10, fileId: 3 }]);
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
      { fileId: last, trackId: last, duration: 12, hashes: trackHashes(FINGERPRINT), refused: [] },
    ]);
  });

  it('tracks whose fingerprint is damaged wait for nothing', () => {
    const [damaged, sound] = ['a.flac', 'b.flac'].map((name) => add(name, { missingSince: 6, edited: true }));
    library.connection.prepare("UPDATE analysis SET fingerprint = x'0102' WHERE file_id = ?").run(damaged);
    expect(missingRecordings(library.connection, 10)).toMatchObject([{ fileId: sound }]);
  });

  it('tracks remember to which files a move was undone', () => {
    const missing = add('a.flac', { missingSince: 6, edited: true });
    const [first, second] = [add('b.mp3', {}), add('c.mp3', {})];
    const moved = library.edits.move([{ id: missing, fileId: first }], TESTER, '');
    library.edits.undo(moved.batch, TESTER);
    expect(missingRecordings(library.connection, 1)).toMatchObject([{ fileId: missing, refused: [first] }]);
    library.edits.move([{ id: missing, fileId: second }], TESTER, '');
    expect(missingRecordings(library.connection, 1)).toEqual([]);
  });

  it('files that are there, and whose tracks were never edited, may be moved to', () => {
    const unedited = add('a.flac', {});
    const edited = add('b.flac', { edited: true });
    const missing = add('c.flac', { missingSince: 5 });
    const undone = add('d.flac', { edited: true });
    library.edits.undo(null, TESTER);
    const other = add('e.flac', {});
    expect(uneditedTracks(library.connection, [unedited, edited, missing, undone])).toEqual([
      { fileId: unedited, duration: 12 },
    ]);
    expect(uneditedTracks(library.connection, [other])).toHaveLength(1);
  });
});
