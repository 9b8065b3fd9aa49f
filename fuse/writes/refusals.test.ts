import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusals } from './refusals.ts';
import { draftOf, saveSetup, type SaveSetup } from './testing/save-setup.ts';

let setup: SaveSetup;
let refusals: Refusals;
beforeEach(async () => {
  setup = await saveSetup();
  refusals = new Refusals(setup.library);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await setup[Symbol.asyncDispose]();
});

describe('a refused save', () => {
  async function refuse(path: string): Promise<string> {
    const draft = await draftOf(setup.folder, Buffer.from('what was saved'));
    const error = await refusals.save({ draft, trackId: 1, path, pid: 0 }, 'It is broken.');
    await draft.close();
    expect(error).toMatchObject({ code: 'EPERM', message: `${path} was not saved: It is broken.` });
    return setup.library.refusals.at(-1)?.kept as string;
  }

  it('is kept in the quarantine with all its bytes, and reported', async () => {
    const kept = await refuse('A/One.flac');
    expect(dirname(kept)).toBe(setup.library.quarantine);
    expect(await readFile(kept, 'utf8')).toBe('what was saved');
    expect(setup.library.refusals).toEqual([
      { trackId: 1, path: 'A/One.flac', author: 'unknown program', reason: 'It is broken.', kept },
    ]);
  });

  it('that cannot be kept, as on a full disk, is reported without a file and fails with that error', async () => {
    const draft = await draftOf(setup.folder, Buffer.from('what was saved'));
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    vi.spyOn(draft, 'copyTo').mockImplementation(async (path) => {
      await writeFile(path, 'what');
      throw full;
    });
    await expect(refusals.save({ draft, trackId: 1, path: 'One.flac', pid: 0 }, 'It is broken.')).rejects.toBe(full);
    await draft.close();
    expect(setup.library.refusals).toMatchObject([
      { reason: 'It is broken. What was saved could not be kept: no space left on device', kept: null },
    ]);
    expect(await readdir(setup.library.quarantine)).toEqual([]);
  });

  it('has a name of its own, with the time, the process and a number', async () => {
    const names = [await refuse('One.flac'), await refuse('One.flac')].map((path) => basename(path));
    expect(names[0]).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-\\d{3}Z-${process.pid}-1\\.flac$`));
    expect(names[1]).toMatch(/-2\.flac$/);
    expect(await readdir(setup.library.quarantine)).toHaveLength(2);
  });

  it.each([
    ['One.FLAC', '.flac'],
    ['One.extension', ''],
    ['One.mp3/..', ''],
    ['One.fl~c', ''],
    ['One.12345678', '.12345678'],
    ['One.123456789', ''],
    ['One.x.mp3', '.mp3'],
    ['One.mp3\n', ''],
    ['One', ''],
  ])('of %s keeps only a harmless extension: "%s"', async (path, extension) => {
    expect(basename(await refuse(path))).toMatch(new RegExp(`-1${extension.replace('.', '\\.')}$`));
  });
});

describe('a refused rename', () => {
  it('is an error with the reason, and reported without kept bytes', () => {
    const error = refusals.rename(1, 'A/Two.flac', 'mv', 'It is ambiguous.');
    expect(error).toMatchObject({ code: 'EPERM', message: 'A/Two.flac was not renamed: It is ambiguous.' });
    expect(setup.library.refusals).toEqual([
      { trackId: 1, path: 'A/Two.flac', author: 'mv', reason: 'It is ambiguous.', kept: null },
    ]);
  });

  it('is reported once a second for each program and directory', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(10_000);
    const rename = (path: string, author = 'mv'): number => {
      refusals.rename(1, path, author, 'x');
      return setup.library.refusals.length;
    };
    expect([rename('A/1'), rename('A/2'), rename('B/1'), rename('A/1', 'kid3')]).toEqual([1, 1, 2, 3]);
    now.mockReturnValue(11_000);
    expect(rename('A/3')).toBe(3);
    // Refusals that are not reported prolong the silence: the series has not ended.
    now.mockReturnValue(12_000);
    expect(rename('A/4')).toBe(3);
    now.mockReturnValue(13_001);
    expect(rename('A/5')).toBe(4);
  });

  it('is remembered for a thousand directories at most', () => {
    vi.spyOn(performance, 'now').mockReturnValue(10_000);
    for (let index = 0; index < 1002; index += 1) refusals.rename(1, `${index}/x`, 'mv', 'x');
    expect(setup.library.refusals).toHaveLength(1002);
    refusals.rename(1, '1001/y', 'mv', 'x');
    expect(setup.library.refusals).toHaveLength(1002);
    refusals.rename(1, '0/y', 'mv', 'x');
    expect(setup.library.refusals).toHaveLength(1003);
  });
});
