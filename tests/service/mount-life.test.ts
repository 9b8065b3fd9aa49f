/** What the service does when its mount goes, is to go, or goes without being asked to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isLeftBehind } from '../../fuse/mount/mount-point.ts';
import { detach } from '../../fuse/mount/unmount.ts';
import { mountStateOf } from '../../fuse/mount/mount-state.ts';
import { run } from '../mount/programs.ts';
import { makeAudio } from '../support/audio.ts';
import { descant, descantIn, descantJson } from '../support/descant.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a mount', () => {
  let service: RunningService;
  let mount: string;
  let track: string;

  beforeEach(async () => {
    const folder = temporaryFolder();
    mount = join(folder, 'mount');
    track = join(mount, 'One.flac');
    makeAudio(join(folder, 'music', 'one.flac'), { tags: { title: 'One' }, seconds: 1 });
    service = await startService(join(folder, 'library'), [
      '--folder',
      join(folder, 'music'),
      '--mount',
      mount,
      '--template',
      '$title',
      '--no-analysis',
    ]);
    await mounted(1);
    await vi.waitFor(() => stat(track), 10_000);
  });

  afterEach(async () => {
    await service.stop();
    // A test that failed may have left the mount of a killed service.
    await detach(mount);
  });

  /** Waits for the service to have mounted so many times, and gives the mount's process. */
  async function mounted(times: number): Promise<number> {
    await service.until(() => service.announced.filter(({ event }) => event === 'mounted').length === times);
    return (await mountStateOf(mount))?.pid ?? 0;
  }

  it('whose process is killed is mounted again, and takes saves', async () => {
    process.kill(await mounted(1), 'SIGKILL');
    await mounted(2);
    await run('metaflac', '--set-tag=GENRE=Polka', track);
    expect(await service.api.history.ofTrack.query({ id: 1 })).toMatchObject([
      { author: 'metaflac', after: ['Polka'] },
    ]);
  });

  it('whose process is killed again and again is given up, with the reason, until it is mounted by hand', async () => {
    for (const times of [1, 2, 3, 4]) process.kill(await mounted(times), 'SIGKILL');
    const { message } = await service.until(({ event }) => event === 'mount-failed');
    expect(message).toBe("the mount's process ended unexpectedly 4 times within a minute (SIGKILL); mount it again");
    expect((await service.api.mount.start.mutate({ directory: mount, template: '$title' })).state).toBe('mounted');
    expect((await stat(track)).isFile()).toBe(true);
  });

  it('that a program uses is not unmounted unless it is forced, and the program is named', async () => {
    const library = join(mount, '..', 'library');
    const user = spawn('/bin/sh', ['-c', 'echo here; read -r _'], { cwd: mount, stdio: ['pipe', 'pipe', 'inherit'] });
    await once(user.stdout, 'data');
    const refused = await descant(library, 'unmount', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stderr)).toEqual({
      error: {
        code: 'BUSY',
        message: `${mount} is in use by sh (${user.pid}). Close them first. With --force their open files end with errors.`,
        path: mount,
      },
    });
    expect(await service.api.mount.state.query()).toMatchObject({ state: 'mounted' });
    expect((await stat(track)).isFile()).toBe(true);
    expect(await descantJson(library, 'unmount', '--force')).toMatchObject({ state: 'unmounted' });
    expect(await mountStateOf(mount)).toBeNull();
    user.stdin.end();
  });

  it('can be unmounted by a command that was called inside it', async () => {
    expect((await service.api.mount.start.mutate({ directory: mount, template: '$title' })).state).toBe('mounted');
    const { code, stderr } = await descantIn(mount, join(mount, '..', 'library'), 'unmount', '--json');
    expect([code, stderr]).toEqual([0, '']);
    expect((await service.api.mount.start.mutate({ directory: mount, template: '$title' })).state).toBe('mounted');
  });

  it('that a killed service has left is taken over by the next one, wherever it is, and takes saves', async () => {
    const library = join(mount, '..', 'library');
    await service.kill();
    service = await startService(library, ['--no-mount', '--no-analysis']);
    await vi.waitFor(
      async () => expect(await service.api.mount.state.query()).toMatchObject({ state: 'mounted', directory: mount }),
      10_000,
    );
    await service.api.mount.start.mutate({ directory: mount, template: '$title' });
    await run('metaflac', '--set-tag=GENRE=Polka', track);
    expect(await service.api.history.ofTrack.query({ id: 1 })).toMatchObject([
      { author: 'metaflac', after: ['Polka'] },
    ]);
    expect(await descantJson(library, 'unmount')).toMatchObject({ state: 'unmounted' });
    expect(await mountStateOf(mount)).toBeNull();
  });

  it('that a killed service has left is known without a service, and is taken away', async () => {
    const library = join(mount, '..', 'library');
    const held = await open(track);
    await service.kill();
    // Its process learns of the death from a closed channel.
    await vi.waitFor(async () => expect(await isLeftBehind(mount)).toBe(true), 10_000);
    const { stdout } = await descant(library, 'status');
    expect(stdout).toContain(`the service that mounted ${mount} was killed`);
    const refused = await descant(library, 'unmount', '--json');
    expect(JSON.parse(refused.stderr)).toMatchObject({
      error: { code: 'BUSY', message: expect.stringContaining('With --force their open files end'), path: mount },
    });
    await held.close();
    expect(await descantJson(library, 'unmount', mount)).toMatchObject({ state: 'unmounted' });
    expect(await mountStateOf(mount)).toBeNull();
    expect(await descant(library, 'unmount')).toMatchObject({
      code: 1,
      stderr: 'descant: the library is not mounted\n',
    });
  });

  it('that a killed service has left is taken away from programs by force, also when its process was killed', async () => {
    const library = join(mount, '..', 'library');
    const held = await open(track);
    const pid = await mounted(1);
    await service.kill();
    await vi.waitFor(async () => expect(await isLeftBehind(mount)).toBe(true), 10_000);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await mountStateOf(mount)).toMatchObject({ stale: true }), 10_000);
    expect(await descantJson(library, 'unmount', '--force')).toMatchObject({ state: 'unmounted' });
    expect(await mountStateOf(mount)).toBeNull();
    await held.close().catch(() => undefined);
  });

  it('that is unmounted by hand stays unmounted', async () => {
    expect(await detach(mount)).toBeNull();
    await vi.waitFor(
      async () => expect(await service.api.mount.state.query()).toMatchObject({ state: 'unmounted' }),
      10_000,
    );
    expect(await mountStateOf(mount)).toBeNull();
  });
});
