import { mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareMountPoint } from './mount-point.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'descant-point-')));
});
afterEach(async () => rm(folder, { recursive: true }));

/** Prepares a mount point and lets go of it. */
async function prepared(
  wanted: string,
  libraryFolders: readonly string[] = [],
): Promise<{ directory: string; made: boolean; cleared: boolean }> {
  const { directory, bare, cleared } = await prepareMountPoint(wanted, libraryFolders);
  await bare?.close();
  return { directory, made: bare !== null, cleared };
}

describe('a mount point', () => {
  it('is made where there is none, with the folders above it', async () => {
    const directory = join(folder, 'a', 'b');
    expect(await prepared(directory)).toEqual({ directory, made: true, cleared: false });
  });

  it('that is made cannot be listed while nothing is mounted there, so that no program finds an empty library', async () => {
    const { directory } = await prepared(join(folder, 'mount'));
    expect((await stat(directory)).mode & 0o777).toBe(0o300);
  });

  it('that a killed process has made and left behind counts as made, so that it goes with the mount', async () => {
    const directory = join(folder, 'mount');
    await prepared(directory);
    expect(await prepared(directory)).toEqual({ directory, made: true, cleared: false });
  });

  it('is taken as it is when it is empty', async () => {
    expect(await prepared(folder)).toEqual({ directory: folder, made: false, cleared: false });
  });

  it('is refused when it is not empty, because mounting would hide what is in it', async () => {
    await writeFile(join(folder, 'letter.txt'), 'dear');
    await expect(prepareMountPoint(folder, [])).rejects.toMatchObject({
      code: 'NOT_EMPTY',
      message: expect.stringContaining(folder),
    });
  });

  it('is refused when it is a file', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(prepareMountPoint(join(folder, 'file'), [])).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' });
  });

  it('is refused inside a folder of originals, also through a symbolic link, and nothing is made there', async () => {
    const music = join(folder, 'music');
    await mkdir(music);
    await symlink(music, join(folder, 'link'));
    for (const wanted of [
      music,
      join(music, 'mount'),
      join(folder, 'link', 'mount'),
      join(folder, 'link', 'new', 'mount'),
    ]) {
      await expect(prepareMountPoint(wanted, [music])).rejects.toMatchObject({ code: 'INSIDE_LIBRARY' });
    }
    await expect(prepareMountPoint(join(music, 'mount'), [join(folder, 'link')])).rejects.toMatchObject({
      code: 'INSIDE_LIBRARY',
    });
    expect(await readdir(music)).toEqual([]);
  });

  it('may lie beside a folder whose name begins alike', async () => {
    const directory = join(folder, 'music-mount');
    expect(await prepared(directory, [join(folder, 'music')])).toMatchObject({ made: true });
  });

  it('is refused where something else is mounted', async () => {
    await expect(prepareMountPoint('/proc', [])).rejects.toMatchObject({
      code: 'ALREADY_MOUNTED',
      message: expect.stringContaining('proc'),
    });
  });
});
