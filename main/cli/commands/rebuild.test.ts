import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobProgress, RebuildProgress } from '../../../app/model/jobs.ts';
import { FakeService } from '../testing/fake-service.ts';
import { jobOf } from '../testing/rows.ts';
import * as rebuild from './rebuild.ts';

const DONE: RebuildProgress = {
  state: 'done',
  isPaused: false,
  part: 'vectors',
  done: 5,
  total: 5,
  tracks: null,
  fingerprints: null,
  filesToAnalyse: null,
  message: null,
};

let service: FakeService;
/** The states of the rebuild, one after the other. */
let states: RebuildProgress[];
/** Those of the analysis; the last one is settled. */
let analyses: JobProgress[];
let pending: number;
const isTTY = process.stderr.isTTY;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('rebuild', 'start', () => undefined as never);
  service.answer('rebuild', 'cancel', () => undefined as never);
  service.answer('rebuild', 'wait', () => states.shift() ?? DONE);
  service.answer('scan', 'wait', () => {
    const analysis = analyses.shift()!;
    return { settled: analyses.length === 0, jobs: [jobOf('scan'), analysis] };
  });
  service.answer('analysis', 'pending', () => pending);
});
afterAll(() => service.stop());
beforeEach(() => {
  [states, analyses, pending] = [[], [jobOf('analysis')], 0];
  process.stderr.isTTY = false;
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
});

describe('descant rebuild', () => {
  it('rebuilds all parts, waits for the analysis, and tells what was rebuilt', async () => {
    states = [
      { ...DONE, state: 'running' },
      { ...DONE, tracks: 1, fingerprints: 3, filesToAnalyse: 1 },
    ];
    const { code, stdout } = await service.run(rebuild);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'search: 1 track indexed',
      'index: 3 fingerprints indexed',
      'vectors: 1 file to analyse again; done',
      '',
    ]);
    expect(service.calls).toEqual([
      ['rebuild.start', { parts: ['search', 'index', 'vectors'] }],
      ['rebuild.wait', { milliseconds: 500 }],
      ['rebuild.wait', { milliseconds: 500 }],
      ['scan.wait', { for: 'analysis', milliseconds: 500 }],
      ['analysis.pending', undefined],
    ]);
  });

  it.each([
    [
      ['--index', '--search'],
      ['search', 'index'],
    ],
    [['--vectors'], ['vectors']],
  ])('rebuilds the parts that are named: %j', async (options, parts) => {
    await service.run(rebuild, ...options);
    expect(service.calls[0]).toEqual(['rebuild.start', { parts }]);
    expect(service.calls.some(([procedure]) => procedure === 'scan.wait')).toBe(false);
  });

  it('tells all as JSON', async () => {
    states = [{ ...DONE, tracks: 1, filesToAnalyse: 4 }];
    pending = 2;
    expect(JSON.parse((await service.run(rebuild, '--json')).stdout)).toEqual({
      parts: ['search', 'index', 'vectors'],
      tracks: 1,
      fingerprints: null,
      listenAgain: 4,
      stillToListen: 2,
    });
    states = [{ ...DONE, tracks: 1 }];
    expect(JSON.parse((await service.run(rebuild, '--search', '--json')).stdout)).toMatchObject({
      listenAgain: null,
      stillToListen: null,
    });
  });

  it.each([
    ['paused', null, 'the analysis is paused'],
    ['failed', 'a program is missing', 'a program is missing'],
    ['failed', null, 'the analysis failed'],
    ['cancelled', null, 'descant scan --wait analysis continues, and so does the app'],
  ] as const)('tells why files are left to analyse: %s, %s', async (state, message, why) => {
    states = [{ ...DONE, filesToAnalyse: 4 }];
    analyses = [jobOf('analysis', { state, message })];
    pending = 3;
    expect((await service.run(rebuild)).stdout).toBe(`vectors: 4 files to analyse again; 3 left: ${why}\n`);
  });

  it('ends the wait for the analysis on Ctrl-C, and not the analysis', async () => {
    states = [{ ...DONE, filesToAnalyse: 4 }];
    analyses = [jobOf('analysis'), jobOf('analysis')];
    pending = 3;
    service.answer('scan', 'wait', () => {
      process.emit('SIGINT');
      return { settled: false, jobs: [jobOf('analysis', { state: 'running' })] };
    });
    const { code, stdout } = await service.run(rebuild);
    expect([code, stdout]).toEqual([
      0,
      'vectors: 4 files to analyse again; 3 left: descant scan --wait analysis continues, and so does the app\n',
    ]);
    service.answer('scan', 'wait', () => {
      const analysis = analyses.shift()!;
      return { settled: analyses.length === 0, jobs: [jobOf('scan'), analysis] };
    });
  });

  it('shows its progress on a terminal', async () => {
    process.stderr.isTTY = true;
    states = [
      { ...DONE, state: 'running', part: null, done: 0 },
      { ...DONE, state: 'running', part: 'search', done: 1 },
      { ...DONE, filesToAnalyse: 4 },
    ];
    const running = { state: 'running', done: 2 } as const;
    analyses = [
      jobOf('analysis', running),
      jobOf('analysis', { ...running, total: 7, timeLeft: 3.1 }),
      jobOf('analysis'),
    ];
    expect((await service.run(rebuild)).stderr.split('\r\u001b[K').filter((line) => line !== '')).toEqual([
      'rebuild: 0 of 5',
      'search: 1 of 5',
      'vectors: analysed 2 of 4',
      'vectors: analysed 2 of 7, 4 s left',
    ]);
  });

  it('fails with the part and the reason', async () => {
    states = [{ ...DONE, state: 'failed', part: 'index', message: 'disk full' }];
    await expect(service.run(rebuild)).rejects.toMatchObject({
      code: 'REBUILD_FAILED',
      message: 'the rebuild failed at the index: disk full',
    });
    states = [{ ...DONE, state: 'failed', part: null, message: 'disk full' }];
    await expect(service.run(rebuild)).rejects.toThrow('the rebuild failed: disk full');
  });

  it('is cancelled by Ctrl-C', async () => {
    const asked = (): boolean => service.calls.some(([procedure]) => procedure === 'rebuild.cancel');
    service.answer('rebuild', 'wait', (): RebuildProgress => {
      if (!asked()) process.emit('SIGINT');
      return { ...DONE, state: asked() ? 'cancelled' : 'running' };
    });
    await expect(service.run(rebuild)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the rebuild was cancelled; the parts that it had not rebuilt are as before',
    });
    expect(service.calls.filter(([procedure]) => procedure === 'rebuild.cancel')).toHaveLength(1);
  });
});
