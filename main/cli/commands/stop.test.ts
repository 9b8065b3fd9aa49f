import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../testing/fake-service.ts';
import { mountedService, UNMOUNTED } from '../testing/mounted-service.ts';
import * as stop from './stop.ts';

const mounted = mountedService();

/** A process that stands for the service. */
async function announced(): Promise<{ pid: number; ended: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  announce(child.pid ?? 0);
  return { pid: child.pid ?? 0, ended: once(child, 'exit') };
}

function announce(pid: number): void {
  const path = join(mounted.service.library, 'service.json');
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), pid }));
}

describe('descant stop', () => {
  it('unmounts the library, ends the service and waits for its end', async () => {
    const { pid, ended } = await announced();
    expect(await mounted.service.run(stop)).toEqual({
      code: 0,
      stdout: `Stopped the service for ${mounted.service.library}\n`,
      stderr: '',
    });
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(mounted.service.calls.at(-1)).toEqual(['mount.stop', { force: false }]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it.runIf(process.platform === 'linux')(
    'does not wait for the parent of the service to ask how it has ended',
    async () => {
      // The shell becomes a program that never asks for its child.
      const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
        const pid = Number(printed.toString());
        announce(pid);
        expect(JSON.parse((await mounted.service.run(stop, '--json')).stdout)).toMatchObject({ pid });
        expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ');
      } finally {
        parent.kill();
      }
    },
  );

  it('unmounts nothing where nothing is mounted, and tells the process as JSON', async () => {
    mounted.service.answer('mount', 'state', UNMOUNTED);
    const { pid } = await announced();
    expect(JSON.parse((await mounted.service.run(stop, '--json')).stdout)).toEqual({
      library: mounted.service.library,
      pid,
    });
    expect(mounted.service.calls.map(([procedure]) => procedure)).not.toContain('mount.stop');
  });

  it('leaves everything as it is while programs use the mount, unless it is forced', async () => {
    const { pid, ended } = await announced();
    mounted.service.answer('mount', 'stop', () => {
      throw new ServiceError('BUSY', 'vlc uses it.', '/mnt/music');
    });
    await expect(mounted.service.run(stop)).rejects.toMatchObject({
      code: 'BUSY',
      message: 'vlc uses it. With --force their open files end with errors.',
    });
    expect(process.kill(pid, 0)).toBe(true);
    mounted.service.answer('mount', 'stop', UNMOUNTED);
    expect(await mounted.service.run(stop, '--force')).toMatchObject({ code: 0 });
    expect(mounted.service.calls.at(-1)).toEqual(['mount.stop', { force: true }]);
    await ended;
  });

  it('fails without a service', async () => {
    mounted.service.hide();
    await expect(mounted.service.run(stop)).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: `no service runs for ${mounted.service.library}`,
      path: mounted.service.library,
    });
  });
});
