import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import { jobOf } from '../testing/rows.ts';
import * as analysis from './analysis.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('analysis', 'pending', 7);
  service.answer('analysis', 'pause', () => undefined as never);
  service.answer('analysis', 'resume', () => undefined as never);
  service.answer('analysis', 'retry', 3);
  service.answer('jobs', 'list', [jobOf('scan'), jobOf('analysis', { state: 'running', failed: 2 })]);
});
afterAll(() => service.stop());

describe('descant analysis', () => {
  it('tells how far it is, and changes nothing', async () => {
    expect((await service.run(analysis)).stdout).toBe('analysis running, 7 files to analyse\n');
    expect(service.calls.map(([route]) => route).toSorted()).toEqual(['analysis.pending', 'jobs.list']);
    expect(JSON.parse((await service.run(analysis, '--json')).stdout)).toEqual({
      state: 'running',
      pending: 7,
      failed: 2,
    });
  });

  it.each([
    ['pause', 'analysis paused, 7 files to analyse\n'],
    ['resume', 'analysis resumed, 7 files to analyse\n'],
    ['retry', '3 files will be analysed again\n'],
  ] as const)('%ss', async (action, words) => {
    expect((await service.run(analysis, action)).stdout).toBe(words);
    expect(service.calls[0]?.[0]).toBe(`analysis.${action}`);
  });

  it('tells programs how many files it tries again', async () => {
    expect(JSON.parse((await service.run(analysis, 'retry', '--json')).stdout)).toMatchObject({ retried: 3 });
  });

  it.each([[['stop']], [['pause', 'now']]])('refuses %j', async (words) => {
    await expect(service.run(analysis, ...words)).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: `analysis takes pause, resume, retry or nothing, not "${words.join(' ')}"`,
    });
  });
});
