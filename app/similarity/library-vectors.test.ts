import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { Thread } from '../storage/thread.ts';
import { LibraryVectors } from './library-vectors.ts';
import type { VectorMethods } from './vector-thread.ts';

let directory: string;
let done: string[];
let vectors: LibraryVectors;

beforeEach(() => {
  directory = join(temporaryFolder(), 'vectors');
  done = [];
  vectors = new LibraryVectors(
    directory,
    async (folder) => {
      expect(folder).toBe(directory);
      const name = `store ${done.filter((step) => step.endsWith('opens')).length + 1}`;
      done.push(`${name} opens`);
      const call = new Proxy({}, { get: (_, method) => async () => void done.push(`${name} ${String(method)}`) });
      return {
        call: call as Thread<VectorMethods>['call'],
        close: async () => void done.push(`${name} closes`),
      };
    },
    fail,
  );
});

function fail(message: string): void {
  throw new Error(message);
}

it('opens the store with the first use, once', async () => {
  expect(done).toEqual([]);
  await Promise.all([vectors.ids(), vectors.rows({ fileIds: [] })]);
  await vectors.put([]);
  await vectors.neighbours({ of: 1, limit: 1 });
  expect(done).toEqual(['store 1 opens', 'store 1 ids', 'store 1 rows', 'store 1 put', 'store 1 neighbours']);
  await vectors.close();
  expect(done.at(-1)).toBe('store 1 closes');
});

it('closes the store when it has rested, and opens it again when the old one is closed', async () => {
  vi.useFakeTimers();
  try {
    await vectors.ids();
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    await vectors.put([]);
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    expect(done).toEqual(['store 1 opens', 'store 1 ids', 'store 1 put']);
    vi.advanceTimersByTime(60_000);
    await vectors.ids();
    expect(done.slice(3)).toEqual(['store 1 closes', 'store 2 opens', 'store 2 ids']);
  } finally {
    vi.useRealTimers();
  }
});

it('opens no store again once it is closed', async () => {
  await vectors.ids();
  await vectors.close();
  await vectors.put([]);
  expect(done).not.toContain('store 2 opens');
});

it('has nothing to close where nothing was used', async () => {
  await vectors.close();
  expect(done).toEqual([]);
});

it('discards all vectors, and calls made meanwhile wait for the new store', async () => {
  await vectors.ids();
  mkdirSync(directory);
  writeFileSync(join(directory, 'old'), '');
  const clearing = vectors.clear();
  const asked = vectors.ids();
  await Promise.all([clearing, asked]);
  expect(done).toEqual(['store 1 opens', 'store 1 ids', 'store 1 closes', 'store 2 opens', 'store 2 ids']);
  expect(existsSync(join(directory, 'old'))).toBe(false);
});

it('replaces a damaged store once when its ids are asked for, and says so', async () => {
  const problems: string[] = [];
  let opened = 0;
  const stores = new LibraryVectors(
    directory,
    async () => {
      const whole = opened++ > 0;
      const ids = async (): Promise<number[]> => {
        if (whole) return [7];
        throw Object.assign(new Error('damaged'), { code: 'DAMAGED' });
      };
      return { call: { ids, neighbours: ids } as never, close: async () => {} };
    },
    (message) => problems.push(message),
  );
  mkdirSync(directory);
  writeFileSync(join(directory, 'damaged'), '');
  await expect(stores.neighbours({ of: 1, limit: 1 })).rejects.toMatchObject({ code: 'DAMAGED' });
  expect(await Promise.all([stores.ids(), stores.ids()])).toEqual([[7], [7]]);
  expect(opened).toBe(2);
  expect(problems).toEqual([`the vectors in ${directory} are damaged: the analysis makes them again`]);
  expect(existsSync(join(directory, 'damaged'))).toBe(false);
});

it('keeps a store that cannot be read', async () => {
  const start = async (): Promise<Thread<VectorMethods>> => {
    const ids = async (): Promise<never> => {
      throw Object.assign(new Error('no permission'), { code: 'OPEN_FAILED' });
    };
    return { call: { ids } as never, close: async () => {} };
  };
  const stores = new LibraryVectors(directory, start, fail);
  mkdirSync(directory);
  await expect(stores.ids()).rejects.toThrow('no permission');
  expect(existsSync(directory)).toBe(true);
});
