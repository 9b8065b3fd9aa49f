import { expect, test } from 'vitest';
import { everywhere, placesIn } from './places.ts';

const roots = ['/music', '/more music'].map((path, i) => ({ id: i + 1, path: Buffer.from(path) }));
const deep = (path: string) => ({ path: Buffer.from(path), shallow: false });
const shallow = (path: string) => ({ path: Buffer.from(path), shallow: true });
const placed = (...asked: ReturnType<typeof deep>[]) =>
  placesIn(roots, asked).map(({ root, path, shallow: alone }) => [
    root.id,
    path.toString(),
    alone ? 'shallow' : 'deep',
  ]);

test('the whole library is every root with all below it', () => {
  expect(everywhere(roots)).toEqual(roots.map((root) => ({ root, path: root.path, shallow: false })));
});

test('a place belongs to the root that it lies in, and a place outside of all roots is left out', () => {
  expect(placed(deep('/more music/a'), shallow('/music'), deep('/music2'), deep('/'))).toEqual([
    [2, '/more music/a', 'deep'],
    [1, '/music', 'shallow'],
  ]);
});

test('a place inside a deep one is left out, whatever sorts between the two', () => {
  expect(placed(deep('/music/a'), shallow('/music/a/b'), deep('/music/a/b/c'), shallow('/music/a b'))).toEqual([
    [1, '/music/a', 'deep'],
    [1, '/music/a b', 'shallow'],
  ]);
});

test('a shallow place covers nothing but itself', () => {
  expect(placed(shallow('/music/a'), shallow('/music/a'), shallow('/music/a/b'), deep('/music/a/b'))).toEqual([
    [1, '/music/a', 'shallow'],
    [1, '/music/a/b', 'deep'],
  ]);
});

test('a path from another thread is a plain array of bytes', () => {
  const [place] = placesIn(roots, [{ path: new Uint8Array(Buffer.from('/music/a')), shallow: true }]);
  expect(place!.path).toEqual(Buffer.from('/music/a'));
  expect(Buffer.isBuffer(place!.path)).toBe(true);
});
