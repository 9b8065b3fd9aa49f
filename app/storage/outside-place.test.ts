import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { outsidePlace } from './outside-place.ts';

function places() {
  const folder = realpathSync(temporaryFolder());
  const music = join(folder, 'music');
  mkdirSync(join(music, 'album'), { recursive: true });
  symlinkSync(music, join(folder, 'link'));
  return { folder, music };
}

it('gives the real path of a folder, also of one that is not there yet', async () => {
  const { folder, music } = places();
  mkdirSync(join(folder, 'device'));
  symlinkSync(join(folder, 'device'), join(folder, 'other'));
  expect(await outsidePlace(join(folder, 'other', 'new', 'deep'), [music])).toBe(join(folder, 'device', 'new', 'deep'));
  // A name that only begins like that of the music.
  expect(await outsidePlace(`${music}s`, [music])).toBe(`${music}s`);
});

it.each(['music', 'music/album', 'music/new', 'link/new', '.'])(
  'refuses %s: it and the music lie inside each other',
  async (name) => {
    const { folder, music } = places();
    const path = join(folder, name);
    await expect(outsidePlace(path, ['/elsewhere', music])).rejects.toMatchObject({
      code: 'BAD_PLACE',
      path,
      message: `${path} and ${music} lie inside each other; files that Descant writes belong outside of the music, the library and the mount`,
    });
  },
);

it('refuses a path without a beginning', async () => {
  await expect(outsidePlace('device', [])).rejects.toThrow('device is no whole path; begin it with / or ~/');
});
