import { expect, it } from 'vitest';
import { MAX_NAMED_TRACKS, namedTracks } from './changed-tracks.ts';

it('names tracks up to a limit', () => {
  const ids = Array.from({ length: MAX_NAMED_TRACKS }, (_, i) => i);
  expect(namedTracks([])).toEqual([]);
  expect(namedTracks(ids)).toEqual(ids);
  expect(namedTracks([...ids, 7777])).toBeNull();
});
