/** Real copies of tracks in a folder: what a device gets, and what later runs do. */
import { createHash } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../support/audio.ts';
import { descantHere, descantJsonHere } from '../support/commands-here.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CLI = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));
const TEMPLATE = '$albumartist/$track $title.$format';

interface Copied {
  readonly copied: readonly string[];
  readonly unchanged: number;
  readonly deleted: readonly string[];
  readonly stale: readonly string[];
  readonly failed: readonly { readonly path: string; readonly message: string }[];
}

let folder: string;
let library: string;
let music: string;
let device: string;
beforeAll(async () => {
  folder = temporaryFolder();
  library = join(folder, 'library');
  music = join(folder, 'music');
  for (const [i, extension] of ['flac', 'mp3', 'ogg', 'm4a'].entries()) {
    makeAudio(join(music, `${i}.${extension}`), {
      tags: { title: `Song ${i}`, artist: 'Band', album_artist: 'Band', track: String(i) },
      seconds: 1,
      pitch: 200 + 50 * i,
      art: extension === 'flac',
    });
  }
  await startService(library);
  await descantJsonHere(library, 'scan', music);
});
beforeEach(() => {
  device = temporaryFolder();
});

/** Copies to the device. */
const copy = (query: string, ...options: readonly string[]): Promise<Copied> =>
  descantJsonHere(library, 'copy', query, device, '--template', TEMPLATE, ...options);

