import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'descant-'));

afterAll(() => rmSync(folder, { recursive: true }));

describe('making a folder', () => {
  it('makes those above it, with the mode that is asked for, and none twice', () => {
    const path = join(folder, 'a/b/c');
    makeFolder(path, 0o700);
    makeFolder(path);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('says which folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file'))).toThrow(
      `EEXIST: file already exists, mkdir '${join(folder, 'file')}'`,
    );
    expect(() => makeFolder(join(folder, 'file/x'))).toThrow(/EEXIST|ENOTDIR/);
  });

  it.runIf(process.platform === 'linux')('ends where a file system takes no folders', () => {
    expect(() => makeFolder('/proc/descant/x')).toThrow("mkdir '/proc/descant'");
  });
});
