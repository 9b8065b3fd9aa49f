import { expect, it } from 'vitest';
import { NameIndex } from './name-index.ts';

const index = (): NameIndex =>
  new NameIndex([
    ['Album Artist', 'albumartist'],
    ['ALBUMARTIST', 'albumartist'],
    ['album artist', 'other'],
  ]);

it.each(['Album Artist', 'ALBUM ARTIST', 'album artist', 'aLBUM aRTIST', 'AlbumArtist'])('finds "%s"', (name) => {
  expect(index().get(name)).toBe('albumartist');
});

it.each(['album', 'constructor', '__proto__', ''])('knows nothing of "%s"', (name) => {
  expect(index().get(name)).toBeUndefined();
});
