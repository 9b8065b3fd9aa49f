import { expect, it } from 'vitest';
import { isOfOneAlbum } from './same-album.ts';

it('tracks belong together by their album and its artist, or their own where it names none', () => {
  const one = { album: 'Siege', albumArtist: '', artist: 'The Quarry Band' };
  expect(isOfOneAlbum(one, { ...one })).toBe(true);
  expect(isOfOneAlbum(one, { ...one, artist: 'Another' })).toBe(false);
  expect(isOfOneAlbum({ ...one, albumArtist: 'Various' }, { ...one, albumArtist: 'Various', artist: 'B' })).toBe(true);
  expect(isOfOneAlbum(one, { ...one, album: 'Knolls' })).toBe(false);
  expect(isOfOneAlbum({ ...one, album: '' }, { ...one, album: '' })).toBe(false);
});
