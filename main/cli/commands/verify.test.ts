import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OriginalProblem, OriginalsPage } from '../../../app/model/originals.ts';
import type { VerifyProgress } from '../../../app/model/verify.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as verify from './verify.ts';

const problem = (trackId: number, kind: OriginalProblem['problem']): OriginalProblem => ({
  trackId,
  path: `/music/${trackId}`,
  problem: kind,
  message: 'it differs',
});
const page = (next: number | null, ...problems: readonly OriginalProblem[]): OriginalsPage => ({
  checked: 3,
  next,
  problems,
  agreed: 2,
  decoded: 1,
});

let service: FakeService;
/** By `after`. */
let pages: Record<number, OriginalsPage>;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('originals', 'count', 6);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.answer('originals', 'verify', ({ after }) => pages[after ?? 0]!);
  pages = { 0: page(8), 8: page(null) };
});

describe('descant verify', () => {
  it('checks all files, page by page', async () => {
    expect(await service.run(verify)).toEqual({ code: 0, stdout: '6 files checked: no problems\n', stderr: '' });
    expect(service.calls).toEqual([
      ['originals.count', { query: '' }],
      ['originals.verify', { query: '', deep: false, after: 0, limit: 500 }],
      ['originals.verify', { query: '', deep: false, after: 8, limit: 500 }],
    ]);
  });

  it('lists the problems, counts them by kind, and tells what to do', async () => {
    pages = { 0: page(8, problem(1, 'changed'), problem(2, 'unreadable')), 8: page(null, problem(3, 'changed')) };
    const { code, stdout } = await service.run(verify, 'genre:folk', '-x');
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'changed      1  /music/1: it differs',
      'unreadable   2  /music/2: it differs',
      'changed      3  /music/3: it differs',
      '6 files checked: 2 changed, 1 unreadable',
      'descant scan reads changed files again, and looks for missing ones',
      '',
    ]);
    expect(service.calls[0]).toEqual(['originals.count', { query: 'genre:folk -x' }]);
  });

  it('shows control characters of paths as signs', async () => {
    pages = { 0: page(null, { ...problem(1, 'missing'), path: '/music/\u001b[2J\n' }) };
    expect((await service.run(verify)).stdout).toContain('missing      1  /music/␛[2J␊: it differs\n');
    expect((await service.run(verify, '--json')).stdout).toContain(String.raw`"path":"/music/\u001b[2J\n"`);
  });

  it.each([
    ['missing', true],
    ['damaged', false],
  ] as const)('tells to scan again for a file that is %s: %s', async (kind, scans) => {
    pages = { 0: page(null, problem(1, kind)) };
    expect((await service.run(verify)).stdout.includes('descant scan')).toBe(scans);
  });

  it('writes JSON while it checks', async () => {
    pages = { 0: page(8, problem(1, 'changed')), 8: page(null, problem(2, 'missing'), problem(3, 'damaged')) };
    expect(JSON.parse((await service.run(verify, '--json')).stdout)).toEqual({
      problems: [problem(1, 'changed'), problem(2, 'missing'), problem(3, 'damaged')],
      checked: 6,
      agreed: 0,
      decoded: 0,
      changed: 1,
      missing: 1,
      unreadable: 0,
      'broken-tags': 0,
      damaged: 1,
      deep: false,
      complete: true,
    });
    pages = { 0: page(null) };
    expect(JSON.parse((await service.run(verify, '--json')).stdout)).toMatchObject({ problems: [], complete: true });
  });

  it('ends on Ctrl-C with what it has checked', async () => {
    const cancelled = { code: 'CANCELLED', message: 'the check was cancelled after 3 of 6 files' };
    service.answer('originals', 'verify', () => {
      process.emit('SIGINT');
      return page(8, problem(1, 'changed'));
    });
    await expect(service.run(verify)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: expect.stringMatching(/^the check was cancelled after [03] of 6 files$/),
    });
    expect(service.calls).toHaveLength(2);
    let calls = 0;
    service.answer('originals', 'verify', () => {
      calls += 1;
      if (calls === 2) {
        process.emit('SIGINT');
        throw new ServiceError('CANCELLED', 'the call was given up');
      }
      return page(8);
    });
    await expect(service.run(verify)).rejects.toMatchObject(cancelled);
  });

  it('fails where the service fails', async () => {
    service.answer('originals', 'verify', () => {
      throw new ServiceError('BAD_QUERY', 'there is no field "x"');
    });
    await expect(service.run(verify)).rejects.toThrow('there is no field "x"');
  });
});

