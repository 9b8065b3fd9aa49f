import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MountState } from '../../../app/model/mount.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as stop from './stop.ts';

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
});

/** A process that stands for the service. */
async function announced(): Promise<{ pid: number; ended: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const path = join(service.library, 'service.json');
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), pid: child.pid }));
  return { pid: child.pid ?? 0, ended: once(child, 'exit') };
}

describe('descant stop', () => {
  it('unmounts the library, ends the service and waits for its end', async () => {
    const { pid, ended } = await announced();
    expect(await service.run(stop)).toEqual({
      code: 0,
      stdout: `Stopped the service for ${service.library}\n`,
      stderr: '',
    });
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(service.calls.at(-1)).toEqual(['mount.stop', { force: false }]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('unmounts nothing where nothing is mounted, and tells the process as JSON', async () => {
    service.answer('mount', 'state', UNMOUNTED);
    const { pid } = await announced();
    expect(JSON.parse((await service.run(stop, '--json')).stdout)).toEqual({ library: service.library, pid });
    expect(service.calls.map(([procedure]) => procedure)).not.toContain('mount.stop');
  });

  it('leaves everything as it is while programs use the mount, unless it is forced', async () => {
    const { pid, ended } = await announced();
    service.answer('mount', 'stop', () => {
      throw new ServiceError('BUSY', 'vlc uses it.', '/mnt/music');
    });
    await expect(service.run(stop)).rejects.toMatchObject({
      code: 'BUSY',
      message: 'vlc uses it. With --force their open files end with errors.',
    });
    expect(process.kill(pid, 0)).toBe(true);
    service.answer('mount', 'stop', UNMOUNTED);
    expect(await service.run(stop, '--force')).toMatchObject({ code: 0 });
    expect(service.calls.at(-1)).toEqual(['mount.stop', { force: true }]);
    await ended;
  });

  it('fails without a service', async () => {
    service.hide();
    await expect(service.run(stop)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: `no service runs for ${service.library}`,
      path: service.library,
    });
  });
});
