import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MountState } from '../../../app/model/mount.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { serviceArgv } from '../../service-process.mjs';
import { SERVICE_PROGRAM } from '../service-program.ts';
import { FakeService, ServiceError } from '../testing/fake-service.ts';
import * as mount from './mount.ts';

const PROGRAM = fileURLToPath(SERVICE_PROGRAM);
const MOUNTED: MountState = { state: 'mounted', directory: '/mnt', template: null, backend: 'descant', message: null };
const { execPath } = process;

let service: FakeService;
let folder: string;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());
beforeEach(() => {
  folder = temporaryFolder();
  service.answer('mount', 'start', MOUNTED);
});
afterEach(() => {
  process.execPath = execPath;
});

/** Lets a script run in the place of Node, which writes down its arguments first. */
function runScript(script: string): void {
  process.execPath = join(folder, 'node');
  writeFileSync(process.execPath, `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, 'arguments')}'\n${script}\n`);
  chmodSync(process.execPath, 0o700);
}
const given = (): string[] => readFileSync(join(folder, 'arguments'), 'utf8').split('\n').slice(0, -1);

describe('descant mount', () => {
  it('lets the running service mount the library where it likes', async () => {
    expect(await service.run(mount)).toEqual({ code: 0, stdout: 'Mounted at /mnt\n', stderr: '' });
    expect(service.calls).toEqual([['mount.start', {}]]);
  });

  it('says what --force would do while programs use the mount that is there, and does it', async () => {
    service.answer('mount', 'start', () => {
      throw new ServiceError('BUSY', 'vlc (7) uses it.', '/mnt');
    });
    await expect(service.run(mount, '/elsewhere')).rejects.toMatchObject({
      code: 'BUSY',
      message: 'vlc (7) uses it. With --force their open files end with errors.',
    });
    service.answer('mount', 'start', MOUNTED);
    expect((await service.run(mount, '/elsewhere', '--force')).code).toBe(0);
    expect(service.calls).toContainEqual(['mount.start', { directory: '/elsewhere', force: true }]);
  });

  it('mounts the library of a day, and tells so', async () => {
    const endOfDay = new Date(2026, 4, 2).getTime() - 1;
    service.answer('mount', 'start', { ...MOUNTED, asOf: endOfDay });
    expect((await service.run(mount, '--as-of', '2026-05-01')).stdout).toBe(
      'Mounted at /mnt\nIt shows the library as of 2026-05-01 23:59, and takes no saves.\n',
    );
    expect(service.calls).toEqual([['mount.start', { asOf: endOfDay }]]);
    await expect(service.run(mount, '--as-of', 'yore')).rejects.toThrow('not "yore"');
    await expect(service.run(mount, '--as-of', '2026', '--foreground')).rejects.toThrow('leave out --foreground');
    expect(service.calls).toEqual([]);
  });

  it('names the directory and the template, and tells the limits of the backend', async () => {
    service.answer('mount', 'start', { ...MOUNTED, backend: 'fuse-native', message: 'no saves' });
    expect((await service.run(mount, 'music', '--template', '$title')).stdout).toBe(
      'Mounted at /mnt\nWith fuse-native: no saves\n',
    );
    expect(service.calls).toEqual([['mount.start', { directory: resolve('music'), template: '$title' }]]);
    expect(JSON.parse((await service.run(mount, '--json')).stdout)).toEqual({
      ...MOUNTED,
      backend: 'fuse-native',
      message: 'no saves',
    });
  });

  it('fails where the service cannot mount it', async () => {
    service.answer('mount', 'start', { ...MOUNTED, state: 'failed', message: 'fusermount3 is missing' });
    expect(await service.run(mount)).toEqual({ code: 1, stdout: '', stderr: 'descant: fusermount3 is missing\n' });
    service.answer('mount', 'start', { ...MOUNTED, state: 'failed' });
    const { code, stderr } = await service.run(mount, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      error: { code: 'MOUNT_FAILED', message: 'the library could not be mounted', path: '/mnt' },
    });
  });

  it('starts a service where none runs', async () => {
    const address = join(folder, 'service.json');
    service.announce(address);
    service.hide();
    runScript(`mv '${address}' '${service.addressPath}'`);
    expect((await service.run(mount)).stdout).toBe('Mounted at /mnt\n');
    expect(given()).toEqual(serviceArgv(PROGRAM, ['--library', service.library, '--no-mount', '--until-unmounted']));
  });
});

describe('descant mount --foreground', () => {
  it('is the service itself', async () => {
    runScript('exit 4');
    expect((await service.run(mount, '--foreground')).code).toBe(4);
    expect(given()).toEqual(
      serviceArgv(PROGRAM, ['--library', service.library, '--mount', join(homedir(), 'Descant')]),
    );
    await service.run(mount, 'music', '--foreground', '--template', '$title', '--json');
    const options = ['--mount', resolve('music'), '--template', '$title', '--announce', 'json'];
    expect(given()).toEqual(serviceArgv(PROGRAM, ['--library', service.library, ...options]));
    await mount.run(['--foreground', '/m']);
    expect(given()).toEqual(serviceArgv(PROGRAM, ['--mount', '/m']));
  });
});