/** Files on the device, but for the list of them. */
function files(): string[] {
  return readdirSync(device, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.descant'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(device.length + 1))
    .toSorted();
}

function tag(path: string, name: string): string | undefined {
  const printed = execFileSync('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path]);
  const { streams, format } = JSON.parse(printed.toString()) as {
    streams: { tags?: Record<string, string> }[];
    format: { tags?: Record<string, string> };
  };
  const tags = { ...streams[0]?.tags, ...format.tags };
  return Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];
}

const audio = (path: string): string =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-']).toString();

const digests = (): string[] =>
  readdirSync(music).map((name) =>
    createHash('sha256')
      .update(readFileSync(join(music, name)))
      .digest('hex'),
  );

const ALL = ['Band/00 Song 0.flac', 'Band/01 Song 1.mp3', 'Band/02 Song 2.ogg', 'Band/03 Song 3.m4a'];

describe('descant copy', () => {
  it('copies tracks with the tags of the library and the audio of the originals', async () => {
    const before = digests();
    await descantJsonHere(library, 'edit', 'title:Song', 'genre=Polka');
    const { copied, failed } = await copy('');
    expect([copied.toSorted(), failed]).toEqual([ALL, []]);
    expect(files()).toEqual(ALL);
    for (const [i, path] of ALL.entries()) {
      expect(tag(join(device, path), 'genre')).toBe('Polka');
      const original = readdirSync(music).find((name) => name.startsWith(`${i}.`))!;
      expect(audio(join(device, path))).toBe(audio(join(music, original)));
    }
    expect(digests()).toEqual(before);
    await descantJsonHere(library, 'undo');
  });

  it('copies nothing the second time, and what has changed the third', async () => {
    await copy('');
    expect(await copy('')).toMatchObject({ copied: [], unchanged: 4 });
    await descantJsonHere(library, 'edit', 'title:"Song 1"', 'title=Other');
    expect(await copy('')).toMatchObject({
      copied: ['Band/01 Other.mp3'],
      unchanged: 3,
      deleted: [],
      stale: ['Band/01 Song 1.mp3'],
    });
    await descantJsonHere(library, 'undo');
    // Undoing is a change, too: the file has a new time.
    expect(await copy('', '--delete')).toMatchObject({
      copied: ['Band/01 Song 1.mp3'],
      unchanged: 3,
      deleted: ['Band/01 Other.mp3'],
    });
    expect(files()).toEqual(ALL);
  });

  it('shows what it would do, and does nothing then', async () => {
    const { stdout } = await descantHere(
      library,
      'copy',
      'title:"Song 1"',
      device,
      '--template',
      TEMPLATE,
      '--dry-run',
    );
    expect(stdout).toContain('+ Band/01 Song 1.mp3\n');
    expect(stdout).toContain('1 file to copy');
    expect(readdirSync(device)).toEqual([]);
    const nowhere = join(device, 'new', 'folder');
    await descantJsonHere(library, 'copy', '', nowhere, '--dry-run');
    expect(existsSync(nowhere)).toBe(false);
  });

  it('fails where no track matches, unless copies of an earlier run are out of date now', async () => {
    const none = await descantHere(library, 'copy', 'title:nothing', device, '--json');
    expect([none.code, none.stdout]).toEqual([1, '']);
    expect(JSON.parse(none.stderr)).toMatchObject({ error: { code: 'NO_MATCH' } });
    await copy('');
    expect(await copy('title:nothing', '--delete')).toMatchObject({ copied: [], deleted: ALL });
  });

  it('copies a file again that was lost, cut or half written', async () => {
    await copy('');
    rmSync(join(device, ALL[0]!));
    writeFileSync(join(device, ALL[1]!), 'cut');
    const left = ['.descant-copy.part', '.descant-copy.part.converted'].map((name) => join(device, name));
    for (const path of left) writeFileSync(path, 'half');
    expect((await copy('')).copied.toSorted()).toEqual(ALL.slice(0, 2));
    expect(await copy('')).toMatchObject({ unchanged: 4 });
    expect(left.filter((path) => existsSync(path))).toEqual([]);
  });

  it('never touches a file that it has not copied', async () => {
    const foreign = join(device, ALL[2]!);
    mkdirSync(join(device, 'Band'));
    writeFileSync(foreign, 'mine');
    const { code, stdout } = await descantHere(library, 'copy', '', device, '--template', TEMPLATE, '--json');
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Copied).failed).toEqual([
      { path: ALL[2], message: `a file that Descant has not copied is in its place: ${foreign}; move it away` },
    ]);
    writeFileSync(join(device, ALL[0]!), 'changed by hand');
    await descantHere(library, 'copy', 'title:nothing', device, '--template', TEMPLATE, '--delete');
    expect(files()).toEqual([ALL[0], ALL[2]]);
    expect(readFileSync(foreign, 'utf8')).toBe('mine');
  });

  it('goes on after a run that was killed', async () => {
    // Without a service: what is killed is the process that copies.
    const alone = temporaryFolder();
    await descantJson(alone, 'scan', music);
    const child = spawn(process.execPath, [CLI, 'copy', '', device, '--template', TEMPLATE, '--library', alone], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    // Whatever it has done when it is killed.
    for (let there = 0; there < 2 && child.exitCode === null;) {
      there = files().length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill('SIGKILL');
    await ended;
    const { failed } = await descantJson<Copied>(alone, 'copy', '', device, '--template', TEMPLATE);
    expect(failed).toEqual([]);
    expect(files()).toEqual(ALL);
    for (const path of ALL) expect(tag(join(device, path), 'title')).toContain('Song');
  });

  it('converts lossless files, and those alone', async () => {
    const { copied, failed } = await copy('', '--convert', 'opus');
    expect([copied.toSorted(), failed]).toEqual([['Band/00 Song 0.opus', ...ALL.slice(1)], []]);
    expect(tag(join(device, 'Band/00 Song 0.opus'), 'title')).toBe('Song 0');
    expect(await copy('', '--convert', 'opus')).toMatchObject({ copied: [], unchanged: 4 });
    // Another quality is another copy.
    expect(await copy('', '--convert', 'mp3')).toMatchObject({ copied: ['Band/00 Song 0.mp3'], unchanged: 3 });
  });

  it('keeps the time of a file, so that players see what is new', async () => {
    const other = temporaryFolder();
    const path = makeAudio(join(other, 'music', 'a.mp3'), { tags: { title: 'Old', artist: 'Band' }, seconds: 1 });
    utimesSync(path, 1_000_000_000, 1_000_000_000);
    await descant(join(other, 'library'), 'scan', join(other, 'music'));
    await descantJson(join(other, 'library'), 'copy', '', device, '--template', '$title.$format');
    expect(statSync(join(device, 'Old.mp3')).mtimeMs).toBe(1_000_000_000_000);
  });

  it('refuses places inside the music and the library, around them, and bad options', async () => {
    const refused = async (...words: readonly string[]): Promise<string> => {
      const { code, stderr } = await descantHere(library, 'copy', ...words);
      expect(code).not.toBe(0);
      return stderr;
    };
    for (const place of [music, join(music, 'new'), library, folder]) {
      expect(await refused('', place)).toContain('lie inside each other');
    }
    expect(await refused('title:x')).toContain('a query and a folder');
    expect(await refused('', device, '--convert', 'wma')).toContain('--convert takes mp3, aac, opus, vorbis, flac');
    expect(await refused('', device, '--names', 'mac')).toContain('--names takes posix, windows, portable');
    expect(await refused('(title:x', device)).toContain('this opening parenthesis is never closed');
    expect(readdirSync(device)).toEqual([]);
  });
});
