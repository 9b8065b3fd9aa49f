import { describe, expect, it } from 'vitest';
import { ServiceError } from '../testing/fake-service.ts';
import { mountedService, MOUNTED, UNMOUNTED } from '../testing/mounted-service.ts';
import * as unmount from './unmount.ts';

const mounted = mountedService();

describe('descant unmount', () => {
  it('unmounts the library, and leaves the mount before that', async () => {
    mounted.service.answer('mount', 'stop', () => {
      expect(mounted.chdir.mock.calls).toEqual([['/']]);
      return UNMOUNTED;
    });
    expect(await mounted.service.run(unmount)).toEqual({ code: 0, stdout: 'Unmounted /mnt/music\n', stderr: '' });
    expect(mounted.service.calls.at(-1)).toEqual(['mount.stop', { force: false }]);
  });

  it('unmounts it by the directory, with force, and tells the state as JSON', async () => {
    expect(JSON.parse((await mounted.service.run(unmount, '/mnt/music/', '--force', '--json')).stdout)).toEqual(
      UNMOUNTED,
    );
    expect(mounted.service.calls.at(-1)).toEqual(['mount.stop', { force: true }]);
  });

  it('fails for another directory, without a mount, and without a service', async () => {
    await expect(mounted.service.run(unmount, '/mnt')).rejects.toMatchObject({
      code: 'NOT_MOUNTED',
      message: 'the library is mounted at /mnt/music, not at /mnt',
      path: '/mnt',
    });
    const notMounted = { code: 'NOT_MOUNTED', message: 'the library is not mounted', path: mounted.service.library };
    mounted.service.answer('mount', 'state', { ...MOUNTED, state: 'mounting' });
    await expect(mounted.service.run(unmount)).rejects.toMatchObject(notMounted);
    mounted.service.hide();
    await expect(mounted.service.run(unmount)).rejects.toMatchObject(notMounted);
    mounted.service.announce();
    expect(mounted.chdir).not.toHaveBeenCalled();
  });

  it('tells of programs in the mount that --force would end them', async () => {
    for (const path of ['/mnt/music', null]) {
      mounted.service.answer('mount', 'stop', () => {
        throw new ServiceError('BUSY', 'vlc (7) uses it.', path);
      });
      const failure = await mounted.service.run(unmount).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'BUSY',
        message: 'vlc (7) uses it. With --force their open files end with errors.',
      });
      expect((failure as { path?: string }).path ?? null).toBe(path);
    }
  });

  it('passes other errors on', async () => {
    mounted.service.answer('mount', 'stop', () => {
      throw new ServiceError('INTERNAL', 'it hangs');
    });
    await expect(mounted.service.run(unmount)).rejects.toThrow(/^it hangs$/);
  });
});
