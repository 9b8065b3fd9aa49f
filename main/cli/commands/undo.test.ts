import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UndoResult } from '../../../app/model/history.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as undo from './undo.ts';

const RESULT: UndoResult = { batch: 9, undid: 8, restored: 1, skipped: [{ trackId: 4, field: 'title' }] };

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('history', 'undo', RESULT);
});
afterAll(() => service.stop());

describe('descant undo', () => {
  it('undoes the last batch, and tells what stays as it is', async () => {
    expect(await service.run(undo)).toEqual({
      code: 0,
      stdout: 'batch 8 undone: 1 field restored\ntrack 4: title has a later edit and stays as it is\n',
      stderr: '',
    });
    expect(service.calls).toEqual([['history.undo', {}]]);
  });

  it('undoes a certain batch', async () => {
    expect(JSON.parse((await service.run(undo, '8', '--json')).stdout)).toEqual(RESULT);
    expect(service.calls).toEqual([['history.undo', { batch: 8 }]]);
  });

  it('tells that nothing is left to undo of a batch', async () => {
    service.answer('history', 'undo', { batch: null, undid: 8, restored: 0, skipped: [] });
    expect((await service.run(undo)).stdout).toBe('batch 8 is not undone: all its fields have been changed since\n');
  });

  it('refuses what is no number of a batch', async () => {
    await expect(service.run(undo, '0')).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: 'undo takes a whole number of at least 1, not "0"',
    });
  });
});
