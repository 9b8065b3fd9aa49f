import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanError } from '../../../app/model/library.ts';
import { formatTime } from '../output.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as errors from './errors.ts';

const AT = 1_700_000_000_000;
const ERRORS: ScanError[] = [
  { path: '/music/cut off.mp3', message: 'it has no audio', at: AT, stage: 'scan' },
  { path: '/music/b.flac', message: 'its sound ends too early', at: AT, stage: 'analysis' },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('errors', 'list', ERRORS);
});
afterAll(() => service.stop());

describe('descant errors', () => {
  it('lists the files with the cause, and when it came up', async () => {
    const { code, stdout } = await service.run(errors);
    const time = formatTime(AT);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${time}  reading its tags     /music/cut off.mp3: it has no audio\n${time}  analysing its audio  /music/b.flac: its sound ends too early\n`,
    );
    expect(service.calls).toEqual([['errors.list', { limit: 1000 }]]);
    expect(JSON.parse((await service.run(errors, '--json', '--limit', '2')).stdout)).toEqual({ errors: ERRORS });
    expect(service.calls).toEqual([['errors.list', { limit: 2 }]]);
  });

  it('says where there is none', async () => {
    service.answer('errors', 'list', []);
    expect((await service.run(errors)).stdout).toBe('no file has an error\n');
  });

  it.each([[['x']], [['--limit', '0']], [['--limit', '10001']]])('refuses %j', async (words) => {
    await expect(service.run(errors, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
