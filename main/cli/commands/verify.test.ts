import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OriginalProblem, OriginalsPage } from '../../../app/model/originals.ts';
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

  it('decodes files, a few at a time, with --deep', async () => {
    expect((await service.run(verify, '--deep')).stdout).toBe(
      '6 files checked: no problems\n4 match their checksum, 2 without a checksum decoded without a fault\n',
    );
    expect(service.calls[1]).toEqual(['originals.verify', { query: '', deep: true, after: 0, limit: 8 }]);
  });

  it('writes JSON while it checks', async () => {
    pages = { 0: page(8, problem(1, 'changed')), 8: page(null, problem(2, 'missing'), problem(3, 'damaged')) };
    expect(JSON.parse((await service.run(verify, '--json')).stdout)).toEqual({
      problems: [problem(1, 'changed'), problem(2, 'missing'), problem(3, 'damaged')],
      checked: 6,
      agreed: 4,
      decoded: 2,
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
