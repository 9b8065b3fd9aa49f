import { describe, expect, it } from 'vitest';
import type { VerifyProgress } from '../../app/model/verify.ts';
import { verifyPart, verifyWords } from './verify-words.ts';

const progress = (change: Partial<VerifyProgress>): VerifyProgress => ({
  state: 'running',
  run: 1,
  query: '',
  done: 40,
  total: 1200,
  bytes: 1_000_000_000,
  totalBytes: 4_000_000_000,
  rate: 20_000_000,
  timeLeft: 150,
  agreed: 0,
  decoded: 0,
  problems: 0,
  message: null,
  ...change,
});

describe('a run that verifies, in words', () => {
  it('says how far it is, how fast, how long it takes and what it has found', () => {
    expect(verifyWords(progress({}))).toBe('Verifying 40 of 1,200 files · 1 GB of 4 GB · 20 MB/s · 2 min 30 s left');
    expect(verifyWords(progress({ rate: 0, timeLeft: null, problems: 1 }))).toBe(
      'Verifying 40 of 1,200 files · 1 GB of 4 GB · 1 problem',
    );
  });

  it('says how it ended', () => {
    expect(verifyWords(progress({ state: 'idle' }))).toBeNull();
    expect(verifyWords(progress({ state: 'paused', problems: 2 }))).toBe('Paused · 40 of 1,200 files · 2 problems');
    expect(verifyWords(progress({ state: 'cancelled' }))).toBe('Cancelled · 40 of 1,200 files');
    expect(verifyWords(progress({ state: 'done', done: 1 }))).toBe('Verified 1 file · no problems');
    expect(verifyWords(progress({ state: 'done', problems: 1 }))).toBe('Verified 40 files · 1 problem');
    expect(verifyWords(progress({ state: 'failed', message: 'the disk is gone' }))).toBe('Failed: the disk is gone');
  });

  it('has a part by what was read', () => {
    expect(verifyPart(progress({}))).toBe(0.25);
    expect(verifyPart(progress({ bytes: 5, totalBytes: 4 }))).toBe(1);
    expect(verifyPart(progress({ totalBytes: 0 }))).toBeNull();
  });
});
