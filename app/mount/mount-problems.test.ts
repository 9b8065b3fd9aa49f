import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { generationOf, noteMountProblem } from './mount-problems.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a track has one problem: the last', () => {
  vi.useFakeTimers({ now: 5000, toFake: ['Date'] });
  const [one, other] = [library.add(), library.add({ name: 'b.flac' })];
  expect(noteMountProblem(library.connection, one, 'it has changed')).toEqual(Buffer.from('/music'));
  noteMountProblem(library.connection, other, 'it is gone');
  vi.setSystemTime(6000);
  noteMountProblem(library.connection, one, 'it is gone');
  expect(noteMountProblem(library.connection, 99, 'it is unknown')).toBeNull();
  expect(library.connection.prepare('SELECT * FROM mount_problem ORDER BY track_id').all()).toEqual([
    { track_id: one, at: 6000, message: 'it is gone' },
    { track_id: other, at: 5000, message: 'it is gone' },
  ]);
});

it('the generation of a track rises with every edit, and is 0 for an unknown track', () => {
  const id = library.add();
  const before = generationOf(library.connection, id);
  library.edits.apply([id], { title: ['x'] }, TESTER);
  expect(generationOf(library.connection, id)).toBe(before + 1);
  expect(generationOf(library.connection, 99)).toBe(0);
});
