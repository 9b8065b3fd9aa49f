import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { syncDirectory, syncDirectorySync } from './directory-sync.ts';
import { readSmallFile, replaceSmallFile } from './small-file.ts';

const newPath = temporaryPaths();

describe('a small file', () => {
  it('is undefined where there is none', () => {
    expect(readSmallFile(newPath())).toBeUndefined();
  });

  it('fails to read where there is something else', () => {
    const directory = newPath();
    mkdirSync(directory);
    expect(() => readSmallFile(directory)).toThrow('EISDIR');
  });

  it('has its new content, and leaves no other file behind', async () => {
    const directory = newPath();
    mkdirSync(directory);
    const path = join(directory, 'name');
    writeFileSync(path, 'old and longer');
    await replaceSmallFile(path, 'néw');
    expect(readSmallFile(path)).toBe('néw');
    expect(readdirSync(directory)).toEqual(['name']);
  });

  it('keeps its old content when it cannot be replaced', async () => {
    const directory = newPath();
    mkdirSync(join(directory, 'name.tmp'), { recursive: true });
    const path = join(directory, 'name');
    writeFileSync(path, 'old');
    await expect(replaceSmallFile(path, 'new')).rejects.toThrow('EISDIR');
    expect(readSmallFile(path)).toBe('old');
  });
});

describe('syncing a directory', () => {
  it('fails for one that is missing', async () => {
    const path = newPath();
    await expect(syncDirectory(path)).rejects.toThrow('ENOENT');
    expect(() => syncDirectorySync(path)).toThrow('ENOENT');
  });

  it('succeeds for one that is there', async () => {
    const path = newPath();
    mkdirSync(path);
    await syncDirectory(path);
    syncDirectorySync(path);
  });
});
