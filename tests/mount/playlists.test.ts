/** Playlists in the mount of the real service: a player plays them, and they follow changes without a new mount. */
import { existsSync, mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { attempt } from './programs.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const mount = join(folder, 'mount');
const TITLES = ['Ada', 'Bay', 'Cal'];

const playlists = (...words: string[]) => descant(library, 'playlists', ...words);
const at = (path: string): string => join(mount, 'Playlists', path);
/** The files that a playlist names, seen from its folder. */
async function entries(path: string): Promise<string[]> {
  const text = await readFile(at(path), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
/** The files that a player plays from a playlist, by their titles. */
async function played(path: string): Promise<{ titles: string[]; code: number }> {
  const { code, out } = await attempt(
    'mpv',
    '--no-config',
    '--ao=null',
    '--ao-null-untimed',
    '--no-video',
    '--term-playing-msg=PLAYING ${metadata/by-key/title}',
    at(path),
  );
  return { code, titles: [...out.matchAll(/PLAYING (.*)/g)].map(([, title]) => title!.trim()) };
}

beforeAll(async () => {
  mkdirSync(mount);
  for (const [i, title] of TITLES.entries()) {
    makeAudio(join(music, `${title}.flac`), { tags: { title, artist: 'Hall' }, pitch: 200 + 50 * i, seconds: 1 });
  }
  await descant(library, 'scan', music);
  await descant(library, 'config', 'mount.template', '$artist/$title');
  await startService(library, ['--mount', mount]);
});

describe.skipIf(!existsSync('/dev/fuse'))('the folder Playlists of the mount', () => {
  it('has a file for each playlist, which a player plays in order', async () => {
    await playlists('create', 'Road', '--folder', 'Trips');
    await playlists('add', 'Road', 'title:cal');
    await playlists('add', 'Road', 'title:ada');
    await vi.waitFor(async () =>
      expect(await entries('Trips/Road.m3u8')).toEqual(['../../Hall/Cal.flac', '../../Hall/Ada.flac']),
    );
    expect(await played('Trips/Road.m3u8')).toEqual({ code: 0, titles: ['Cal', 'Ada'] });
  });

  it('follows changes of playlists and of their tracks, and undo, without a new mount', async () => {
    await playlists('move', 'Road', '1', '2');
    await descant(library, 'edit', 'title:cal', 'title=Calm');
    const edited = ['../../Hall/Ada.flac', '../../Hall/Calm.flac'];
    await vi.waitFor(async () => expect(await entries('Trips/Road.m3u8')).toEqual(edited));
    expect((await played('Trips/Road.m3u8')).titles).toEqual(['Ada', 'Calm']);
    await playlists('rename', 'Road', 'Street');
    await vi.waitFor(async () => expect(await readdir(at('Trips'))).toEqual(['Street.m3u8']));
    for (let i = 0; i < 3; i++) await descant(library, 'undo');
    await vi.waitFor(async () =>
      expect(await entries('Trips/Road.m3u8')).toEqual(['../../Hall/Cal.flac', '../../Hall/Ada.flac']),
    );
  });

  it('has smart playlists, which follow what their query matches', async () => {
    await playlists('create', 'Late', '--query', 'genre:late', '--sort', 'title');
    await vi.waitFor(async () => expect(await entries('Late.m3u8')).toEqual([]));
    await descant(library, 'edit', 'title:bay , title:ada', 'genre=Late');
    const found = ['../Hall/Ada.flac', '../Hall/Bay.flac'];
    await vi.waitFor(async () => expect(await entries('Late.m3u8')).toEqual(found));
    expect(await played('Late.m3u8')).toEqual({ code: 0, titles: ['Ada', 'Bay'] });
  });

  it('can be exported with paths of the mount, whatever its name', async () => {
    const file = join(folder, 'out.m3u8');
    expect((await playlists('export', 'Road', file, '--paths', 'mount')).stdout).toContain(
      'Road, 2 tracks, written to',
    );
    expect(await readFile(file, 'utf8')).toBe(
      `#EXTM3U\n#PLAYLIST:Road\n#EXTINF:1,Hall - Cal\n${mount}/Hall/Cal.flac\n#EXTINF:1,Hall - Ada\n${mount}/Hall/Ada.flac\n`,
    );
  });

  it('comes back from the mount: what is imported there names the same tracks', async () => {
    const { code, stdout } = await playlists('import', at('Trips/Road.m3u8'), '--dry-run');
    expect([code, stdout]).toEqual([0, 'Road: 2 tracks\n']);
  });

  it('is there as long as the setting says so', async () => {
    await descant(library, 'config', 'mount.playlists', 'false');
    expect(await readdir(mount)).toEqual(['Hall']);
    await descant(library, 'config', 'mount.playlists', '--unset');
    expect((await readdir(mount)).sort()).toEqual(['Hall', 'Playlists']);
    expect((await played('Late.m3u8')).titles).toEqual(['Ada', 'Bay']);
  });
});
