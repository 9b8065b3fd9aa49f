import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { ANALYSIS_VERSION, type AnalysisError } from './analysis.ts';
import {
  analyseAgain,
  analyseAgainWithout,
  comparedFiles,
  countAnalysed,
  countPending,
  countIncomplete,
  forgetDamaged,
  indexDocuments,
  pendingFiles,
  retryFailed,
  storeAnalyses,
  tracksOfFiles,
  type AnalysisRecord,
} from './stored-analyses.ts';
import { measuredQuality } from './testing-quality.ts';

const FEATURES = { bpm: 120.5, key: 'A minor', spectralCentroid: 1000, spectralBandwidth: 500, rmsEnergy: 0.125 };
const HASH = Buffer.alloc(16, 7);
const ITEMS = Uint32Array.from({ length: 200 }, (_, index) => (index + 1) * 4096);

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});
afterEach(() => {
  vi.useRealTimers();
});

const analysed = (fileId: number): AnalysisRecord => ({
  fileId,
  audioHash: HASH,
  quality: measuredQuality(),
  result: { fingerprint: compressToBytes(ITEMS), duration: 12.5, features: FEATURES, embedder: 'e1' },
});
const failed = (fileId: number, code: AnalysisError['code'] = 'DECODE_FAILED'): AnalysisRecord => ({
  fileId,
  audioHash: HASH,
  result: { error: 'it is broken', code },
});
const store = (...records: readonly AnalysisRecord[]): void => storeAnalyses(library.connection, { records });
/** Adds this many files, whose ids are those of their tracks. */
const addFiles = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => library.add({ name: `${index}.flac` }));
const pending = (after = 0, limit = 100): number[] =>
  pendingFiles(library.connection, after, limit).map(({ fileId }) => fileId);
const setVersion = (version: number): void =>
  void library.connection.prepare('UPDATE analysis SET version = ?').run(version);

describe('a file to analyse', () => {
  it('has an id, a track, a path in bytes and the stamp that the scan saw', () => {
    const name = Buffer.from([0xff, 0x2e, 0x6d, 0x70, 0x33]);
    const id = library.add({ folder: '/music/album', name });
    expect(pendingFiles(library.connection, 0, 1)).toEqual([
      {
        fileId: id,
        trackId: id,
        path: Buffer.concat([Buffer.from('/music/album/'), name]),
        stamp: '1000:1700000000000000000:4:2',
        analysed: false,
        measured: false,
      },
    ]);
  });

  it('is one without an analysis, in order of id and page by page', () => {
    const [a, b, c] = addFiles(3) as [number, number, number];
    expect([pending(), pending(0, 2), pending(a), pending(c)]).toEqual([[a, b, c], [a, b], [b, c], []]);
    expect(countPending(library.connection)).toBe(3);
    store(analysed(a), failed(b));
    expect(pending()).toEqual([c]);
    expect(countPending(library.connection)).toBe(1);
  });

  it('is one with an analysis of an earlier version, too', () => {
    const [a] = addFiles(1) as [number];
    store(analysed(a));
    setVersion(ANALYSIS_VERSION - 1);
    expect([pending(), countPending(library.connection)]).toEqual([[a], 1]);
    setVersion(ANALYSIS_VERSION + 1);
    expect([pending(), countPending(library.connection)]).toEqual([[], 0]);
  });

  it('is one without an audio hash, which is then all that it needs', () => {
    const [a, b, c, d] = addFiles(4) as [number, number, number, number];
    store({ ...analysed(a), audioHash: null }, analysed(b), { ...failed(c), audioHash: null });
    const work = (): [number, boolean][] =>
      pendingFiles(library.connection, 0, 10).map((file) => [file.fileId, file.analysed]);
    expect(work()).toEqual([
      [a, true],
      [c, true],
      [d, false],
    ]);
    expect([countPending(library.connection), countIncomplete(library.connection)]).toEqual([1, 2]);
    store({ fileId: a, audioHash: HASH, result: null }, { fileId: c, audioHash: new Uint8Array(), result: null });
    expect(work()).toEqual([[d, false]]);
    expect(countIncomplete(library.connection)).toBe(0);
  });

  it('is analysed again where the hash is missing in an earlier version', () => {
    const [a] = addFiles(1) as [number];
    store({ ...analysed(a), audioHash: null });
    setVersion(ANALYSIS_VERSION - 1);
    expect(pendingFiles(library.connection, 0, 10)).toMatchObject([{ fileId: a, analysed: false }]);
    expect([countPending(library.connection), countIncomplete(library.connection)]).toEqual([1, 0]);
  });

  it('is neither unreadable nor missing', () => {
    library.add({ name: 'a.flac', error: 'broken' });
    library.add({ name: 'b.flac', missingSince: 5 });
    store(...[1, 2].map((id) => ({ ...analysed(id), audioHash: null })));
    expect(library.connection.prepare('SELECT count(*) FROM analysis').pluck().get()).toBe(2);
    expect([pending(), countPending(library.connection), countIncomplete(library.connection)]).toEqual([[], 0, 0]);
    library.connection.exec('DELETE FROM analysis');
    expect([pending(), countPending(library.connection)]).toEqual([[], 0]);
  });
});

