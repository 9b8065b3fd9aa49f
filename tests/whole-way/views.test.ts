/** Several views of one library in one mount, with playlists and the files beside the originals, as people set them. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { access, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const folder = temporaryFolder();
const album = join(folder, 'music', 'North');
const library = join(folder, 'library');
const mount = join(folder, 'mount');
const COVER = Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7) % 256));
let service: RunningService;

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(mount, join(entry.parentPath, entry.name)))
    .sort();
}

/** Waits until `look` no longer throws: the mount is told of an edit when the database has it. */
const soon = <Result>(look: () => Promise<Result>): Promise<Result> =>
  vi.waitFor(look, { timeout: 2000, interval: 10 });

beforeAll(async () => {
  const tags = { artist: 'Juniper Hall', album: 'North', date: '2008' };
  makeAudio(join(album, 'one.flac'), { tags: { ...tags, title: 'Legends: I', track: '1', genre: 'Folk' } });
  makeAudio(join(album, 'one.mp3'), { tags: { ...tags, title: 'Legends: I', track: '1', genre: 'Folk' } });
  makeAudio(join(album, 'two.mp3'), { tags: { ...tags, title: 'Frantic', track: '2', genre: 'Rock' } });
  writeFileSync(join(album, 'cover.jpg'), COVER);
  writeFileSync(join(album, 'two.lrc'), '[00:01.00] la\n');
  mkdirSync(join(folder, 'music', 'photos'));
  writeFileSync(join(folder, 'music', 'photos', 'beach.jpg'), COVER);
  service = await startService(library, ['--folder', join(folder, 'music'), '--mount', mount, '--no-analysis']);
  await service.until(({ event }) => event === 'mounted');
  await soon(async () => expect(await filesBelow(mount)).toHaveLength(4));
});

describe('the files beside the originals', () => {
  it('stand beside the tracks of their folder, lyrics under the name of their track', async () => {
    expect(await filesBelow(mount)).toEqual([
      'Juniper Hall/North (2008) [FLAC]/01 - Juniper Hall - Legends: I.flac',
      'Juniper Hall/North (2008) [MP3]/01 - Juniper Hall - Legends: I.mp3',
      'Juniper Hall/North (2008) [MP3]/02 - Juniper Hall - Frantic.lrc',
      'Juniper Hall/North (2008) [MP3]/02 - Juniper Hall - Frantic.mp3',
    ]);
  });
});

