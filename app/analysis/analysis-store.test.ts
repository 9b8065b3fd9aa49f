import { beforeEach, describe, expect, it } from 'vitest';
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
let done: unknown[][];
let isAway: boolean;
let analysed: number;
let embedded: number[];
let store: AnalysisStore;

beforeEach(() => {
  done = [];
  [isAway, analysed, embedded] = [false, 0, []];
  const read: AnalysisReads = {
    countAnalysed: async () => analysed,
    countPending: async () => 3,
    countIncomplete: async () => 4,
    pendingFiles: async ({ after, limit }) => [file(after + limit)],
  };
  const write: AnalysisWrites = {
    storeAnalyses: async (results) => void done.push(['database', results]),
    analyseAgainWithout: async ({ fileIds }) => done.push(['again without', fileIds]),
  };
  store = new AnalysisStore(
    read,
    write,
    {
      put: async (changes) => {
        done.push(['index', changes]);
        return !isAway;
      },
      waits: () => done.push(['waits']),
      reconcile: async () => void done.push(['index is reconciled']),
    },
    {
      put: async (rows) => void done.push(['vectors', rows]),
      ids: async () => embedded,
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
          waiting: [],
        },
      ],
      ['stored'],
    ]);
    expect(decompressBytes(compressToBytes(FINGERPRINT)).items).toEqual(FINGERPRINT);
  });

  it('are stored also while the index cannot take them, with what it lacks', async () => {
    isAway = true;
    await store.store([{ file: file(1), analysis: ANALYSIS, audioHash: HASH }], []);
    expect(done.map(([step]) => step)).toEqual(['index', 'vectors', 'database', 'waits', 'stored']);
    expect(done[2]).toMatchObject(['database', { waiting: [1] }]);
  });

  it('that are failures alone go to the database only', async () => {
    await store.store(
      [],
      [{ file: file(2), record: { fileId: 2, audioHash: HASH, result: { error: 'x', code: 'CRASHED' } } }],
    );
    expect(done).toHaveLength(1);
    expect(done).toMatchObject([['database', { trackIds: [102] }]]);
  });

  it('are followed at the end by what needs all of them', async () => {
    await store.settled();
    expect(done).toEqual([['settled']]);
  });
});

describe('what was lost', () => {
  it('is nothing in an empty library', async () => {
    await store.reconcile();
    expect(done).toEqual([['index is reconciled']]);
  });

  it('is nothing where all agree', async () => {
    [analysed, embedded] = [2, [1, 2]];
    await store.reconcile();
    expect(done).toEqual([['index is reconciled']]);
  });

  it('of the vectors is analysed again', async () => {
    [analysed, embedded] = [2, [2]];
    await store.reconcile();
    expect(done).toEqual([['index is reconciled'], ['again without', [2]]]);
  });
});
