import { describe, expect, it } from 'vitest';
import { exportWords } from './export-tracks.ts';

describe('the words for the end of an export', () => {
  const ended = { isPaused: false, done: 1, total: 2, message: null, code: null };
  it('count the tracks of a complete one', () => {
    expect(exportWords({ ...ended, state: 'done' })).toBe('1 track exported');
    expect(exportWords({ ...ended, state: 'done', done: 1200 })).toBe('1,200 tracks exported');
  });

  it('say that one that was cancelled left no file', () => {
    expect(exportWords({ ...ended, state: 'cancelled' })).toBe('Cancelled. There is no complete file.');
  });

  it('give the reason of one that failed, as a sentence', () => {
    expect(exportWords({ ...ended, state: 'failed', message: 'the disk is gone' })).toBe('The disk is gone.');
  });
});
