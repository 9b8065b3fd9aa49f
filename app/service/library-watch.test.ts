import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AskedPlace } from '../scan/places.ts';
import type { Watched, WatchEvent } from '../watch/watcher.ts';
import { LibraryWatch } from './library-watch.ts';

const ROOT = Buffer.from('/music');
const PLACE = { path: Buffer.from('/music/album'), shallow: true };

let wanted: { roots: Buffer[]; watch: boolean };
let followed: Watched[];
let scans: { places: readonly AskedPlace[]; end: PromiseWithResolvers<void> }[];
let problems: Error[];
let threads: number;
let emit: (event: WatchEvent) => void;
let watch: LibraryWatch;

beforeEach(() => {
  vi.useFakeTimers();
  wanted = { roots: [ROOT], watch: true };
  [followed, scans, problems, threads] = [[], [], [], 0];
  watch = new LibraryWatch({
    wanted: async () => wanted,
    mountDirectory: () => '/mnt',
    start: async (onEvent) => {
      emit = onEvent;
      threads++;
      return { call: { follow: async (watched) => void followed.push(watched) }, close: async () => void threads-- };
    },
    scan: (places) => {
      const end = Promise.withResolvers<void>();
      scans.push({ places, end });
      return end.promise;
    },
    onProblem: (error) => problems.push(error),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the watch', () => {
  it('follows the folders of the library, and leaves the mount out', async () => {
    await watch.follow();
    expect(threads).toBe(0);
    await watch.begin();
    await watch.follow();
    expect(followed).toEqual([
      { roots: [ROOT], mount: '/mnt' },
      { roots: [ROOT], mount: '/mnt' },
    ]);
    expect(threads).toBe(1);
  });

  it('has what has changed scanned, until it is closed', async () => {
    await watch.begin();
    emit({ type: 'changed', places: [PLACE] });
    expect(scans.map(({ places }) => places)).toEqual([[PLACE]]);
    scans[0]!.end.reject(new Error('the progress tells'));
    await watch.close();
    expect(threads).toBe(0);
    emit({ type: 'changed', places: [PLACE] });
    expect(scans).toHaveLength(1);
  });

  it('ends and begins with the setting', async () => {
    wanted.watch = false;
    await watch.begin();
    expect(threads).toBe(0);
    expect(watch.roots).toEqual([{ path: '/music', state: 'off', reason: null }]);
    wanted.watch = true;
    await watch.follow();
    expect(threads).toBe(1);
    wanted.watch = false;
    await watch.follow();
    expect(threads).toBe(0);
  });

  it('that cannot begin is a problem, and not the end of the library', async () => {
    wanted = null as never;
    await watch.begin();
    expect(problems).toHaveLength(1);
  });
});

describe('a folder that cannot be watched', () => {
  const polled = { path: '/nas', state: 'polled', reason: 'NFS does not tell of all changes' } as const;

  it('is scanned a minute later, and a minute after that scan', async () => {
    await watch.begin();
    emit({ type: 'roots', roots: [polled, { path: '/music', state: 'watched', reason: null }] });
    expect(watch.roots[0]).toBe(polled);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(scans).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(scans[0]!.places).toEqual([{ path: Buffer.from('/nas'), shallow: false }]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(scans).toHaveLength(1);
  });

  it('is scanned a twentieth of the time at most', async () => {
    await watch.begin();
    emit({ type: 'roots', roots: [polled] });
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.advanceTimersByTimeAsync(10_000);
    scans[0]!.end.resolve();
    await vi.advanceTimersByTimeAsync(199_999);
    expect(scans).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(scans).toHaveLength(2);
  });

  it('is not scanned any more once it is watched, or the watch is closed', async () => {
    await watch.begin();
    emit({ type: 'roots', roots: [polled] });
    await watch.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scans).toHaveLength(0);
  });
});
