/** For tests of commands that end the mount: a service with a library that is mounted. */
import { afterAll, beforeAll, beforeEach, vi, type MockInstance } from 'vitest';
import type { MountState } from '../../../app/model/mount.ts';
import { FakeService } from './fake-service.ts';

export const MOUNTED: MountState = {
  state: 'mounted',
  directory: '/mnt/music',
  template: null,
  backend: 'descant',
  message: null,
};
export const UNMOUNTED: MountState = { ...MOUNTED, state: 'unmounted', directory: null };

export interface MountedService {
  readonly service: FakeService;
  /** Watches the command leave its working directory, which stays that of the tests. */
  readonly chdir: MockInstance<typeof process.chdir>;
}

/** The service of the tests of a file, which is there while they run. */
export function mountedService(): MountedService {
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
  return {
    get service() {
      return service;
    },
    chdir,
  };
}