describe('descant verify --deep', () => {
  const progress = (more: Partial<VerifyProgress> = {}): VerifyProgress => ({
    state: 'running',
    run: 4,
    query: '',
    done: 0,
    total: 6,
    bytes: 0,
    totalBytes: 60,
    rate: 10,
    timeLeft: 6,
    agreed: 0,
    decoded: 0,
    problems: 0,
    message: null,
    ...more,
  });
  const DONE = progress({ state: 'done', done: 6, agreed: 4, decoded: 2 });
  /** What the run has found by each question. */
  let found: OriginalProblem[][];

  beforeEach(() => {
    found = [];
    service.answer('verify', 'start', progress());
    service.answer('verify', 'wait', DONE);
    service.answer('verify', 'problems', ({ after = 0 }) => ({
      problems: found.shift() ?? [],
      next: after + 1,
    }));
  });

  it('starts a run of the service, with a limit of speed where asked for, and follows it', async () => {
    const { code, stdout } = await service.run(verify, '--deep', '--rate', '2.5', 'genre:folk');
    expect(code).toBe(0);
    expect(stdout).toBe(
      '6 files checked: no problems\n4 match their checksum, 2 without a checksum decoded without a fault\n',
    );
    expect(service.calls).toEqual([
      ['verify.start', { query: 'genre:folk', restart: false, rate: 2.5 }],
      ['verify.problems', { run: 4, after: 0, limit: 500 }],
      ['verify.wait', { milliseconds: 500 }],
      ['verify.problems', { run: 4, after: 1, limit: 500 }],
    ]);
  });

  it('tells what is found as it is found, and what an earlier part of the run has found', async () => {
    service.answer('verify', 'start', progress({ done: 3 }));
    service.answer('verify', 'wait', { ...DONE, problems: 2 });
    found = [[problem(1, 'damaged')], [problem(5, 'missing')]];
    const { code, stdout } = await service.run(verify, '--deep');
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'Continues after 3 of 6 files; --restart begins anew.',
      'damaged      1  /music/1: it differs',
      'missing      5  /music/5: it differs',
      '6 files checked: 1 missing, 1 damaged',
    ]);
    found = [[problem(1, 'damaged')], [problem(5, 'missing')]];
    expect(JSON.parse((await service.run(verify, '--deep', '--json', '--restart')).stdout)).toMatchObject({
      problems: [problem(1, 'damaged'), problem(5, 'missing')],
      checked: 6,
      damaged: 1,
      deep: true,
      complete: true,
    });
    expect(service.calls[0]![1]).toMatchObject({ restart: true, rate: null });
  });

  it('pauses the run on Ctrl-C, and says how to go on', async () => {
    const paused = progress({ state: 'paused', done: 3 });
    service.answer('verify', 'pause', paused);
    let waits = 0;
    service.answer('verify', 'wait', () => {
      waits += 1;
      if (waits > 1) return paused;
      process.emit('SIGINT');
      return progress({ done: 2 });
    });
    await expect(service.run(verify, '--deep')).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the check is paused after 3 of 6 files; descant verify --deep continues it',
    });
    expect(service.calls.map(([name]) => name)).toContain('verify.pause');
  });

  it('fails where the run fails or is cancelled elsewhere', async () => {
    service.answer('verify', 'wait', progress({ state: 'failed', message: 'the disk is gone' }));
    await expect(service.run(verify, '--deep')).rejects.toMatchObject({
      code: 'VERIFY_FAILED',
      message: 'the disk is gone',
    });
    service.answer('verify', 'wait', progress({ state: 'cancelled', done: 1 }));
    await expect(service.run(verify, '--deep')).rejects.toThrow('the check was cancelled after 1 of 6 files');
  });

  it('refuses a speed that is none, and options that belong to it', async () => {
    await expect(service.run(verify, '--deep', '--rate', 'fast')).rejects.toThrow('--rate takes MB per second');
    await expect(service.run(verify, '--rate', '2')).rejects.toThrow('belong to --deep');
  });
});
