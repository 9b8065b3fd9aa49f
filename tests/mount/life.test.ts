/** How mounts begin, end and are taken over, with real processes that are really killed. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detach } from '../../fuse/mount/unmount.ts';
import { mountStateOf } from '../../fuse/mount/mount-state.ts';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { originalsOf } from './folder-library.ts';
import { notedSaves } from './folder-sink.ts';
import { attempt, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { eventually, TestMount } from './test-mount.ts';

const FLAC = 'Alpha/First (2001) [FLAC]/01 - Alpha - One.flac';

describe.each(BACKENDS.map((backend) => backend.name))('a mount through %s', (backend) => {
  let library: TestLibrary;
  const mounts: TestMount[] = [];
  const start = (): TestMount => {
    const mount = new TestMount(library, backend);
    mounts.push(mount);
    return mount;
  };

  beforeEach(async () => {
    library = await makeLibrary();
  });

  afterEach(async () => {
    for (const mount of mounts.splice(0)) await mount.clean();
    await library.remove();
  });

  it('that was killed is known as stale without touching it, and the next start clears it', async () => {
    const before = await Promise.all(originalsOf(library.folder).map(sha256));
    const first = start();
    await first.mount();
    expect(await mountStateOf(library.directory)).toMatchObject({ ours: true, stale: false, pid: first.child.pid });
    await first.kill('SIGKILL');
    expect(await mountStateOf(library.directory)).toMatchObject({ ours: true, stale: true });
    await expect(stat(library.directory)).rejects.toMatchObject({ code: 'ENOTCONN' });

    const second = start();
    expect(await second.mount()).toMatchObject({ type: 'mounted' });
    expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
    expect(await second.unmount()).toBe(0);
    expect(await mountStateOf(library.directory)).toBeNull();
    expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
  });

  it('ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const mount = start();
      await mount.mount();
      expect(await mount.kill(signal)).toBe(0);
      expect(await mountStateOf(library.directory)).toBeNull();
    }
  });

  it('serves on when the service dies, and the next service takes it over', async () => {
    const first = start();
    await first.mount();
    first.child.disconnect();
    expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
    // The orphan learns of its state from a closed channel; until then it looks like a mount in use.
    const value = await eventually(async () => {
      const answer = await start().mount();
      return answer.type === 'mounted' ? answer : null;
    }, 10_000);
    expect(value).toMatchObject({ type: 'mounted', directory: library.directory });
    expect(await mountStateOf(library.directory)).not.toMatchObject({ pid: first.child.pid });
    expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
  });

  it('that another one has replaced leaves that one alone when it ends', async () => {
    const [first, second] = [start(), start()];
    await first.mount();
    const held = await open(join(library.directory, FLAC));
    try {
      expect(await detach(library.directory)).toBeNull();
      await second.mount();
      // The open file has kept the first one's process until now.
      expect(await first.unmount()).toBe(0);
      expect(await mountStateOf(library.directory)).toMatchObject({ pid: second.child.pid, stale: false });
      expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
    } finally {
      // Its server is gone, which `close` may say.
      await held.close().catch(() => undefined);
    }
  });

  it('that another program unmounts ends its process', async () => {
    const mount = start();
    await mount.mount();
    const ended = mount.next('unmounted');
    expect(await detach(library.directory)).toBeNull();
    expect(await ended).toEqual({ type: 'unmounted' });
    expect(await mount.unmount()).toBe(0);
  });

  it('is left to the programs that use it, which are named, until they are gone', async () => {
    const mount = start();
    await mount.mount();
    const file = join(library.directory, FLAC);
    const ready = (child: ChildProcessByStdio<Writable, Readable, null>): Promise<unknown> =>
      once(child.stdout, 'data');
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    const shell = spawn('/bin/sh', ['-c', 'echo here; read -r _'], { cwd: dirname(file), stdio });
    // Python's own mapping would keep the file open as well.
    const mapping =
      'import ctypes,os,sys; c=ctypes.CDLL(None); c.mmap.restype=ctypes.c_void_p; f=os.open(sys.argv[1],0); c.mmap(None,ctypes.c_size_t(4096),1,1,f,ctypes.c_long(0)); os.close(f); print("mapped",flush=True); sys.stdin.read()';
    const mapper = spawn('/usr/bin/python3', ['-c', mapping, file], { stdio });
    const reader = spawn('/usr/bin/tail', ['-f', '-c', '1', file], { stdio });
    await Promise.all([shell, mapper, reader].map(ready));

    const users = [
      [shell, 'sh'],
      [mapper, 'python3'],
      [reader, 'tail'],
    ] as const;
    const named = users
      .toSorted(([a], [b]) => (a.pid ?? 0) - (b.pid ?? 0))
      .map(([{ pid }, name]) => `${name} (${pid})`);
    const answer = mount.next('busy', 'unmounted');
    mount.send({ type: 'unmount', unlessBusy: true });
    expect(await answer).toEqual({
      type: 'busy',
      message: `${library.directory} is in use by ${named[0]}, ${named[1]} and ${named[2]}. Close them first.`,
    });
    await run('flac', '-t', '-s', file);

    const gone = users.map(([child]) => once(child, 'exit'));
    reader.kill();
    for (const child of [shell, mapper]) child.stdin.end();
    await Promise.all(gone);
    const unmounted = mount.next('busy', 'unmounted');
    mount.send({ type: 'unmount', unlessBusy: true });
    expect(await unmounted).toEqual({ type: 'unmounted' });
    expect(await mount.unmount()).toBe(0);
    expect(await mountStateOf(library.directory)).toBeNull();
    await expect(stat(library.directory)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that is in use is not mounted over', async () => {
    const first = start();
    await first.mount();
    expect(await start().mount()).toMatchObject({
      type: 'failed',
      code: 'ALREADY_MOUNTED',
      message: expect.stringContaining(`process ${first.child.pid}`) as string,
    });
    expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
  });

  it('is refused with a reason where it cannot be', async () => {
    const inside = join(library.folder, 'originals', 'mnt');
    expect(await start().mount({ directory: inside })).toMatchObject({ type: 'failed', code: 'INSIDE_LIBRARY' });
    await mkdir(library.directory);
    await writeFile(join(library.directory, 'precious'), '');
    expect(await start().mount()).toMatchObject({ type: 'failed', code: 'NOT_EMPTY' });
    expect(await readdir(library.directory)).toEqual(['precious']);
    expect(await start().mount({ template: '$artist/[$title' })).toMatchObject({
      type: 'failed',
      code: 'BAD_TEMPLATE',
    });
    expect(await start().mount({ library: join(library.folder, 'nowhere') })).toMatchObject({
      type: 'failed',
      code: 'LIBRARY_UNREADABLE',
    });
  });
});

it('a mount whose process was killed makes programs wait while the next one reads the library', async () => {
  const library = await makeLibrary();
  const [first, second] = [new TestMount(library, 'descant'), new TestMount(library, 'descant')];
  try {
    await first.mount();
    await first.kill('SIGKILL');
    await writeFile(join(library.folder, 'hold'), '');
    const mounted = second.mount();
    await eventually(
      async () => ((await mountStateOf(library.directory))?.pid === second.child.pid ? true : null),
      20_000,
    );
    const look = attempt('stat', '-c', '%s', join(library.directory, FLAC));
    const outcomes: string[] = [];
    void look.then(() => outcomes.push('looked'));
    await run('true');
    expect([outcomes, second.said]).toEqual([[], []]);
    await rm(join(library.folder, 'hold'));
    expect(await look).toMatchObject({ code: 0 });
    expect(await mounted).toMatchObject({ type: 'mounted' });
  } finally {
    await first.clean();
    await second.clean();
    await library.remove();
  }
});

it('a mount by root needs no program of the system; one by another user names the package that it needs', async () => {
  const library = await makeLibrary();
  const mount = new TestMount(library, 'descant', 'read-only', { ...process.env, PATH: '' });
  try {
    const answer = await mount.mount();
    if (process.getuid?.() !== 0) {
      expect(answer).toMatchObject({ type: 'failed', code: 'NO_FUSERMOUNT' });
      return;
    }
    expect(answer).toMatchObject({ type: 'mounted' });
    expect((await stat(join(library.directory, FLAC))).isFile()).toBe(true);
    const unmounted = mount.next('busy', 'unmounted');
    mount.send({ type: 'unmount', unlessBusy: true });
    expect(await unmounted).toEqual({ type: 'unmounted' });
    expect(await mount.unmount()).toBe(0);
    expect(await mountStateOf(library.directory)).toBeNull();
  } finally {
    await mount.clean();
    await library.remove();
  }
});

it('a mount that is unmounted by hand keeps the audio that a program has left there', async () => {
  const library = await makeLibrary();
  const mount = new TestMount(library, 'descant', 'writable');
  try {
    await mount.mount({ template: '$id' });
    await run('cp', originalsOf(library.folder)[0] ?? '', join(library.directory, 'half-done.flac'));
    expect(notedSaves(library.folder)).toEqual([]);
    const ended = mount.next('unmounted');
    expect(await detach(library.directory)).toBeNull();
    await ended;
    const [left] = notedSaves(library.folder);
    expect(left).toMatchObject({ kind: 'refused', reason: expect.stringContaining('left in the mount') as string });
    expect(left?.kind === 'refused' && left.kept !== null ? await sha256(left.kept) : '').toBe(
      await sha256(originalsOf(library.folder)[0] ?? ''),
    );
  } finally {
    await mount.clean();
    await library.remove();
  }
});
