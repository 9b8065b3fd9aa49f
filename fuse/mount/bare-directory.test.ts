import { chmod, lstat, mkdtemp, readFile, realpath, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BareDirectory, isBare } from './bare-directory.ts';

let folder: string;
let directory: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'descant-bare-')));
  directory = join(folder, 'mount');
});
afterEach(async () => rm(folder, { recursive: true }));

const permissions = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

async function mountedOnce(): Promise<BareDirectory> {
  const bare = await BareDirectory.make(
    directory,
    await lstat(directory).then(
      () => true,
      () => false,
    ),
  );
  await bare.seal();
  await bare.close();
  return bare;
}

describe('a directory that is made to mount on', () => {
  it('can be written by its user, as mounting demands, but not listed', async () => {
    const bare = await BareDirectory.make(directory, false);
    expect(await permissions(directory)).toBe(0o300);
    await bare.close();
  });

  it('takes nothing any more when something has been mounted on it', async () => {
    await mountedOnce();
    expect(await permissions(directory)).toBe(0o100);
  });

  it('is sealed itself, and not what stands in its place meanwhile', async () => {
    const bare = await BareDirectory.make(directory, false);
    await rmdir(directory);
    const other = await BareDirectory.make(directory, false);
    await bare.seal();
    expect(await permissions(directory)).toBe(0o300);
    await Promise.all([bare.close(), other.close()]);
  });

  it('is known by its permissions, sealed or not', async () => {
    await mountedOnce();
    expect(isBare(await lstat(directory))).toBe(true);
    await chmod(directory, 0o300);
    expect(isBare(await lstat(directory))).toBe(true);
    await chmod(directory, 0o700);
    expect(isBare(await lstat(directory))).toBe(false);
  });

  it('is made again where it stands empty', async () => {
    await mountedOnce();
    expect(await mountedOnce()).toMatchObject({ setAside: null });
  });

  it('is set aside with what root has written into it, so that nothing is lost and it can be mounted on', async () => {
    for (const [written, place] of [
      ['first', `${directory} (saved while not mounted)`],
      ['second', `${directory} (saved while not mounted) 2`],
    ] as const) {
      await mountedOnce();
      await chmod(directory, 0o300);
      await writeFile(join(directory, 'song.flac'), written);
      await chmod(directory, 0o100);
      expect(await mountedOnce()).toMatchObject({ setAside: place });
      expect(await readFile(join(place, 'song.flac'), 'utf8')).toBe(written);
      expect(await permissions(place)).toBe(0o700);
    }
  });
});
