import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import { summaryOf } from '../testing/rows.ts';
import * as demo from './demo.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('demo', 'add', ({ folder }) => ({ folder: folder ?? '/library/demo', written: 10 }));
  service.answer('scan', 'wait', { settled: true, jobs: [] });
  service.answer('library', 'summary', summaryOf());
});
afterAll(() => service.stop());

describe('descant demo', () => {
  it('has the music made in the usual folder, waits for its tags, and tells where it is', async () => {
    expect(await service.run(demo)).toEqual({
      code: 0,
      stdout: [
        '/library/demo: 10 pieces of music made, 12 tracks in the library',
        'try descant tracks, descant albums and descant similar 1 (after the analysis: descant scan --wait analysis)',
        'descant folders remove /library/demo takes them out of the library',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(service.calls).toEqual([
      ['demo.add', { folder: null }],
      ['scan.wait', { for: 'tags', milliseconds: 500 }],
      ['library.summary', undefined],
    ]);
  });

  it('takes a folder, from where the person is', async () => {
    const { stdout } = await service.run(demo, 'trial', '--json');
    expect(JSON.parse(stdout)).toEqual({ folder: resolve('trial'), written: 10, tracks: 12 });
  });

  it('says when the music was there', async () => {
    service.answer('demo', 'add', { folder: '/trial', written: 0 });
    expect((await service.run(demo)).stdout).toContain('/trial: the demo was there already\n');
  });

  it('passes on why a folder cannot be used, and takes no second one', async () => {
    service.answer('demo', 'add', () => {
      throw new ServiceError('BAD_PLACE', '/music holds “notes.txt”', '/music');
    });
    await expect(service.run(demo, '/music')).rejects.toThrow('/music holds “notes.txt”');
    await expect(service.run(demo, '/one', '/two')).rejects.toThrow('demo takes one folder at most');
  });
});
