import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { DumpEstimate, DumpProgress, DumpSummary } from '../../../app/model/dumps.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as command from './dumps.ts';

const ESTIMATE: DumpEstimate = {
  files: 2,
  inputBytes: 5_000_000,
  rows: { track: 1000, release: 20 },
  seconds: 65,
  bytes: 2_000_000,
  free: 8_000_000_000,
  hasRoom: true,
  known: 1,
  ignored: ['artist.tar.xz'],
};
const RUNNING: DumpProgress = {
  state: 'running',
  isPaused: false,
  estimate: ESTIMATE,
  file: 'release.tar.xz',
  files: 2,
  filesDone: 1,
  done: 1_000_000,
  total: 5_000_000,
  rows: { track: 990 },
  repeated: 0,
  refused: 0,
  problems: [],
  damaged: 0,
  message: null,
  code: null,
};
const DONE: DumpProgress = { ...RUNNING, state: 'done', filesDone: 2, rows: { track: 990, release: 20 }, repeated: 10 };
const SUMMARY: DumpSummary = {
  folder: '/lib/dumps',
  isThere: true,
  rows: {
    track: 990,
    meta: 0,
    fingerprint: 0,
    track_fingerprint: 0,
    track_mbid: 0,
    track_meta: 0,
    release: 20,
    recording: 0,
  },
  bytes: 3_000_000,
  newest: '2026-07-22',
  files: 2,
  shown: [
    {
      name: 'a.gz',
      kind: 'track',
      day: null,
      bytes: 9,
      lines: 7,
      refused: 0,
      state: 'damaged',
      at: Date.UTC(2026, 6, 23),
    },
  ],
};
const ESTIMATED =
  '2 files, 5.0 MB: about 1020 rows, 2.0 MB on the disk (8.0 GB free), 1:05\n1 file added before\nnot needed: artist.tar.xz\n';

let service: FakeService;
/** What the run tells of itself, one after the other. */
let states: DumpProgress[];
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('dumps', 'summary', SUMMARY);
  service.answer('dumps', 'estimate', () => ESTIMATE);
  service.answer('dumps', 'start', RUNNING);
  service.answer('dumps', 'wait', () => states.shift()!);
  service.answer('dumps', 'cancel', () => undefined as never);
  service.answer('dumps', 'remove', () => ({ bytes: 3_000_000 }));
});
afterAll(() => service.stop());
beforeEach(() => {
  states = [RUNNING, DONE];
});

it('lists what is there', async () => {
  const { code, stdout } = await service.run(command);
  expect(code).toBe(0);
  expect(stdout).toBe(
    `2 files up to 2026-07-22, 3.0 MB in /lib/dumps\n  AcoustIDs  990\n  releases   20\n  a.gz  damaged  7 lines  ${new Date(Date.UTC(2026, 6, 23)).toLocaleString('sv-SE').slice(0, 16)}\n`,
  );
  expect(JSON.parse((await service.run(command, '--json')).stdout)).toEqual(SUMMARY);
});

it('adds files, says before what it takes, and afterwards what came of it', async () => {
  const { code, stdout } = await service.run(command, 'add', 'a.gz', '/b');
  expect([code, stdout]).toEqual([
    0,
    `${ESTIMATED}2 files read: 1010 new rows, 10 that were there\n  AcoustIDs  990\n  releases   20\n`,
  ]);
  expect(service.calls[0]).toEqual(['dumps.start', { paths: [resolve('a.gz'), '/b'] }]);
});

it('names lines that were not taken, and fails', async () => {
  const problems = [{ file: 'a.gz', line: 3, reason: 'it is no JSON' }];
  states = [{ ...DONE, refused: 4, problems, damaged: 1 }];
  const { code, stdout } = await service.run(command, 'add', 'a.gz');
  expect(code).toBe(1);
  expect(stdout).toContain(
    '4 lines not taken:\n  a.gz, line 3: it is no JSON\n  … and 3 more\n1 file damaged: what is before the damage was read\n',
  );
});

it('prints one object with --json', async () => {
  const { stdout } = await service.run(command, 'add', 'a.gz', '--json');
  expect(JSON.parse(stdout)).toEqual(DONE);
});

it('tells errors of the run', async () => {
  states = [{ ...RUNNING, state: 'failed', message: 'the disk is full', code: 'NO_ROOM' }];
  await expect(service.run(command, 'add', 'a.gz')).rejects.toMatchObject({
    code: 'NO_ROOM',
    message: 'the disk is full',
  });
});

it('ends by Ctrl-C, and says how it goes on', async () => {
  service.answer('dumps', 'wait', () => {
    process.emit('SIGINT');
    return states.shift()!;
  });
  states = [RUNNING, { ...RUNNING, state: 'cancelled', message: 'adding them again goes on there', code: 'CANCELLED' }];
  await expect(service.run(command, 'add', 'a.gz')).rejects.toMatchObject({
    code: 'CANCELLED',
    message: 'adding them again goes on there',
  });
  expect(service.calls.map(([procedure]) => procedure)).toContain('dumps.cancel');
  service.answer('dumps', 'wait', () => states.shift()!);
});

it('only estimates with --dry-run, and fails where there is no room', async () => {
  expect(await service.run(command, 'add', 'a.gz', '--dry-run')).toMatchObject({ code: 0, stdout: ESTIMATED });
  expect(service.calls.map(([procedure]) => procedure)).toEqual(['dumps.estimate']);
  service.answer('dumps', 'estimate', () => ({ ...ESTIMATE, hasRoom: false }));
  const { code, stdout } = await service.run(command, 'add', 'a.gz', '--dry-run');
  expect([code, stdout]).toEqual([1, `${ESTIMATED}the disk has no room for it\n`]);
});

it('removes all', async () => {
  expect(await service.run(command, 'remove')).toMatchObject({ code: 0, stdout: 'removed; 3.0 MB are free again\n' });
});

it.each([[['bla']], [['add']], [['remove', 'x']], [['--dry-run']]])('refuses %j', async (words) => {
  await expect(service.run(command, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
});
