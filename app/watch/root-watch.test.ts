/** A root on a system with few watches. */
import type FileSystem from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { RootWatch } from './root-watch.ts';

let watchesLeft: number;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof FileSystem>();
  return {
    ...fs,
    watch: (...parameters: Parameters<typeof fs.watch>) => {
      if (watchesLeft-- <= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return fs.watch(...parameters);
    },
  };
});

let music: string;
let noted: PromiseWithResolvers<void>;
let root: RootWatch;

beforeEach(() => {
  music = temporaryFolder();
  noted = Promise.withResolvers();
  root = new RootWatch(
    Buffer.from(music),
    () => false,
    () => noted.resolve(),
    () => null,
  );
});
afterEach(() => root.close());

const POLLED = {
  state: 'polled',
  reason: 'the system has no watches left for more folders: raise fs.inotify.max_user_watches',
};

test('a root with more folders than watches is polled', () => {
  watchesLeft = 3;
  for (const name of ['a', 'b', 'c']) mkdirSync(join(music, name));
  root.open();
  expect(root.state).toEqual({ path: music, ...POLLED });
  expect(root.check()).toEqual([]);
  expect(root.lost()).toEqual([]);
});

test('a root that gets more folders than watches is scanned as a whole, and polled from then on', async () => {
  watchesLeft = 1;
  root.open();
  expect(root.state.state).toBe('watched');
  mkdirSync(join(music, 'a'));
  writeFileSync(join(music, 'x.mp3'), '');
  await noted.promise;
  expect(root.take(performance.now() + 10_000)).toEqual([{ path: Buffer.from(music), shallow: false }]);
  expect(root.state).toMatchObject(POLLED);
  expect(root.nextAt()).toBeNull();
});
