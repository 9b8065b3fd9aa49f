import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MountState } from '../../../app/model/mount.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as unmount from './unmount.ts';

const MOUNTED: MountState = {
  state: 'mounted',
  directory: '/mnt/music',
  template: null,
  backend: 'descant',
  message: null,
};
const UNMOUNTED: MountState = { ...MOUNTED, state: 'unmounted', directory: null };

let service: FakeService;
const chdir = vi.spyOn(process, 'chdir').mockImplementation(() => {});
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(async () => {
  chdir.mockRestore();
  await service.stop();
});
beforeEach(() => {
  service.answer('mount', 'state', MOUNTED);
  service.answer('mount', 'stop', UNMOUNTED);
  chdir.mockClear();
});

describe('descant unmount', () => {
  it('unmounts the library, and leaves the mount before that', async () => {
    service.answer('mount', 'stop', () => {
      expect(chdir.mock.calls).toEqual([['/']]);
      return UNMOUNTED;
    });
    expect(await service.run(unmount)).toEqual({ code: 0, stdout: 'Unmounted /mnt/music\n', stderr: '' });
    expect(service.calls.at(-1)).toEqual(['mount.stop', { force: false }]);
  });

  it('unmounts it by the directory, with force, and tells the state as JSON', async () => {
    expect(JSON.parse((await service.run(unmount, '/mnt/music/', '--force', '--json')).stdout)).toEqual(UNMOUNTED);
    expect(service.calls.at(-1)).toEqual(['mount.stop', { force: true }]);
  });

  it('fails for another directory, without a mount, and without a service', async () => {
    await expect(service.run(unmount, '/mnt')).rejects.toMatchObject({
      code: 'NOT_MOUNTED',
      message: 'the library is mounted at /mnt/music, not at /mnt',
      path: '/mnt',
    });
    const notMounted = { code: 'NOT_MOUNTED', message: 'the library is not mounted', path: service.library };
    service.answer('mount', 'state', { ...MOUNTED, state: 'mounting' });
    await expect(service.run(unmount)).rejects.toMatchObject(notMounted);
    service.hide();
    await expect(service.run(unmount)).rejects.toMatchObject(notMounted);
    service.announce();
    expect(chdir).not.toHaveBeenCalled();
  });

  it('tells of programs in the mount that --force would end them', async () => {
    for (const path of ['/mnt/music', null]) {
      service.answer('mount', 'stop', () => {
        throw new ServiceError('BUSY', 'vlc (7) uses it.', path);
      });
      const failure = await service.run(unmount).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'BUSY',
        message: 'vlc (7) uses it. With --force their open files end with errors.',
      });
      expect((failure as { path?: string }).path ?? null).toBe(path);
    }
  });

  it('passes other errors on', async () => {
    service.answer('mount', 'stop', () => {
      throw new ServiceError('INTERNAL', 'it hangs');
    });
    await expect(service.run(unmount)).rejects.toThrow(/^it hangs$/);
  });
});
