import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { LibraryInUseError, lockLibrary, readOwner } from './lock.ts';

const HOLDER = `
  import { lockLibrary } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
  lockLibrary(process.argv[1]).announce({ pid: process.pid, url: 'http://127.0.0.1:1/', port: 1, token: 't' });
  process.stdout.write('held');
  setInterval(() => {}, 1000);`;

async function holdElsewhere(library: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, library], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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

  it('keeps the token from other people', () => {
    const library = join(temporaryFolder(), 'library');
    const lock = lockLibrary(library);
    lock.announce({ pid: 1, url: 'http://127.0.0.1:1/', port: 1, token: 'secret' });
    expect(readOwner(library)?.token).toBe('secret');
    expect(statSync(join(library, 'service.json')).mode & 0o777).toBe(0o600);
    expect(statSync(library).mode & 0o777).toBe(0o700);
    lock.release();
    expect(readOwner(library)).toBeNull();
  });
});
