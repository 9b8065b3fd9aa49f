import { afterEach, expect, it, vi } from 'vitest';
import type { StoredPicture } from '../storage/art-store.ts';
import { addPicture } from './picture-rows.ts';
import { memoryLibrary } from './testing-library.ts';

afterEach(() => vi.useRealTimers());

it('a picture is recorded once, with the time when it last came', () => {
  vi.useFakeTimers({ now: 5000, toFake: ['Date'] });
  const { connection } = memoryLibrary();
  const picture = { hash: 'a'.repeat(64), mime: 'image/png', width: 3, height: 2, length: 99 } as StoredPicture;
  addPicture(connection, picture);
  vi.setSystemTime(6000);
  addPicture(connection, { ...picture, mime: 'image/jpeg' });
  addPicture(connection, { ...picture, hash: 'b'.repeat(64) });
  const rows = connection.prepare('SELECT hash, mime, width, height, length, added_at FROM picture ORDER BY hash');
  expect(rows.raw().all()).toEqual([
    ['a'.repeat(64), 'image/png', 3, 2, 99, 6000],
    ['b'.repeat(64), 'image/png', 3, 2, 99, 6000],
  ]);
});
