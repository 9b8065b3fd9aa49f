import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockLibrary } from '../../app/storage/lock.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { attach, connect } from './connect.ts';
import { atomicFile } from './text-sink.ts';
import { FakeService } from './testing/fake-service.ts';

let service: FakeService;
beforeAll(async () => {
  service = await FakeService.start();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.announce();
  service.calls.length = 0;
});

describe('attaching to a service', () => {
  it('finds the one that answers at the address in the library folder', async () => {
    const client = await attach(service.library, 1);
    expect(client?.url).toBe(service.url);
    expect(await client?.api.mount.state.query()).toMatchObject({ state: 'unmounted' });
    expect(service.calls).toHaveLength(2);
  });

  it('finds none without an address, or where none answers there', async () => {
    service.hide();
    expect(await attach(service.library, 1)).toBeNull();
    const folder = temporaryFolder();
    for (const owner of [
      { pid: 1, url: null, port: null, token: null },
      { pid: 1, url: service.url, port: null, token: 'token' },
      { pid: 1, url: service.url, port: Number(new URL(service.url).port), token: null },
      { pid: 1, url: service.url, port: Number(new URL(service.url).port), token: 'another' },
    ]) {
      writeFileSync(join(folder, 'service.json'), JSON.stringify(owner));
      expect(await attach(folder, 1)).toBeNull();
    }
  });

  it('waits for one that is just starting', async () => {
    service.hide();
    const client = attach(service.library, 50);
    setImmediate(() => service.announce());
    expect((await client)?.url).toBe(service.url);
  });
});

describe('connecting to a library', () => {
  it('takes the running service, and leaves it running', async () => {
    const connection = await connect(service.library, { analyse: false });
    expect(connection.url).toBe(service.url);
    await connection.close();
    expect(await connection.api.mount.state.query()).toMatchObject({ state: 'unmounted' });
  });

  it('is a service of its own where none runs, until it is closed', async () => {
    const library = join(temporaryFolder(), 'library');
    const connection = await connect(library, { analyse: false });
    try {
      expect(connection.url).toBeNull();
      expect(await connection.api.library.summary.query()).toMatchObject({ library, tracks: 0 });
    } finally {
      await connection.close();
    }
    lockLibrary(library).release();
  });

  it('waits until another command is done with the library, but not for ever', async () => {
    const library = join(temporaryFolder(), 'library');
    const lock = lockLibrary(library);
    await expect(connect(library, { analyse: false }, 1)).rejects.toThrow(`the library ${library} is in use`);
    const connecting = connect(library, { analyse: false });
    setImmediate(() => lock.release());
    const connection = await connecting;
    expect(connection.url).toBeNull();
    await connection.close();
  });

  it('is possible where the owner cannot be written down, as on a full disk', async () => {
    const library = join(temporaryFolder(), 'library');
    mkdirSync(join(library, 'service.json.tmp'), { recursive: true });
    const connection = await connect(library, { analyse: false });
    try {
      expect(await connection.api.library.summary.query()).toMatchObject({ library, tracks: 0 });
      expect(() => lockLibrary(library)).toThrow(`the library ${library} is in use`);
    } finally {
      await connection.close();
    }
    lockLibrary(library).release();
  });

  it('makes files of the library private, and files of the user as before', async () => {
    const umask = process.umask(0o022);
    onTestFinished(() => void process.umask(umask));
    const library = temporaryFolder();
    chmodSync(library, 0o755);
    const modeOf = (path: string): number => statSync(join(library, path)).mode & 0o777;
    const connection = await connect(library, { analyse: false });
    const output = await atomicFile(join(library, 'export.csv'), false);
    await output.finish();
    await connection.close();
    const made = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((path) => path !== 'export.csv');
    expect(made).toContain('index');
    expect(made.filter((path) => (modeOf(path) & 0o077) !== 0)).toEqual([]);
    writeFileSync(join(library, 'later'), '');
    expect([modeOf('.'), modeOf('export.csv'), modeOf('later')]).toEqual([0o755, 0o644, 0o644]);
  });

  it('takes the service that has opened the library meanwhile', async () => {
    const library = join(temporaryFolder(), 'library');
    mkdirSync(library);
    const lock = lockLibrary(library);
    setImmediate(() => service.announce(join(library, 'service.json')));
    const connection = await connect(library, { analyse: false });
    expect(connection.url).toBe(service.url);
    await connection.close();
    lock.release();
  });
});
