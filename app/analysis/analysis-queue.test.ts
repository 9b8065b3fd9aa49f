import { beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../model/jobs.ts';
import { AnalysisError, type AnalysisPool, type AudioAnalysis } from './analysis.ts';
import { AnalysisQueue, type AnalysisResults } from './analysis-queue.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';
import type { PendingFile } from './stored-analyses.ts';
import { measuredQuality } from './testing-quality.ts';

const ANALYSIS = { duration: 1 } as AudioAnalysis;
const HASH = Uint8Array.of(1, 2);
const MEASURED = measuredQuality();

/** Files without an analysis, and what is stored of them. */
class Files implements AnalysisResults {
  readonly done = new Map<number, 'analysed' | string>();
  /** The hashes that are stored with the results. */
  readonly hashes = new Map<number, Uint8Array | null>();
  /** Files that only need a hash. */
  readonly unhashed = new Set<number>();
  /** Files that only need their quality, and a hash. */
  readonly unmeasured = new Set<number>();
  /** The quality that is stored beside other results. */
  readonly qualities = new Map<number, unknown>();
  readonly batches: number[][] = [];
  settledCalls = 0;
  /** Files that are no longer what the scan has read. */
  readonly replaced = new Set<number>();
  readonly #ids: number[];

  constructor(count: number) {
    this.#ids = Array.from({ length: count }, (_, i) => i + 1);
  }

  add(id: number): void {
    this.#ids.push(id);
  }

  pendingFiles = async (after: number, limit: number): Promise<PendingFile[]> =>
    this.#pending()
      .filter((id) => id > after)
      .slice(0, limit)
      .map((id) => ({
        fileId: id,
        trackId: id + 1000,
        path: Buffer.from(String(id)),
        stamp: '',
        analysed: this.unhashed.has(id) || this.unmeasured.has(id),
        measured: !this.unmeasured.has(id),
      }));

  isUnchanged = async ({ fileId }: PendingFile): Promise<boolean> => !this.replaced.has(fileId);

  countPending = async (): Promise<number> => this.#pending().length;

  store: AnalysisResults['store'] = async (analysed, others) => {
    this.batches.push([...analysed, ...others].map(({ file }) => file.fileId));
    for (const { file, analysis, audioHash } of analysed) {
      expect(analysis).toBe(ANALYSIS);
      this.hashes.set(file.fileId, audioHash);
      this.done.set(file.fileId, 'analysed');
    }
    for (const { file, record } of others) {
      const { result } = record;
      expect(record.fileId).toBe(file.fileId);
      this.hashes.set(file.fileId, record.audioHash);
      if (record.quality !== undefined) this.qualities.set(file.fileId, record.quality);
      this.done.set(file.fileId, result && 'error' in result ? `${result.code}: ${result.error}` : String(result));
    }
  };

  settled = async (): Promise<void> => void this.settledCalls++;

  #pending(): number[] {
    return this.#ids.filter((id) => !this.done.has(id)).sort((a, b) => a - b);
  }
}

let progress: JobProgress[];
/** What the pool makes of a file; tests replace it. */
let analyse: (id: number, signal: AbortSignal | undefined) => Promise<AudioAnalysis>;

/** What the pool hashes a file to; tests replace it. */
let hash: (id: number, signal: AbortSignal | undefined) => Promise<Uint8Array | null>;

/** What the pool measures; tests replace it. */
let quality: (id: number) => Promise<MeasuredQuality>;

beforeEach(() => {
  progress = [];
  quality = async () => MEASURED;
  analyse = async () => ANALYSIS;
  hash = async () => HASH;
});

function queueOf(files: Files, size = 2): AnalysisQueue {
  const pool = {
    size,
    analyse: (path: Uint8Array, signal?: AbortSignal) => analyse(Number(Buffer.from(path).toString()), signal),
    quality: (path: Uint8Array) => quality(Number(Buffer.from(path).toString())),
    hash: (path: Uint8Array, signal?: AbortSignal) => hash(Number(Buffer.from(path).toString()), signal),
  } as AnalysisPool;
  return new AnalysisQueue(pool, files, (one) => progress.push(one));
}

