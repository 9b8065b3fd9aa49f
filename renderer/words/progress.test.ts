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
    expect(progressWords(analysis)).toBe('Analysing audio · 612 of 988 · 19 tracks/s · 20 s left');
  });

  it('says "so far" while the total is unknown and leaves out a time that cannot be said', () => {
    expect(progressWords({ ...analysis, job: 'scan', total: null, timeLeft: null, done: 1 })).toBe(
      'Scanning folders · 1 file so far · 19 files/s',
    );
  });

  it('is silent about an idle job', () => {
    expect(progressWords({ ...analysis, state: 'idle' })).toBeNull();
  });

  it('says what happened to a job that does not run, with its counts', () => {
    expect(progressWords({ ...analysis, state: 'paused' })).toBe('The analysis is paused · 612 of 988');
    expect(progressWords({ ...analysis, job: 'scan', state: 'cancelled', total: null })).toBe(
      'The scan was cancelled · 612 files so far',
    );
    expect(progressWords({ ...analysis, job: 'scan', state: 'failed' })).toBe('The scan failed');
  });

  it('matches number and noun of a rate as it is shown', () => {
    expect(progressWords({ ...analysis, rate: 1.04 })).toContain(' · 1 track/s · ');
    expect(progressWords({ ...analysis, rate: 0.44 })).toContain(' · 0.4 tracks/s · ');
    expect(progressWords({ ...analysis, rate: 0, timeLeft: null })).toBe('Analysing audio · 612 of 988');
  });

  it('says why a job failed', () => {
    expect(progressWords({ ...analysis, state: 'failed', message: 'the disk is full' })).toBe(
      'The analysis failed: the disk is full',
    );
  });

  it('has no part while the total is unknown or nothing is to be done', () => {
    expect(progressPart({ ...analysis, total: null })).toBeNull();
    expect(progressPart({ ...analysis, total: 0 })).toBeNull();
    expect(progressPart({ ...analysis, done: 2000 })).toBe(1);
  });
});
