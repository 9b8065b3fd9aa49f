import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeService } from '../testing/fake-service.ts';
import { summaryOf } from '../testing/rows.ts';
import * as folders from './folders.ts';

const FOLDERS = [
  { id: 1, path: '/music' },
  { id: 4, path: '/nas' },
];

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('library', 'summary', summaryOf({ folders: FOLDERS }));
  service.answer('library', 'watched', [{ path: '/nas', state: 'polled', reason: 'it is a network folder' }]);
  service.answer('library', 'removeFolder', () => undefined as never);
});
afterAll(() => service.stop());

describe('descant folders', () => {
  it('lists the folders, and how changes in each are noticed', async () => {
    const { code, stdout } = await service.run(folders);
    expect(code).toBe(0);
    expect(stdout).toBe('1  /music  off\n4  /nas    polled: it is a network folder\n');
    expect(JSON.parse((await service.run(folders, 'list', '--json')).stdout)).toEqual({
      folders: [
        { id: 1, path: '/music', state: 'off', reason: null },
        { id: 4, path: '/nas', state: 'polled', reason: 'it is a network folder' },
      ],
    });
  });

  it.each(['/nas', '/nas/', '4'])('takes the folder %s out of the library', async (named) => {
    const { stdout } = await service.run(folders, 'remove', named);
    expect(service.calls.at(-1)).toEqual(['library.removeFolder', { id: 4 }]);
    expect(stdout).toContain('/nas is no part of the library any more; its files stay as they are\n');
    expect(JSON.parse((await service.run(folders, 'remove', named, '--json')).stdout)).toEqual({ removed: FOLDERS[1] });
  });

  it('takes nothing out for a folder that the library does not have', async () => {
    await expect(service.run(folders, 'remove', '/music/sub')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      path: '/music/sub',
      message: '/music/sub is no folder of the library; descant folders lists them',
    });
    expect(service.calls.map(([route]) => route)).not.toContain('library.removeFolder');
  });

  it('says what to do where there is no folder yet', async () => {
    service.answer('library', 'summary', summaryOf({ folders: [] }));
    expect((await service.run(folders)).stdout).toBe('no folder yet: descant scan FOLDER\n');
    service.answer('library', 'summary', summaryOf({ folders: FOLDERS }));
  });

  it.each([[['add', '/x']], [['list', '/x']], [['remove']], [['remove', '/a', '/b']]])('refuses %j', async (words) => {
    await expect(service.run(folders, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS' });
  });
});
