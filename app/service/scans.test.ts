import { beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress } from '../model/jobs.ts';
import type { AskedPlace } from '../scan/places.ts';
import type { ScanCounts, ScanResult } from '../scan/scan-result.ts';
import { Scans } from './scans.ts';

const RESULT: ScanResult = {
  total: 3,
  done: 3,
  added: 1,
  changed: 0,
  moved: 0,
  missing: 0,
  failed: 1,
  cancelled: false,
  errors: [],
};

const A: AskedPlace = { path: Buffer.from('/a'), shallow: true };
const B: AskedPlace = { path: Buffer.from('/b'), shallow: true };

let running: PromiseWithResolvers<ScanResult>[];
let mounts: (string | null)[];
let asked: (readonly AskedPlace[] | null)[];
let reported: JobProgress[];
let ended: (ScanResult | null)[];
let cancelled: number;
let scans: Scans;

beforeEach(() => {
  [running, mounts, reported, asked] = [[], [], [], []];
  [ended, cancelled] = [[], 0];
  scans = new Scans(
    {
      scan: ({ mount, places }) => {
        mounts.push(mount);
        asked.push(places);
        const scan = Promise.withResolvers<ScanResult>();
        running.push(scan);
        return scan.promise;
      },
      cancelScan: async () => void cancelled++,
    },
    () => '/mnt',
    (progress) => reported.push(progress),
    (result) => ended.push(result),
  );
});

describe('a scan', () => {
  it('leaves the mount out, and reports its end', async () => {
    const scan = scans.scan();
    expect(mounts).toEqual(['/mnt']);
    expect(scans.progress.state).toBe('running');
    running[0]!.resolve(RESULT);
    expect(await scan).toBe(RESULT);
    expect(scans.progress).toMatchObject({ state: 'idle', done: 3, total: 3, failed: 1, message: null });
    expect(reported.at(-1)).toEqual(scans.progress);
    expect(ended).toEqual([RESULT]);
  });

  it('reports its counts', () => {
    void scans.scan();
    scans.counted({ ...RESULT, done: 2 } as ScanCounts);
    expect(reported).toMatchObject([{ job: 'scan', state: 'running', done: 2, total: 3 }]);
  });

  it('that is cancelled says so, and names a folder that could not be read', async () => {
    const scan = scans.scan();
    await scans.cancel();
    expect(cancelled).toBe(1);
    const errors = [{ path: new Uint8Array(Buffer.from('/music/locked')), message: 'permission denied' }];
    running[0]!.resolve({ ...RESULT, cancelled: true, errors } as unknown as ScanResult);
    await scan;
    expect(scans.progress).toMatchObject({ state: 'cancelled', message: '/music/locked: permission denied' });
  });

  it('that fails says why, and what follows it is still done', async () => {
    const scan = scans.scan();
    running[0]!.reject(new Error('the disk is full'));
    await expect(scan).rejects.toThrow('the disk is full');
    expect(scans.progress).toMatchObject({ state: 'failed', message: 'the disk is full' });
    expect(ended).toEqual([null]);
  });
});

describe('scans that are asked for while one runs', () => {
  it('are one more scan behind it', async () => {
    const first = scans.scan();
    const [second, third] = [scans.scan(), scans.scan()];
    expect(second).toBe(third);
    expect(running).toHaveLength(1);
    running[0]!.resolve(RESULT);
    await first;
    await new Promise(setImmediate);
    expect(running).toHaveLength(2);
    running[1]!.resolve(RESULT);
    await second;
    expect(running).toHaveLength(2);
  });

  it.each<[string, (readonly AskedPlace[] | null)[], readonly AskedPlace[] | null]>([
    ['read all their places', [[A], [B]], [A, B]],
    ['read the whole library when one of them does, the first', [null, [B]], null],
    ['read the whole library when one of them does, the last', [[A], null], null],
  ])('%s', async (_, calls, expected) => {
    const first = scans.scan([A]);
    for (const places of calls) void scans.scan(places);
    running[0]!.resolve(RESULT);
    await first;
    await new Promise(setImmediate);
    expect(asked).toEqual([[A], expected]);
  });

  it('run also when the one before fails', async () => {
    scans.scan().catch(() => {});
    const second = scans.scan();
    running[0]!.reject(new Error('failed'));
    await new Promise(setImmediate);
    running[1]!.resolve(RESULT);
    expect(await second).toBe(RESULT);
  });

  it('are waited for, too', async () => {
    void scans.scan();
    void scans.scan();
    let idle = false;
    const waiting = scans.idle().then(() => (idle = true));
    running[0]!.resolve(RESULT);
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    running[1]!.resolve(RESULT);
    await waiting;
  });
});

it('ends the running scan when it is closed, and begins no other', async () => {
  const scan = scans.scan();
  const queued = scans.scan([A]);
  const closed = scans.close();
  expect(cancelled).toBe(1);
  running[0]!.resolve({ ...RESULT, cancelled: true });
  await expect(queued).rejects.toThrow('the library is being closed');
  await closed;
  expect(await scan).toMatchObject({ cancelled: true });
  await expect(scans.scan()).rejects.toThrow('the library is being closed');
  expect(running).toHaveLength(1);
});

it('is idle where nothing was asked for', async () => {
  await scans.idle();
  expect(scans.progress.state).toBe('idle');
});
