import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import * as about from './about.ts';

const ABOUT = {
  version: '1.2.3',
  library: '/library',
  bytes: {
    database: 1_200_000,
    pictures: 300,
    fingerprints: 0,
    vectors: 0,
    dumps: 0,
    thumbnails: 0,
    backups: 0,
    other: 12,
  },
};

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('library', 'about', ABOUT);
});
afterAll(() => service.stop());

describe('descant about', () => {
  it('tells the version and the sizes of what is there', async () => {
    expect((await service.run(about)).stdout).toBe(
      'Descant   1.2.3\nlibrary   /library\ndatabase  1.2 MB\npictures  300 B\nother     12 B\n',
    );
    expect(JSON.parse((await service.run(about, '--json')).stdout)).toEqual(ABOUT);
  });

  it('takes no names', async () => {
    await expect(service.run(about, 'x')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