describe('a result', () => {
  it('is stored in columns, with the version and the time', () => {
    vi.useFakeTimers({ now: 5000, toFake: ['Date'] });
    const [a] = addFiles(1) as [number];
    store(analysed(a));
    expect(library.connection.prepare('SELECT * FROM analysis').get()).toEqual({
      file_id: a,
      compared: null,
      version: ANALYSIS_VERSION,
      analysed_at: 5000,
      error: null,
      error_code: null,
      fingerprint: Buffer.from(compressToBytes(ITEMS)),
      fingerprint_duration: 12.5,
      bpm: 120.5,
      musical_key: 'A minor',
      spectral_centroid: 1000,
      spectral_bandwidth: 500,
      rms_energy: 0.125,
      embedder: 'e1',
      audio_hash: HASH,
    });
  });

  it('of a hash alone changes nothing else, and makes no row', () => {
    const [a, b] = addFiles(2) as [number, number];
    store(analysed(a));
    const before = library.connection.prepare('SELECT * FROM analysis').get() as object;
    const other = Buffer.alloc(16, 9);
    store({ fileId: a, audioHash: other, result: null }, { fileId: b, audioHash: other, result: null });
    expect(library.connection.prepare('SELECT * FROM analysis').all()).toEqual([{ ...before, audio_hash: other }]);
  });

  it('replaces the one before as a whole', () => {
    const [a] = addFiles(1) as [number];
    store(analysed(a), failed(a));
    expect(
      library.connection.prepare('SELECT error, error_code, fingerprint, bpm, embedder FROM analysis').all(),
    ).toEqual([{ error: 'it is broken', error_code: 'DECODE_FAILED', fingerprint: null, bpm: null, embedder: null }]);
    store(analysed(a));
    expect(library.connection.prepare('SELECT error, error_code, bpm FROM analysis').all()).toEqual([
      { error: null, error_code: null, bpm: 120.5 },
    ]);
  });

  it('of a file that no longer exists is left out', () => {
    const [a] = addFiles(1) as [number];
    store(analysed(99), analysed(a));
    expect(library.connection.prepare('SELECT file_id FROM analysis').pluck().all()).toEqual([a]);
  });

  it('that cannot be stored leaves nothing of its batch', () => {
    const [a, b] = addFiles(2) as [number, number];
    const broken = { fileId: b, result: { ...analysed(b).result, fingerprint: {} } } as unknown as AnalysisRecord;
    expect(() => store(analysed(a), broken)).toThrow(TypeError);
    expect(countAnalysed(library.connection)).toBe(0);
  });
});

describe('fingerprints', () => {
  it('are counted, and their hashes are read in order of id and page by page', () => {
    const [a, b, c] = addFiles(3) as [number, number, number];
    store(analysed(c), failed(b), analysed(a));
    expect(countAnalysed(library.connection)).toBe(2);
    const hashes = documentHashes(ITEMS);
    expect(indexDocuments(library.connection, 0, 10)).toEqual([a, c].map((fileId) => ({ fileId, hashes })));
    expect(indexDocuments(library.connection, 0, 1).map(({ fileId }) => fileId)).toEqual([a]);
    expect(indexDocuments(library.connection, a, 10).map(({ fileId }) => fileId)).toEqual([c]);
  });
});