describe('views', () => {
  it('appear in the mount when they are added, beside what is there', async () => {
    await descantJson(library, 'views', 'add', 'Genres', '--template', '%each{genre}/$title');
    await descantJson(library, 'views', 'add', 'Albums', '--template', '$album/$track $title');
    expect(await readdir(mount)).toEqual(expect.arrayContaining(['Genres', 'Albums', 'Juniper Hall']));
    expect(await filesBelow(join(mount, 'Genres'))).toEqual([
      'Genres/Folk/Legends: I.flac',
      'Genres/Folk/Legends: I.mp3',
      'Genres/Rock/Frantic.lrc',
      'Genres/Rock/Frantic.mp3',
    ]);
  });

  it('show a track as one file, wherever it stands', async () => {
    const [here, there] = await Promise.all(
      ['Genres/Rock/Frantic.mp3', 'Albums/North/02 Frantic.mp3'].map((path) => stat(join(mount, path))),
    );
    expect(there!.ino).toBe(here!.ino);
    expect(await readFile(join(mount, 'Albums/North/02 Frantic.mp3'))).toEqual(
      await readFile(join(mount, 'Genres/Rock/Frantic.mp3')),
    );
  });

  it('show covers where an album stands as a whole', async () => {
    const cover = join(mount, 'Albums/North/cover.jpg');
    expect(await readFile(cover)).toEqual(COVER);
    expect((await stat(cover)).size).toBe(COVER.length);
    await expect(writeFile(cover, 'x')).rejects.toMatchObject({ code: 'EROFS' });
    expect(await readFile(join(album, 'cover.jpg'))).toEqual(COVER);
  });

  it('say by their modes what may be written to: tracks, and nothing else', async () => {
    const modes = await Promise.all(
      ['Albums', 'Albums/North/02 Frantic.mp3', 'Albums/North/cover.jpg'].map(
        async (path) => (await stat(join(mount, path))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o755, 0o644, 0o444]);
  });

  it('show a cover that changed when its folder is scanned again', async () => {
    const changed = Buffer.concat([COVER, Buffer.from('more')]);
    writeFileSync(join(album, 'cover.jpg'), changed);
    await utimes(join(album, 'cover.jpg'), 1, 1);
    await descantJson(library, 'scan', '--wait', 'tags');
    await soon(async () => expect(await readFile(join(mount, 'Albums/North/cover.jpg'))).toEqual(changed));
  });

  it('all follow an edit that is made by saving in one of them', async () => {
    await run('metaflac', [
      '--remove-tag=GENRE',
      '--set-tag=GENRE=Chamber',
      join(mount, 'Albums/North/01 Legends: I.flac'),
    ]);
    expect((await filesBelow(join(mount, 'Genres'))).filter((path) => path.endsWith('.flac'))).toEqual([
      'Genres/Chamber/Legends: I.flac',
    ]);
    expect(
      (
        await run('metaflac', [
          '--show-tag=GENRE',
          join(mount, 'Juniper Hall/North (2008) [FLAC]/01 - Juniper Hall - Legends: I.flac'),
        ])
      ).stdout,
    ).toBe('GENRE=Chamber\n');
  });

  it('of best copies show one of several', async () => {
    await descantJson(library, 'views', 'add', 'Best', '--best-copies', '--template', '$title');
    expect((await filesBelow(join(mount, 'Best'))).filter((path) => /\.(flac|mp3)$/.test(path))).toEqual([
      'Best/Frantic.mp3',
      'Best/Legends: I.flac',
    ]);
  });

  it('refuse a template, a query and a name that cannot be', async () => {
    for (const words of [['X', '--template', '$artist/[$title'], ['X', '--query', 'year:old'], ['../X']]) {
      const { code, stderr } = await descant(library, 'views', 'add', ...words, '--json');
      expect([code, (JSON.parse(stderr) as { error: { code: string } }).error.code]).toEqual([1, 'BAD_SETTING']);
    }
  });

  it('have names that every file system takes when they are made portable', async () => {
    await descantJson(library, 'config', 'mount.names', 'portable');
    expect(await filesBelow(join(mount, 'Albums'))).toContain('Albums/North/01 Legends_ I.flac');
    await access(join(mount, 'albums/NORTH/01 legends_ i.FLAC'));
    await descantJson(library, 'config', 'mount.names', '--unset');
    expect(await filesBelow(join(mount, 'Albums'))).toContain('Albums/North/01 Legends: I.flac');
  });

  it('go when they are removed', async () => {
    await descantJson(library, 'views', 'remove', 'Genres');
    expect(await readdir(mount)).not.toContain('Genres');
    await expect(access(join(mount, 'Genres/Rock/Frantic.mp3'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a playlist', () => {
  const list = join(mount, 'Playlists/North.m3u8');

  it('holds the tracks of its view in the order that the query asks for, by paths that are there', async () => {
    await descantJson(
      library,
      'views',
      'add',
      'Playlists/North',
      '--query',
      'album:north kind:mp3 title+',
      '--template',
      '$artist - $title',
      '--playlist',
    );
    const text = await readFile(list, 'utf8');
    expect(text.split('\n')).toEqual([
      '#EXTM3U',
      '#PLAYLIST:North',
      '#EXTINF:3,Juniper Hall - Frantic',
      'North/Juniper Hall - Frantic.mp3',
      '#EXTINF:3,Juniper Hall - Legends: I',
      'North/Juniper Hall - Legends: I.mp3',
      '',
    ]);
    expect((await stat(list)).size).toBe(Buffer.byteLength(text));
    for (const line of text.split('\n')) {
      if (line !== '' && !line.startsWith('#')) await access(join(dirname(list), line));
    }
  });

  it('follows edits: of names, and of what belongs to it', async () => {
    await descantJson(library, 'edit', 'title:=Frantic', 'title=Zephyr');
    await soon(async () =>
      expect((await readFile(list, 'utf8')).split('\n').filter((line) => line.endsWith('.mp3'))).toEqual([
        'North/Juniper Hall - Legends: I.mp3',
        'North/Juniper Hall - Zephyr.mp3',
      ]),
    );
    await descantJson(library, 'edit', 'title:=Zephyr', 'album=South');
    await soon(async () => expect(await readFile(list, 'utf8')).not.toContain('Zephyr'));
    await expect(writeFile(list, 'x')).rejects.toMatchObject({ code: 'EROFS' });
  });
});

it('views are still there after the service starts again', async () => {
  await service.stop();
  service = await startService(library, ['--mount', mount, '--no-analysis']);
  await service.until(({ event }) => event === 'mounted');
  expect(await readdir(mount)).toEqual(expect.arrayContaining(['Albums', 'Best', 'Playlists', 'Juniper Hall']));
  expect(await descantJson<{ views: { name: string }[] }>(library, 'views')).toMatchObject({
    views: [{ name: '' }, { name: 'Albums' }, { name: 'Best' }, { name: 'Playlists/North' }],
  });
});