describe('the analysis queue', () => {
  it('analyses all files, whatever their number, and stores all results', async () => {
    const files = new Files(300);
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect([...files.done.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(new Set(files.done.values())).toEqual(new Set(['analysed']));
    expect(files.batches.flat()).toHaveLength(300);
    expect(files.batches.length).toBeGreaterThan(2);
    expect(files.settledCalls).toBe(1);
    expect(queue.progress).toMatchObject({ job: 'analysis', state: 'idle', done: 300, total: 300, failed: 0 });
    expect(progress.at(-1)).toMatchObject({ state: 'idle', done: 300 });
  });

  it('measures the quality alone of files that lack only that, once also where it fails', async () => {
    const files = new Files(3);
    for (const id of [1, 2]) files.unmeasured.add(id);
    quality = async (id) => {
      if (id === 2) throw new AnalysisError('DECODE_FAILED', 'broken');
      return MEASURED;
    };
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(files.qualities).toEqual(
      new Map<number, unknown>([
        [1, MEASURED],
        [2, 'unknown'],
      ]),
    );
    expect(files.done).toEqual(
      new Map([
        [1, 'null'],
        [2, 'null'],
        [3, 'analysed'],
      ]),
    );
  });

  it('keeps for later what was cancelled before its quality was known', async () => {
    const files = new Files(1);
    files.unmeasured.add(1);
    quality = async () => {
      throw new AnalysisError('CANCELLED', 'stopped');
    };
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(files.done.size).toBe(0);
  });

  it('keeps nothing of files that were replaced or taken away meanwhile: they wait for the next scan', async () => {
    const files = new Files(4);
    for (const id of [2, 3]) files.replaced.add(id);
    analyse = async (id) => {
      if (id === 3) throw new AnalysisError('DECODE_FAILED', 'no such file');
      return ANALYSIS;
    };
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect([...files.done.keys()].sort()).toEqual([1, 4]);
    expect(queue.progress).toMatchObject({ state: 'idle', done: 2, total: 2, failed: 0 });
    files.replaced.clear();
    analyse = async () => ANALYSIS;
    queue.wake();
    await queue.idle();
    expect(files.done.size).toBe(4);
  });

  it('has as many files at work as the pool takes, and no more', async () => {
    let [atWork, most] = [0, 0];
    analyse = async () => {
      most = Math.max(most, ++atWork);
      await new Promise(setImmediate);
      atWork--;
      return ANALYSIS;
    };
    const queue = queueOf(new Files(12), 3);
    queue.wake();
    await queue.idle();
    expect(most).toBe(3);
  });

  it('does nothing where nothing is pending', async () => {
    const files = new Files(0);
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(progress).toEqual([]);
    expect(files.settledCalls).toBe(0);
  });

  it('stores the cause for a file that fails; a short one counts as no failure', async () => {
    analyse = async (id) => {
      if (id === 1) throw new AnalysisError('DECODE_FAILED', 'damaged');
      if (id === 2) throw new AnalysisError('TOO_SHORT', 'short');
      if (id === 3) throw new Error('odd');
      return ANALYSIS;
    };
    const files = new Files(4);
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(Object.fromEntries(files.done)).toEqual({
      1: 'DECODE_FAILED: damaged',
      2: 'TOO_SHORT: short',
      3: 'CRASHED: Error: odd',
      4: 'analysed',
    });
    expect(queue.progress).toMatchObject({ done: 4, failed: 2 });
  });

  it('finds files that are added while it works', async () => {
    const files = new Files(1);
    const queue = queueOf(files);
    analyse = async (id) => {
      if (id === 1) {
        files.add(2);
        queue.wake();
      }
      return ANALYSIS;
    };
    queue.wake();
    await queue.idle();
    expect([...files.done.keys()]).toEqual([1, 2]);
  });

  it('says so when its results cannot be stored, and tries again when woken', async () => {
    const files = new Files(1);
    const { store } = files;
    files.store = async () => {
      throw new Error('the disk is full');
    };
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(queue.progress).toMatchObject({ state: 'failed', message: 'the disk is full' });
    files.store = store;
    queue.wake();
    await queue.idle();
    expect(queue.progress.state).toBe('idle');
    expect(files.done.get(1)).toBe('analysed');
  });
});

describe('the audio hash', () => {
  it('is stored with each result, also with a failure', async () => {
    analyse = async (id) => {
      if (id === 2) throw new AnalysisError('TOO_SHORT', 'short');
      return ANALYSIS;
    };
    hash = async (id) => Uint8Array.of(id);
    const files = new Files(2);
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(files.hashes).toEqual(
      new Map([
        [1, Uint8Array.of(1)],
        [2, Uint8Array.of(2)],
      ]),
    );
  });

  it('is all that is made of a file whose analysis holds', async () => {
    const files = new Files(2);
    files.unhashed.add(2);
    analyse = async (id) => {
      if (id === 2) throw new Error('must not be analysed');
      return ANALYSIS;
    };
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(Object.fromEntries(files.done)).toEqual({ 1: 'analysed', 2: 'null' });
    expect(files.hashes.get(2)).toBe(HASH);
    expect(queue.progress).toMatchObject({ state: 'idle', done: 2, total: 2, failed: 0 });
  });

  it('is empty for files without audio to hash, and for those that cannot be hashed: they do not wait', async () => {
    hash = async (id) => {
      if (id === 1) return null;
      throw id === 2 ? new AnalysisError('CRASHED', 'crashed') : new Error('odd');
    };
    const files = new Files(3);
    const queue = queueOf(files);
    queue.wake();
    await queue.idle();
    expect(new Set(files.done.values())).toEqual(new Set(['analysed']));
    expect([...files.hashes.values()]).toEqual([new Uint8Array(), new Uint8Array(), new Uint8Array()]);
    expect(queue.progress.failed).toBe(0);
  });

  it('that a pause cancels is still to be made, and a finished analysis is kept', async () => {
    const files = new Files(2);
    files.unhashed.add(2);
    const queue = queueOf(files);
    const begun = Promise.withResolvers<void>();
    let waiting = 0;
    hash = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new AnalysisError('CANCELLED', 'cancelled')));
        waiting += 1;
        if (waiting === 2) begun.resolve();
      });
    queue.wake();
    await begun.promise;
    await queue.pause();
    expect(files.hashes).toEqual(new Map([[1, null]]));
    expect(files.done).toEqual(new Map([[1, 'analysed']]));
    expect(queue.progress).toMatchObject({ state: 'paused', done: 1 });
  });
});

describe('a pause', () => {
  it('cancels the files at work, keeps what is done, and goes on with the rest', async () => {
    const files = new Files(5);
    const queue = queueOf(files, 1);
    const begun = Promise.withResolvers<void>();
    analyse = (id, signal) => {
      if (id < 3) return Promise.resolve(ANALYSIS);
      begun.resolve();
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(new AnalysisError('CANCELLED', 'cancelled'))),
      );
    };
    queue.wake();
    await begun.promise;
    await queue.pause();
    expect([...files.done.keys()]).toEqual([1, 2]);
    expect(queue.progress).toMatchObject({ state: 'paused', done: 2 });
    queue.wake();
    await queue.idle();
    expect(files.done.size).toBe(2);
    analyse = async () => ANALYSIS;
    queue.resume();
    await queue.idle();
    expect(files.done.size).toBe(5);
    expect(queue.progress).toMatchObject({ state: 'idle', done: 5, total: 5 });
  });
});
