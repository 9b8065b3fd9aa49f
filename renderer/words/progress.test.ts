import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../../app/model/jobs.ts';
import { progressPart, progressWords } from './progress.ts';

const analysis: JobProgress = {
  job: 'analysis',
  state: 'running',
  done: 612,
  total: 988,
  failed: 0,
  rate: 19.3,
  timeLeft: 20,
  message: null,
};

describe('progress in words', () => {
  it('names work, counts, rate and time left', () => {
    expect(progressWords(analysis)).toBe('Listening to new music · 612 of 988 · 19 tracks/s · 20 s left');
  });

  it('says "so far" while the total is unknown and leaves out a time that cannot be said', () => {
    expect(progressWords({ ...analysis, job: 'scan', total: null, timeLeft: null, done: 1 })).toBe(
      'Reading the folders · 1 file so far · 19 files/s',
    );
  });

  it('is silent about an idle job', () => {
    expect(progressWords({ ...analysis, state: 'idle' })).toBeNull();
  });

  it('says why a job stopped', () => {
    expect(progressWords({ ...analysis, state: 'failed', message: 'the disk is full' })).toBe(
      'Listening to new music stopped: the disk is full',
    );
  });

  it('has no part while the total is unknown or nothing is to be done', () => {
    expect(progressPart({ ...analysis, total: null })).toBeNull();
    expect(progressPart({ ...analysis, total: 0 })).toBeNull();
    expect(progressPart({ ...analysis, done: 2000 })).toBe(1);
  });
});
