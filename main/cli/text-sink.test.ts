import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { atomicFile } from './text-sink.ts';

describe('a file that appears when it is complete', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, 'export.json');
  });

  it('is there only at the end, with all its pieces', async () => {
    const file = await atomicFile(path, false);
    await file.write('one ');
    await file.write('two');
    expect(existsSync(path)).toBe(false);
    await file.finish();
    expect(readFileSync(path, 'utf8')).toBe('one two');
    expect(readdirSync(folder)).toEqual(['export.json']);
  });

  it('leaves nothing when it is discarded', async () => {
    const file = await atomicFile(path, false);
    await file.write('one');
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not replace a file that has appeared meanwhile, and leaves nothing else', async () => {
    const file = await atomicFile(path, false);
    await file.write('new');
    writeFileSync(path, 'old');
    await expect(file.finish()).rejects.toMatchObject({
      code: 'EXISTS',
      path,
      message: `${path} exists already; choose another file, or add --force to replace it`,
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['export.json']);
  });

  it('replaces a file where it may', async () => {
    writeFileSync(path, 'old');
    const file = await atomicFile(path, true);
    await file.write('new');
    await file.finish();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['export.json']);
  });

  it('names the file where its disk is full', async () => {
    symlinkSync('/dev/full', join(folder, `.export.json.${process.pid}.tmp`));
    const file = await atomicFile(path, false);
    await expect(file.write('one')).rejects.toMatchObject({
      code: 'ENOSPC',
      path,
      message: `${path} cannot be written: its disk is full; make room on it, and try again`,
    });
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cannot be made where there is no folder, and says for which path', async () => {
    const nowhere = join(folder, 'nowhere', 'export.json');
    await expect(atomicFile(nowhere, false)).rejects.toMatchObject({ code: 'NO_FOLDER', path: nowhere });
  });
});
