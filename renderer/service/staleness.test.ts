import { describe, expect, it } from 'vitest';
import { concerns } from './staleness.ts';

const key = (path: string, input: object = {}): readonly unknown[] => [path.split('.'), { input, type: 'query' }];

describe('which answers a change makes stale', () => {
  it('refreshes lists, facets and counts on every change', () => {
    for (const path of [
      'tracks.list',
      'facets.list',
      'facets.spellings',
      'tracks.position',
      'tracks.matching',
      'tracks.compare',
      'library.summary',
      'history.list',
      'mount.preview',
      'health.items',
      'duplicates.copies',
      'identification.list',
      'duplicates.recordings',
      'duplicates.resolveAll',
    ]) {
      expect(concerns(key(path), new Set([1]))).toBe(true);
    }
  });

  it('refreshes the details of the changed tracks only', () => {
    expect(concerns(key('tracks.get', { id: 1 }), new Set([1, 2]))).toBe(true);
    expect(concerns(key('tracks.get', { id: 3 }), new Set([1, 2]))).toBe(false);
    expect(concerns(key('history.ofTrack', { id: 3 }), new Set([3]))).toBe(true);
  });

  it('refreshes all details when the tracks are too many to name', () => {
    expect(concerns(key('tracks.get', { id: 3 }), null)).toBe(true);
  });

  it('leaves answers alone that have another kind of key', () => {
    expect(concerns(['fields'], null)).toBe(false);
    expect(concerns([], null)).toBe(false);
  });

  it('leaves the mount, the jobs and folder suggestions alone', () => {
    for (const path of ['mount.state', 'jobs.list', 'library.suggestFolders']) {
      expect(concerns(key(path), null)).toBe(false);
    }
  });
});
