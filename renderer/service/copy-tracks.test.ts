import { expect, it } from 'vitest';
import type { CopyResult } from '../../app/model/copies.ts';
import { copyWords } from './copy-tracks.ts';

const result = (more: Partial<CopyResult> = {}): CopyResult => ({
  copied: ['a', 'b'],
  unchanged: 0,
  deleted: [],
  stale: [],
  failed: [],
  bytes: 3_000_000,
  cancelled: false,
  ...more,
});

it('says what was copied, what was there, what was deleted, and that it was cancelled', () => {
  expect(copyWords(result(), '/media/player')).toBe('2 files copied to /media/player (3 MB)');
  expect(copyWords(result({ unchanged: 1, deleted: ['x'], cancelled: true }), '/m')).toBe(
    '2 files copied to /m (3 MB), 1 file there already, 1 file deleted, then cancelled',
  );
});

it('names one of the files that failed, with the cause', () => {
  const failed = [
    { path: 'A/a.mp3', message: 'a file is in its place' },
    { path: 'b', message: 'x' },
  ];
  expect(copyWords(result({ copied: [], bytes: 0, failed }), '/m')).toBe(
    '0 files copied to /m (0 B). 2 files failed, such as A/a.mp3: a file is in its place',
  );
});
