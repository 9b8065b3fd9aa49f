import { beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../index-engine/index.ts';
import { compressToBytes, decompressBytes } from '../audio/chromaprint/compression.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import type { AudioAnalysis } from './analysis.ts';
import { AnalysisStore, type AnalysisReads, type AnalysisWrites } from './analysis-store.ts';
import type { PendingFile } from './stored-analyses.ts';
import { measuredQuality } from './testing-quality.ts';

const FINGERPRINT = Uint32Array.from([1, 5, 1, 9]);
const FEATURES = { bpm: 120, key: null, spectralCentroid: 1, spectralBandwidth: 2, rmsEnergy: 3 };
const MEASURED = measuredQuality();
const ANALYSIS: AudioAnalysis = {
  fingerprint: FINGERPRINT,
  duration: 12,
  features: FEATURES,
  embedding: Float32Array.of(1, 0),
  quality: MEASURED,
};
const HASH = Uint8Array.of(7);
const file = (fileId: number): PendingFile => ({
  fileId,
  trackId: fileId + 100,
  path: Buffer.from('a'),
  stamp: '',
  analysed: false,
  measured: false,
});

/** What was done, in order. */
let done: unknown[];
let documents: number;
let analysed: number;
let embedded: number[];
/** Documents of submitted fingerprints. */
let submitted: number[];
let store: AnalysisStore;

beforeEach(() => {
  done = [];
  [documents, analysed, embedded, submitted] = [0, 0, [], []];
  const read: AnalysisReads = {
    countAnalysed: async () => analysed,
    countPending: async () => 3,
    countIncomplete: async () => 4,
    pendingFiles: async ({ after, limit }) => [file(after + limit)],
    indexDocuments: async ({ after, limit }) =>
      Array.from({ length: Math.min(limit, analysed - after) }, (_, i) => ({
        fileId: after + i + 1,
        hashes: Uint32Array.of(after + i + 1),
      })),
    countSubmitted: async () => submitted.length,
    submittedDocuments: async ({ after }) =>
      submitted.filter((document) => document > after).map((document) => ({ document, hashes: Uint32Array.of(7) })),
  };
  const write: AnalysisWrites = {
    storeAnalyses: async (results) => void done.push(['database', results]),
    analyseAgainWithout: async ({ fileIds }) => done.push(['again without', fileIds]),
  };
  store = new AnalysisStore(
    read,
    write,
    {
      update: async (changes: readonly Change[]) => {
        done.push(['index', changes]);
        return { version: 1 };
      },
      info: async () => ({ documents }) as never,
    },
    {
      put: async (rows) => void done.push(['vectors', rows]),
      ids: async () => embedded,
      optimise: async () => void done.push(['optimise']),
    },
    async () => void done.push(['settled']),
    () => done.push(['stored']),
  );
});

it('finds work in the database', async () => {
  expect(await store.countPending()).toBe(3 + 4);
  expect(await store.pendingFiles(5, 2)).toEqual([file(7)]);
});

describe('results', () => {
  it('go to the index and the vectors first, to the database last', async () => {
    const failed = {
      file: file(2),
      record: { fileId: 2, audioHash: null, result: { error: 'damaged', code: 'DECODE_FAILED' } as const },
    };
    await store.store([{ file: file(1), analysis: ANALYSIS, audioHash: HASH }], [failed]);
    expect(done).toEqual([
      ['index', [{ type: 'insert', id: 1, hashes: documentHashes(FINGERPRINT) }]],
      ['vectors', [{ fileId: 1, vector: ANALYSIS.embedding }]],
      [
        'database',
        {
          records: [
            {
              fileId: 1,
              audioHash: HASH,
              quality: MEASURED,
              result: {
                fingerprint: compressToBytes(FINGERPRINT),
                duration: 12,
                features: FEATURES,
                embedder: EMBEDDER.id,
              },
            },
            failed.record,
          ],
          trackIds: [101, 102],
        },
      ],
      ['stored'],
    ]);
    expect(decompressBytes(compressToBytes(FINGERPRINT)).items).toEqual(FINGERPRINT);
  });

  it('that are failures alone go to the database only', async () => {
    await store.store(
      [],
      [{ file: file(2), record: { fileId: 2, audioHash: HASH, result: { error: 'x', code: 'CRASHED' } } }],
    );
    expect(done).toHaveLength(1);
    expect(done).toMatchObject([['database', { trackIds: [102] }]]);
  });

  it('are put in order at the end', async () => {
    await store.settled();
    expect(done).toEqual([['optimise'], ['settled']]);
  });
});

describe('what was lost', () => {
  it('is nothing in an empty library', async () => {
    await store.reconcile();
    expect(done).toEqual([]);
  });

  it('is nothing where all agree', async () => {
    [documents, analysed, embedded] = [2, 2, [1, 2]];
    await store.reconcile();
    expect(done).toEqual([]);
  });

  it('comes back into the index from the database', async () => {
    [documents, analysed, embedded] = [1, 2, [1, 2]];
    await store.reconcile();
    expect(done).toEqual([
      [
        'index',
        [
          { type: 'insert', id: 1, hashes: Uint32Array.of(1) },
          { type: 'insert', id: 2, hashes: Uint32Array.of(2) },
        ],
      ],
    ]);
  });

  it('of submitted fingerprints comes back behind those of files', async () => {
    [documents, analysed, embedded, submitted] = [1, 1, [1], [2 ** 31 + 1]];
    await store.reconcile();
    expect(done).toEqual([
      ['index', [{ type: 'insert', id: 1, hashes: Uint32Array.of(1) }]],
      ['index', [{ type: 'insert', id: 2 ** 31 + 1, hashes: Uint32Array.of(7) }]],
    ]);
  });

  it('of the vectors is analysed again', async () => {
    [documents, analysed, embedded] = [2, 2, [2]];
    await store.reconcile();
    expect(done).toEqual([['again without', [2]]]);
  });
});

it('fills the index a thousand fingerprints at a time, and reports each', async () => {
  analysed = 2300;
  const progress: number[][] = [];
  expect(await store.fillIndex((...counts) => progress.push(counts))).toBe(2300);
  expect(done.map((one) => (one as [string, unknown[]])[1].length)).toEqual([1000, 1000, 300]);
  expect(progress).toEqual([
    [0, 2300],
    [1000, 2300],
    [2000, 2300],
    [2300, 2300],
  ]);
});
