import { expect, it } from 'vitest';
import { isParted, leftOut } from './left-out.ts';

const at = (path: string): Buffer => Buffer.from(path);

it('leaves out the mount with all below it, and the library folder on the way to it', () => {
  const skip = leftOut(at('/music/mount'), at('/music/descant'));
  expect(['/music/mount', '/music/mount/a', '/music/descant'].map((path) => skip(at(path)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['/music', '/music/mounted', '/music/descant 2'].map((path) => skip(at(path)))).toEqual([false, false, false]);
});

it('does not hold up the walk of a folder that lies in the library folder', () => {
  expect(leftOut(null, at('/music/descant'))(at('/music/descant/demo/a'))).toBe(false);
});

it('leaves nothing out where there is neither', () => {
  expect(leftOut(null, null)(at('/music'))).toBe(false);
});

it('parts a folder in the library from those around the library alone', () => {
  const library = at('/music/descant');
  expect(isParted(at('/music/descant/demo'), at('/music'), library)).toBe(true);
  expect(isParted(at('/music/descant/demo/a'), at('/music/descant/demo'), library)).toBe(false);
  expect(isParted(at('/music/a'), at('/music'), library)).toBe(false);
  expect(isParted(at('/music/a'), at('/music'), null)).toBe(false);
});
