import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { syncDirectory, syncDirectorySync } from './directory-sync.ts';

const newPath = temporaryPaths();

/** Gives the process another platform until the end of the test. */
function pretendPlatform(value: NodeJS.Platform): void {
  const original = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...original, value });
  onTestFinished(() => {
    Object.defineProperty(process, 'platform', original);
  });
}

describe('syncing a directory', () => {
  it('fails for one that is missing', async () => {
    const path = newPath();
    await expect(syncDirectory(path)).rejects.toThrow('ENOENT');
    expect(() => syncDirectorySync(path)).toThrow('ENOENT');
  });

  it('opens, syncs and closes it', async () => {
    const path = newPath();
    mkdirSync(path);
    const name = basename(path);
    const calls = await recordFileCalls();
    await syncDirectory(path);
    expect(calls.splice(0)).toEqual([`open ${name}`, `sync ${name}`, `close ${name}`]);
    syncDirectorySync(path);
    expect(calls).toEqual([`open ${name}`, `sync ${name}`, `close ${name}`]);
  });

  it('does nothing on Windows', async () => {
    pretendPlatform('win32');
    const calls = await recordFileCalls();
    await syncDirectory('missing');
    syncDirectorySync('missing');
    expect(calls).toEqual([]);
  });
});
