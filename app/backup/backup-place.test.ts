import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupPlace } from './backup-place.ts';

let folder: string;
let music: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'descant-place-')));
  music = join(folder, 'music');
  mkdirSync(music);
  writeFileSync(join(music, 'song.flac'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the place of a backup', () => {
  it('is a file in any folder outside, also where the folder is a link', async () => {
    mkdirSync(join(folder, 'music of others'));
    symlinkSync(join(folder, 'music of others'), join(folder, 'link'));
    expect(await backupPlace(join(folder, 'one.db'), [music])).toBe(join(folder, 'one.db'));
    expect(await backupPlace(join(folder, 'link', 'one.db'), [music])).toBe(join(folder, 'music of others', 'one.db'));
  });

  it.each([
    ['inside the music', () => join(music, 'song.flac'), /inside .*music; a backup belongs outside/],
    ['the music itself', () => music, /inside .*music/],
    ['no whole path', () => 'backup.db', /^backup\.db is no whole path/],
    ['a folder', () => `${folder}/`, /is a folder; name a file/],
    ['in a folder that is not there', () => join(folder, 'gone', 'one.db'), /gone is not there; make the folder first/],
  ])('is refused where it is %s', async (_, path, message) => {
    await expect(backupPlace(path(), [music])).rejects.toMatchObject({ code: 'BAD_PLACE', path: path(), message });
  });

  it('is refused where links lead into the music', async () => {
    symlinkSync(music, join(folder, 'link'));
    symlinkSync(join(music, 'song.flac'), join(folder, 'file'));
    for (const path of [join(folder, 'link', 'one.db'), join(folder, 'file')]) {
      await expect(backupPlace(path, [music])).rejects.toMatchObject({ code: 'BAD_PLACE' });
    }
  });
});
