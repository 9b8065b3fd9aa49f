import { describe, expect, it } from 'vitest';
import type { RebuildProgress } from '../../app/model/jobs.ts';
import { rebuildWords } from './run-rebuild.ts';

const NONE: RebuildProgress = {
  state: 'done',
  isPaused: false,
  part: 'search',
  done: 0,
  total: 0,
  tracks: null,
  fingerprints: null,
  filesToAnalyse: null,
  message: null,
};

describe('a rebuild', () => {
  it.each<[Partial<RebuildProgress>, string]>([
    [{ state: 'running' }, 'Beginning …'],
    [{ state: 'running', done: 1200, total: 5000 }, '1,200 of 5,000'],
    [{ state: 'cancelled' }, 'The rebuild was cancelled; what it had not rebuilt is as before'],
    [{ state: 'failed', message: 'the disk is full' }, 'The rebuild failed: The disk is full.'],
    [{ tracks: 12 }, 'The search was rebuilt: 12 tracks'],
    [{ fingerprints: 1 }, 'The fingerprint index was rebuilt: 1 fingerprint'],
    [{ filesToAnalyse: 3 }, '3 files to analyse again: Activity shows how far it has come'],
  ])('in the state %j is told as %j', (change, words) => {
    expect(rebuildWords({ ...NONE, ...change })).toBe(words);
  });
});
