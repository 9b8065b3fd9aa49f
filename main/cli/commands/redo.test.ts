import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as redo from './redo.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());

it('descant redo brings the last undone batch back, and tells how many fields changed', async () => {
  const result = { batch: 10, undid: 9, restored: 2, skipped: [] };
  service.answer('history', 'redo', result);
  expect(await service.run(redo)).toEqual({ code: 0, stdout: 'batch redone: 2 fields changed\n', stderr: '' });
  expect(service.calls).toEqual([['history.redo', undefined]]);
  expect(JSON.parse((await service.run(redo, '--json')).stdout)).toEqual(result);
});

it('descant redo tells what stays as it is', async () => {
  service.answer('history', 'redo', { batch: 10, undid: 9, restored: 1, skipped: [{ trackId: 4, field: 'title' }] });
  expect((await service.run(redo)).stdout).toBe(
    'batch redone: 1 field changed\ntrack 4: title has a later edit and stays as it is\n',
  );
});

it('descant redo fails where nothing was undone', async () => {
  service.answer('history', 'redo', () => {
    throw new ServiceError('NOT_FOUND', 'there is nothing to redo');
  });
  await expect(service.run(redo)).rejects.toThrow('there is nothing to redo');
});
