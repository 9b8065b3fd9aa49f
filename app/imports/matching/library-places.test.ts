import { expect, it } from 'vitest';
import { memoryLibrary } from '../../library/testing-library.ts';
import { LibraryPlaces } from './library-places.ts';

it('finds the track at a path, in either Unicode form', () => {
  const { connection, add } = memoryLibrary();
  const composed = add({ folder: '/music/\u00e4', name: 'a.flac' });
  const decomposed = add({ folder: '/music', name: 'a\u0308.flac' });
  const raw = add({ folder: '/music', name: Buffer.from('\xff.flac', 'latin1') });
  const places = new LibraryPlaces(connection);
  const at = (path: string | Buffer): number | null => places.trackAt(Buffer.from(path as string));
  expect(at('/music/\u00e4/a.flac')).toBe(composed);
  expect(at('/music/a\u0308/a.flac')).toBe(composed);
  expect(at('/music/\u00e4.flac')).toBe(decomposed);
  expect(places.trackAt(Buffer.from('/music/\xff.flac', 'latin1'))).toBe(raw);
  for (const path of ['/music/b.flac', '/music', '/', 'a.flac', '']) expect(at(path)).toBeNull();
});

it('prefers the file that is there, and otherwise that which lay there last', () => {
  const { connection, add } = memoryLibrary();
  add({ name: 'a.flac', missingSince: 10 });
  const last = add({ name: 'a.flac', missingSince: 20 });
  const places = new LibraryPlaces(connection);
  expect(places.trackAt(Buffer.from('/music/a.flac'))).toBe(last);
  const present = add({ name: 'a.flac' });
  expect(places.trackAt(Buffer.from('/music/a.flac'))).toBe(present);
});
