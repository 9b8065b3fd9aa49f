import { describe, expect, it } from 'vitest';
import type { TaskProgress } from '../../app/model/jobs.ts';
import { taskWords } from './task-words.ts';

const running: TaskProgress = {
  task: 'copies',
  state: 'running',
  done: 3,
  total: 1200,
  failed: 0,
  what: '/music/device',
  message: null,
  code: null,
  canRepeat: false,
  canPause: true,
};

describe('what is said of a job that a person has begun', () => {
  it('is how far it is, and where', () => {
    expect(taskWords(running)).toBe('3 of 1,200 · /music/device');
    expect(taskWords({ ...running, total: null, what: null })).toBe('Beginning …');
  });

  it('counts bytes of dumps', () => {
    const dumps = { ...running, task: 'dumps', done: 5e6, total: 2e9, what: 'release.tar.xz' } as const;
    expect(taskWords(dumps)).toBe('5 MB of 2 GB · release.tar.xz');
  });

  it('is how far one is that rests', () => {
    expect(taskWords({ ...running, state: 'paused' })).toBe('Paused · 3 of 1,200 · /music/device');
    expect(taskWords({ ...running, state: 'paused', total: null, what: null })).toBe('Paused');
  });

  it('is how many files one has left out that came to its end', () => {
    expect(taskWords({ ...running, state: 'done', failed: 2 })).toBe('2 files failed · /music/device');
    expect(taskWords({ ...running, state: 'cancelled', failed: 1 })).toBe('Cancelled · 1 file failed');
  });

  it('is why it has failed, or that it was cancelled', () => {
    expect(taskWords({ ...running, state: 'failed', message: 'the disk is full', code: 'NO_ROOM' })).toBe(
      'The disk is full.',
    );
    expect(taskWords({ ...running, state: 'cancelled' })).toBe('Cancelled');
  });
});
