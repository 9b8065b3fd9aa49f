import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { LibraryInUseError, lockLibrary, readOwner } from './lock.ts';

const HOLDER = `
  import { lockLibrary } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
  const lock = lockLibrary(process.argv[1]);
  lock.announce({ pid: process.pid, url: 'http://127.0.0.1:1/', port: 1, token: 't' });
  process.stdout.write('held');
  // As the service does: a lock that nothing refers to ends with the next garbage collection.
  setInterval(() => lock, 1000);`;

async function holdElsewhere(library: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, library], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A test that fails leaves no process behind: it would keep the whole run waiting for the end of its output.
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a library', () => {
  it('lets one process own a library and names it to the others', async () => {
    const library = join(temporaryFolder(), 'library');
    const holder = await holdElsewhere(library);
    expect(() => lockLibrary(library)).toThrow(LibraryInUseError);
    expect(() => lockLibrary(library)).toThrow(`process ${holder.pid}`);
    holder.kill();
    await once(holder, 'exit');
  });

  it('is free again after its owner was killed with -9', async () => {
    const library = join(temporaryFolder(), 'library');
    const holder = await holdElsewhere(library);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lock = lockLibrary(library);
    expect(readOwner(library)).toBeNull();
    lock.release();
  });

  it('makes an existing library private, and not the folder that it is in', () => {
    const umask = process.umask(0o022);
    onTestFinished(() => void process.umask(umask));
    const library = temporaryFolder();
    chmodSync(library, 0o755);
    for (const name of ['library.db', 'lock.db']) writeFileSync(join(library, name), '');
    lockLibrary(library).release();
    const modes = ['library.db', 'lock.db', '.'].map((name) => statSync(join(library, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o755]);
    const fresh = temporaryFolder();
    lockLibrary(fresh).release();
    expect(statSync(join(fresh, 'lock.db')).mode & 0o777).toBe(0o600);
  });

  it('keeps the token from other users', () => {
    const library = join(temporaryFolder(), 'library');
    const lock = lockLibrary(library);
    lock.announce({ pid: 1, url: 'http://127.0.0.1:1/', port: 1, token: 'secret' });
    expect(readOwner(library)?.token).toBe('secret');
    expect(statSync(join(library, 'service.json')).mode & 0o777).toBe(0o600);
    expect(statSync(library).mode & 0o777).toBe(0o700);
    lock.release();
    expect(readOwner(library)).toBeNull();
  });

  it('needs no room on the disk: no journal is written beside it', () => {
    const library = temporaryFolder();
    mkdirSync(join(library, 'lock.db-journal'));
    lockLibrary(library).release();
  });

  it('makes the folder, and passes on why it cannot', () => {
    const folder = temporaryFolder();
    const deep = join(folder, 'a', 'b');
    lockLibrary(deep).release();
    expect(statSync(deep).isDirectory()).toBe(true);
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockLibrary(join(folder, 'file', 'library'))).toThrow('EEXIST');
  });

  it('says what to do, without a process where the owner has told none', () => {
    const library = join(temporaryFolder(), 'library');
    const lock = lockLibrary(library);
    expect(() => lockLibrary(library)).toThrow(
      expect.objectContaining({
        name: 'LibraryInUseError',
        code: 'LIBRARY_IN_USE',
        path: library,
        message: `the library ${library} is in use; close that program or choose another library with --library`,
      }),
    );
    lock.announce({ pid: 77, url: null, port: null, token: null });
    expect(() => lockLibrary(library)).toThrow(`is in use by process 77; close`);
    expect(readOwner(library)).toEqual({ pid: 77, url: null, port: null, token: null });
    lock.release();
    lockLibrary(library).release();
  });

  it('forgets the address of an owner that is gone', () => {
    const library = temporaryFolder();
    writeFileSync(join(library, 'service.json'), '{"pid":1}');
    const lock = lockLibrary(library);
    expect(readOwner(library)).toBeNull();
    lock.release();
    writeFileSync(join(library, 'service.json'), 'half a fi');
    expect(readOwner(library)).toBeNull();
  });

  it('makes a damaged lock file anew, and does not take the damage for an owner', async () => {
    const library = temporaryFolder();
    writeFileSync(join(library, 'lock.db'), 'this is no database, and long enough to be looked at');
    const lock = lockLibrary(library);
    expect(statSync(join(library, 'lock.db')).size).toBe(0);
    lock.release();
    const holder = await holdElsewhere(library);
    writeFileSync(join(library, 'lock.db'), 'damaged while it is locked, long enough to be looked at');
    expect(() => lockLibrary(library)).toThrow(LibraryInUseError);
    holder.kill();
    await once(holder, 'exit');
  });

  it('does not take another error for an owner', () => {
    const library = temporaryFolder();
    mkdirSync(join(library, 'lock.db'));
    expect(() => lockLibrary(library)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });
});
