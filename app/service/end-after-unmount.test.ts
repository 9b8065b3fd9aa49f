import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobProgress } from '../model/jobs.ts';
import type { MountState } from '../model/mount.ts';
import { endAfterUnmount, STAY } from './end-after-unmount.ts';
import { LibraryEvents } from './events.ts';

let events: LibraryEvents;
let mount: { state: MountState };
let jobs: JobProgress[];
let ends: number;

const SCAN: JobProgress = {
  job: 'scan',
  state: 'idle',
  done: 0,
  total: 0,
  failed: 0,
  rate: 0,
  timeLeft: null,
  message: null,
};

beforeEach(() => {
  vi.useFakeTimers();
  events = new LibraryEvents();
  mount = { state: { state: 'unmounted', directory: null, template: null, backend: null, message: null } };
  jobs = [SCAN];
  ends = 0;
  endAfterUnmount(
    {
      events,
      mount,
      get jobs() {
        return jobs;
      },
    },
    () => void (ends += 1),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

function state(now: MountState['state']): void {
  mount.state = { ...mount.state, state: now };
  events.emit({ type: 'mount', mount: mount.state });
}

function scan(now: JobProgress['state']): void {
  jobs = [
    { ...SCAN, state: now },
    { ...SCAN, job: 'analysis', state: 'running' },
  ];
  for (const progress of jobs) events.emit({ type: 'progress', progress });
}

it('the service ends a while after its mount, once', () => {
  state('mounting');
  state('mounted');
  state('unmounted');
  state('unmounted');
  vi.advanceTimersByTime(STAY - 1);
  expect(ends).toBe(0);
  vi.advanceTimersByTime(1);
  expect(ends).toBe(1);
  vi.advanceTimersByTime(10 * STAY);
  expect(ends).toBe(1);
});

it('it stays before the first mount, while mounted, and when the mount fails', () => {
  state('unmounted');
  vi.advanceTimersByTime(2 * STAY);
  state('mounted');
  vi.advanceTimersByTime(2 * STAY);
  state('failed');
  vi.advanceTimersByTime(2 * STAY);
  expect(ends).toBe(0);
});

it('it stays for a mount that comes next', () => {
  state('mounted');
  state('unmounted');
  vi.advanceTimersByTime(STAY - 1);
  state('mounted');
  vi.advanceTimersByTime(2 * STAY);
  expect(ends).toBe(0);
  state('unmounted');
  vi.advanceTimersByTime(STAY);
  expect(ends).toBe(1);
});

it('it stays while a page is open', () => {
  const leave = events.subscribeClient(() => {});
  state('mounted');
  state('unmounted');
  vi.advanceTimersByTime(2 * STAY);
  expect(ends).toBe(0);
  leave();
  vi.advanceTimersByTime(STAY);
  expect(ends).toBe(1);
});

it('it stays while a scan runs, but not for the analysis', () => {
  state('mounted');
  scan('running');
  state('unmounted');
  vi.advanceTimersByTime(2 * STAY);
  expect(ends).toBe(0);
  scan('idle');
  vi.advanceTimersByTime(STAY);
  expect(ends).toBe(1);
});