describe('analysing again', () => {
  it('all but some files keeps the results of the others until then, and leaves failures', async () => {
    const [a, b, c] = addFiles(3) as [number, number, number];
    store(analysed(a), analysed(b), failed(c));
    expect(await analyseAgainWithout(library.connection, [a, 99])).toBe(1);
    expect(pending()).toEqual([b]);
    expect(countAnalysed(library.connection)).toBe(2);
    expect(await analyseAgainWithout(library.connection, [a])).toBe(0);
    expect(await analyseAgainWithout(library.connection, [])).toBe(1);
    expect(pending()).toEqual([a, b]);
  });

  it('all files keeps their results until then, and counts those with a result', async () => {
    const ids = addFiles(1203);
    store(...ids.slice(0, -2).map(analysed), failed(ids.at(-2)!));
    expect(await analyseAgain(library.connection)).toBe(1201);
    expect(countAnalysed(library.connection)).toBe(1201);
    expect(countPending(library.connection)).toBe(1202);
    expect(pending(0, 2000)).not.toContain(ids.at(-2));
  });

  it('all files yields the thread after every five hundred', async () => {
    store(...addFiles(1001).map(analysed));
    const left: number[] = [];
    const note = (): void => {
      left.push(
        library.connection.prepare<[], number>('SELECT count(*) FROM analysis WHERE version > 0').pluck().get()!,
      );
      if (left.at(-1) !== 0) setImmediate(note);
    };
    setImmediate(note);
    await analyseAgain(library.connection);
    expect(left).toEqual([501, 1, 0]);
  });

  it('all files of an empty library is none', async () => {
    expect(await analyseAgain(library.connection)).toBe(0);
  });

  it('files with a damaged fingerprint has them fail until then, and leaves those that are sound', () => {
    const [a, b, c] = addFiles(3) as [number, number, number];
    store(analysed(a), analysed(b), failed(c, 'TOO_SHORT'));
    library.connection.prepare("UPDATE analysis SET fingerprint = x'0102' WHERE file_id = ?").run(a);
    expect(indexDocuments(library.connection, 0, 10)).toEqual([
      { fileId: a, hashes: new Uint32Array() },
      { fileId: b, hashes: documentHashes(ITEMS) },
    ]);
    expect(forgetDamaged(library.connection, [a, b, c, 99])).toEqual([a]);
    expect([pending(), countPending(library.connection), countAnalysed(library.connection)]).toEqual([[a], 1, 1]);
    expect(library.connection.prepare('SELECT error_code FROM analysis WHERE file_id = ?').pluck().get(a)).toBe(
      'DAMAGED_FINGERPRINT',
    );
    expect(forgetDamaged(library.connection, [a])).toEqual([]);
    store(analysed(a));
    expect([pending(), countAnalysed(library.connection)]).toEqual([[], 2]);
  });

  it('failed files leaves those that are too short', () => {
    const [a, b, c, d] = addFiles(4) as [number, number, number, number];
    store(analysed(a), failed(b), failed(c, 'TOO_SHORT'), failed(d, 'CRASHED'));
    expect(retryFailed(library.connection)).toBe(2);
    expect(pending()).toEqual([b, d]);
  });
});

describe('tracks and files', () => {
  it('lead to each other: tracks to files with a vector, files to tracks that are not missing', () => {
    const there = library.add();
    const missing = library.add({ name: 'b.flac', missingSince: 5 });
    const [failing, pendingStill] = [library.add({ name: 'c.flac' }), library.add({ name: 'd.flac' })];
    store(analysed(there), analysed(missing), failed(failing));
    // Ids of tracks and files differ once a file has been replaced.
    library.connection.prepare('UPDATE track SET id = id + 100').run();
    const tracks = [there, missing, failing, pendingStill].map((id) => id + 100);
    expect(comparedFiles(library.connection, [...tracks, 7])).toEqual(
      new Map([
        [there + 100, there],
        [missing + 100, missing],
      ]),
    );
    expect(tracksOfFiles(library.connection, [there, missing, 7])).toEqual(new Map([[there, there + 100]]));
  });
});
