import { join } from 'node:path';
import { statSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { AnalysisError } from '../analysis/analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import type { VerifyProgress } from '../model/verify.ts';
import { compareStamps } from './original-stamps.ts';
import { VerifyJob, type VerifyRequest } from './verify-job.ts';
import {
  beginVerifyRun,
  endVerifyRun,
  openVerifyRun,
  originalTotals,
  storeVerified,
  verifyProblems,
} from './verify-runs.ts';

const FILES = 20;
const BYTES = 1_000_000;
const WHOLE: SoundCheck = { checksum: { agrees: true, duration: 1 }, duration: 1, faults: 0, firstFault: '' };
const ALL: VerifyRequest = { query: '', restart: false, rate: null };

let library: MemoryLibrary;
let folder: string;
/** Names of the files that were decoded. */
let decoded: string[];
/** Called before each file is decoded. */
let onCheck: (name: string) => void;
let time: number;
let slept: number[];
let reported: VerifyProgress[];

beforeEach(() => {
  folder = temporaryFolder();
  library = memoryLibrary();
  for (let i = 0; i < FILES; i++) add(`${String(i).padStart(2, '0')}.flac`);
  [decoded, slept, reported, time] = [[], [], [], 0];
  onCheck = () => {};
});

function add(name: string): void {
  writeFileSync(join(folder, name), 'music');
  const id = library.add({ folder, name, size: BYTES });
  const { mtimeNs, ctimeNs, ino, dev } = statSync(join(folder, name), { bigint: true });
  library.connection
    .prepare('UPDATE file SET mtime_ns = ?, ctime_ns = ?, inode = ?, device = ?, size = 5 WHERE id = ?')
    .run(mtimeNs, ctimeNs, ino, dev, id);
}

function newJob(usualRate = 0): VerifyJob {
  const { connection } = library;
  return new VerifyJob({
    read: {
      compareStamps: async (request) => compareStamps(connection, request),
      openVerifyRun: async () => openVerifyRun(connection),
      originalTotals: async (request) => originalTotals(connection, request),
    },
    write: {
      beginVerifyRun: async ({ query }) => beginVerifyRun(connection, query),
      storeVerified: async (page) => storeVerified(connection, page),
      endVerifyRun: async ({ run }) => endVerifyRun(connection, run),
    },
    pool: {
      check: async (path, signal) => {
        const name = Buffer.from(path).toString().slice(-7);
        onCheck(name);
        if (signal?.aborted) throw new AnalysisError('CANCELLED', 'cancelled');
        decoded.push(name);
        time += 100;
        if (name.startsWith('03')) throw new AnalysisError('DECODE_FAILED', 'no sound');
        return WHOLE;
      },
      hash: async () => null,
    },
    usualRate: async () => usualRate,
    onProgress: (progress) => reported.push(progress),
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
  });
}

const problemsOf = (run: number) => verifyProblems(library.connection, { run, after: 0, limit: 100 }).problems;

describe('a run of verify', () => {
  it('goes through all files and tells how far it is, in files and bytes', async () => {
    const job = newJob();
    expect(await job.progress()).toMatchObject({ state: 'idle', run: null });
    expect(await job.start(ALL)).toMatchObject({ state: 'running', done: 0, total: FILES, totalBytes: 5 * FILES });
    await job.ended();
    const end = await job.progress();
    expect(end).toMatchObject({
      state: 'done',
      done: FILES,
      bytes: 5 * FILES,
      agreed: FILES - 1,
      problems: 1,
      timeLeft: 0,
    });
    const half = reported.find(({ done }) => done === 8)!;
    expect(half).toMatchObject({ bytes: 40, rate: 50, timeLeft: 60 / 50 });
    expect(problemsOf(end.run!)).toEqual([
      { trackId: 4, path: join(folder, '03.flac'), problem: 'damaged', message: 'no sound' },
    ]);
    expect(openVerifyRun(library.connection)).toBeNull();
  });

  it('goes on behind the last page after a pause, in another process as well, and begins anew when asked to', async () => {
    const job = newJob();
    onCheck = (name) => {
      if (name === '12.flac') void job.pause();
    };
    await job.start(ALL);
    await job.ended();
    expect(await job.pause()).toMatchObject({ state: 'paused', done: 8, problems: 1 });
    onCheck = () => {};
    decoded = [];
    const next = newJob();
    expect(await next.progress()).toMatchObject({ state: 'paused', done: 8, total: FILES, bytes: 40, problems: 1 });
    expect(await next.start(ALL)).toMatchObject({ state: 'running', done: 8 });
    await next.ended();
    expect(await next.progress()).toMatchObject({ state: 'done', done: FILES, problems: 1 });
    expect(decoded.toSorted()).toEqual(Array.from({ length: 12 }, (_, i) => `${String(i + 8).padStart(2, '0')}.flac`));
    decoded = [];
    await next.start({ ...ALL, restart: true });
    await next.ended();
    expect(decoded).toHaveLength(FILES);
  });

  it('is resumed where it was paused, and nothing is resumed when it was cancelled', async () => {
    const job = newJob();
    onCheck = (name) => {
      if (name === '09.flac') void job.pause();
    };
    await job.start(ALL);
    await job.ended();
    await job.pause();
    onCheck = () => {};
    expect(await job.resume()).toMatchObject({ state: 'running', done: 8 });
    expect(await job.cancel()).toMatchObject({ state: 'cancelled' });
    await expect(job.resume()).rejects.toThrow('no run of verify to resume');
    expect(await newJob().progress()).toMatchObject({ state: 'idle' });
  });

  it('is one at a time: the same is followed, another is refused', async () => {
    const job = newJob();
    const first = await job.start(ALL);
    expect(await job.start(ALL)).toMatchObject({ run: first.run, state: 'running' });
    await expect(job.start({ ...ALL, query: 'genre:folk' })).rejects.toMatchObject({ code: 'VERIFY_RUNNING' });
    await job.ended();
    await expect(job.start({ ...ALL, query: '(genre:folk' })).rejects.toMatchObject({ code: 'BAD_QUERY' });
  });

  it('reads no faster than it may, by its own limit or by the setting', async () => {
    // 10 bytes of a page, in 200 ms of work: at 20 bytes per second they are due after half a second.
    const job = newJob(0.00002);
    await job.start(ALL);
    await job.ended();
    expect(slept.slice(0, 3).map(Math.round)).toEqual([300, 300, 300]);
    // All of the 100 bytes.
    expect(time).toBeCloseTo(5000, 0);
    slept = [];
    await job.start({ ...ALL, rate: 0 });
    await job.ended();
    expect(slept).toEqual([]);
  });

  it('replaces what earlier runs have found of a track', async () => {
    const job = newJob();
    const { run } = await job.start(ALL);
    await job.ended();
    const again = await job.start(ALL);
    await job.ended();
    expect([problemsOf(run!).length, problemsOf(again.run!).length]).toEqual([0, 1]);
  });

  it('tells why it failed, and can be continued', async () => {
    const job = newJob();
    onCheck = (name) => {
      if (name === '12.flac') throw new Error('the pool is gone');
    };
    await job.start(ALL);
    await job.ended();
    expect(await job.progress()).toMatchObject({ state: 'failed', message: 'the pool is gone', done: 8 });
    onCheck = () => {};
    expect(await job.resume()).toMatchObject({ state: 'running', done: 8 });
    await job.ended();
    expect(await job.progress()).toMatchObject({ state: 'done', done: FILES });
  });
});
