import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordFileCalls } from '../../tests/index-engine/file-calls.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
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

  it('is complete on disk before it gets its name, and the name is on disk at the end', async () => {
    const directory = newPath();
    mkdirSync(directory);
    const calls = await recordFileCalls();
    await replaceSmallFile(join(directory, 'name'), 'new');
    const folder = basename(directory);
    const written = ['open name.tmp', 'sync name.tmp', 'close name.tmp', 'rename name.tmp'];
    expect(calls).toEqual([...written, `open ${folder}`, `sync ${folder}`, `close ${folder}`]);
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
