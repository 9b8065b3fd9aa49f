import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import * as lookup from './lookup.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());

it('descant lookup is ended by Ctrl-C while a file is decoded, and leaves out what it has not looked up', async () => {
  service.answer('recognition', 'lookup', ({ path }) => {
    if (path === '/music/long.flac') process.emit('SIGINT');
    return [];
  });
  service.answer('recognition', 'coverage', { analysed: 1, tracks: 1 } as never);
  const { code, stdout } = await service.run(lookup, '/music/a.mp3', '/music/long.flac', '/music/b.mp3', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ results: [{ file: '/music/a.mp3', matches: [] }] });
  expect(JSON.parse(stdout).results).toHaveLength(1);
});
