import { beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../model/jobs.ts';
import type { AnalysisQueue } from './analysis-queue.ts';
import { BackgroundAnalysis } from './background-analysis.ts';

const turn = (): Promise<unknown> => new Promise(setImmediate);

let done: string[];
let state: JobProgress['state'];
let reconcile: () => Promise<void>;
let forgetDamaged: (fileIds: readonly number[]) => Promise<number>;

beforeEach(() => {
  done = [];
  state = 'idle';
  reconcile = async () => void done.push('reconcile');
  forgetDamaged = async (fileIds) => done.push(`forget ${fileIds.join()}`);
});

function analysis(automatic = true): BackgroundAnalysis {
  const queue = {
    get progress() {
      return { state } as JobProgress;
    },
    wake: () => void done.push('wake'),
    pause: async () => {
      done.push('pause');
      state = 'paused';
    },
    resume: () => {
      done.push('resume');
      state = 'running';
    },
    idle: async () => void done.push('idle'),
  } as unknown as AnalysisQueue;
  return new BackgroundAnalysis({
    queue,
    automatic,
    reconcile: () => reconcile(),
    retryFailed: async () => {
      done.push('retry');
      return 4;
    },
    forgetDamaged: (fileIds) => forgetDamaged(fileIds),
    onProblem: ({ message }) => done.push(`problem: ${message}`),
  });
}

describe('the analysis in the background', () => {
  it('begins when the stores agree with the database', async () => {
    analysis().begin();
    await turn();
    expect(done).toEqual(['reconcile', 'wake']);
  });

  it('does not begin when they cannot be made to, and says why', async () => {
    reconcile = () => Promise.reject(new Error('no vectors'));
    analysis().begin();
    await turn();
    expect(done).toEqual(['problem: no vectors']);
  });

  it('says nothing of that when it was closed meanwhile', async () => {
    const failing = Promise.withResolvers<void>();
    reconcile = () => failing.promise;
    const one = analysis();
    one.begin();
    await one.close();
    failing.reject(new Error('closed'));
    await turn();
    expect(done).toEqual(['pause']);
  });

  it('only works when it is told to, where it is not automatic', async () => {
    const one = analysis(false);
    one.begin();
    one.wake();
    await one.retry();
    await turn();
    expect(done).toEqual(['retry']);
    one.resume();
    expect(done).toEqual(['retry', 'resume']);
  });

  it('tries failed files again, and says how many there are', async () => {
    expect(await analysis().retry()).toBe(4);
    expect(done).toEqual(['retry', 'wake']);
  });

  it('makes damaged fingerprints anew, if they are damaged still', async () => {
    const one = analysis();
    await one.makeAnew([3, 4]);
    expect(done).toEqual(['forget 3,4', 'wake']);
    forgetDamaged = async () => 0;
    await one.makeAnew([3]);
    expect(done).toHaveLength(2);
    forgetDamaged = () => Promise.reject(new Error('no writer'));
    await one.makeAnew([3]);
    expect(done.slice(2)).toEqual(['problem: no writer']);
    await one.close();
    await one.makeAnew([3]);
    expect(done.slice(3)).toEqual(['pause']);
  });

  it('passes pause, idle and progress on', async () => {
    const one = analysis();
    await one.pause();
    await one.idle();
    expect(done).toEqual(['pause', 'idle']);
    expect(one.progress.state).toBe('paused');
  });
});

it('is idle only after the stores agree', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  reconcile = async () => {
    await promise;
    done.push('reconcile');
  };
  const one = analysis();
  one.begin();
  const idle = one.idle();
  resolve();
  await idle;
  expect(done).toEqual(['reconcile', 'wake', 'idle']);
});

describe('a hold', () => {
  it('waits until the stores agree, pauses, and resumes at its end', async () => {
    const one = analysis();
    one.begin();
    const release = await one.hold();
    expect(done).toEqual(['reconcile', 'wake', 'pause']);
    release();
    expect(done.at(-1)).toBe('resume');
  });

  it('leaves a paused analysis paused', async () => {
    state = 'paused';
    (await analysis().hold())();
    expect(done).toEqual([]);
  });

  it('of one that is not automatic resumes it only if it was running', async () => {
    (await analysis(false).hold())();
    expect(done).toEqual([]);
    state = 'running';
    (await analysis(false).hold())();
    expect(done).toEqual(['pause', 'resume']);
  });

  it('takes a pause or a resume for its end', async () => {
    const one = analysis();
    const release = await one.hold();
    one.resume();
    await one.pause();
    expect(done).toEqual(['pause', 'pause']);
    release();
    expect(done).toEqual(['pause', 'pause']);
    const again = await one.hold();
    one.resume();
    again();
    expect(done).toEqual(['pause', 'pause', 'resume']);
    one.resume();
    expect(done.at(-1)).toBe('resume');
  });

  it('does not resume what is closed', async () => {
    const one = analysis();
    const release = await one.hold();
    await one.close();
    release();
    expect(done).toEqual(['pause', 'pause']);
  });
});
