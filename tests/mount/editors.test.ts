/**
 * Tag editors as people use them, saving one after another into the same files: every save becomes an edit by its
 * program, the sound stays, and the originals are not touched. `editors-table.test.ts` has every editor and every
 * format, each with a file of its own.
 */
import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { notedSaves } from './folder-sink.ts';
import { originalsOf } from './folder-library.ts';
import { attempt, audioMd5, probe, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { TestMount } from './test-mount.ts';

/** A way to change the genre of a file. */
interface Editor {
  /** Program that must be there for it. */
  readonly program: string;
  /** Name that the history shows. */
  readonly author: string;
  /** Numbers of tracks that it can edit. */
  readonly tracks: readonly number[];
  readonly edit: (path: string, value: string) => Promise<unknown>;
}

const MUTAGEN = `
import sys, mutagen
file = mutagen.File(sys.argv[1], easy=True)
file["genre"] = sys.argv[2]
file.save()
`;
const MUTAGEN_PROGRAM = join(temporaryFolder(), 'mutagen-edit.py');

function copyOver(extension: string) {
  return async (path: string, value: string): Promise<void> => {
    const copy = `${path}.edited.${extension}`;
    const genre = ['-metadata', `genre=${value}`, '-metadata:s:a:0', `genre=${value}`];
    const more = extension === 'mp3' ? ['-id3v2_version', '3'] : [];
    const input = ['-nostdin', '-y', '-v', 'error', '-i', path];
    await run('ffmpeg', ...input, '-map', '0', '-c', 'copy', ...genre, ...more, copy);
    await run('mv', copy, path);
  };
}

const FORMATS: Readonly<Record<number, string>> = {
  1: 'flac',
  2: 'mp3',
  5: 'opus',
  6: 'm4a',
};

const EDITORS: Readonly<Record<string, Editor>> = {
  metaflac: {
    program: 'metaflac',
    author: 'metaflac',
    tracks: [1],
    edit: (path, value) => run('metaflac', '--remove-tag=GENRE', `--set-tag=GENRE=${value}`, path),
  },
  mutagen: {
    program: 'python3',
    author: 'mutagen-edit.py',
    tracks: [1, 2],
    edit: (path, value) => run('/usr/bin/python3', MUTAGEN_PROGRAM, path, value),
  },
  'kid3-cli': {
    program: 'kid3-cli',
    author: 'kid3-cli',
    tracks: [1, 2],
    edit: (path, value) =>
      run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', '-c', `set genre "${value}" 2`, '-c', 'save', path),
  },
  eyeD3: {
    program: 'eyeD3',
    author: 'eyeD3',
    tracks: [2],
    edit: (path, value) => run('eyeD3', '--quiet', `--genre=${value}`, path),
  },
  id3v2: { program: 'id3v2', author: 'id3v2', tracks: [2], edit: (path, value) => run('id3v2', '--TCON', value, path) },
  'ffmpeg and mv': { program: 'ffmpeg', author: 'mv', tracks: [1, 2], edit: async () => undefined },
};

function has(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

let library: TestLibrary;
let mount: TestMount;
let before: string[];
/** What is heard in each original. */
let sounds: string[];

beforeAll(async () => {
  await writeFile(MUTAGEN_PROGRAM, MUTAGEN);
  library = await makeLibrary();
  before = await Promise.all(originalsOf(library.folder).map(sha256));
  sounds = await Promise.all(originalsOf(library.folder).map(audioMd5));
  mount = new TestMount(library, 'descant', 'writable');
  expect(await mount.mount({ template: '$id' })).toMatchObject({ type: 'mounted', backend: 'descant' });
});

afterAll(async () => {
  await mount.clean();
  await library.remove();
});

/** Ways to put the blue picture into a file. */
const ART: Readonly<
  Record<
    string,
    {
      readonly program: string;
      readonly track: number;
      readonly edit: (path: string, picture: string) => Promise<unknown>;
    }
  >
> = {
  metaflac: {
    program: 'metaflac',
    track: 1,
    edit: (path, picture) =>
      run('metaflac', '--remove', '--block-type=PICTURE', '--dont-use-padding', path).then(() =>
        run('metaflac', `--import-picture-from=${picture}`, path),
      ),
  },
  eyeD3: {
    program: 'eyeD3',
    track: 2,
    edit: (path, picture) => run('eyeD3', '--quiet', '--add-image', `${picture}:FRONT_COVER`, path),
  },
  'kid3-cli on Opus': {
    program: 'kid3-cli',
    track: 5,
    edit: (path, picture) =>
      run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', '-c', `set picture:"${picture}" "" 2`, '-c', 'save', path),
  },
  'kid3-cli on M4A': {
    program: 'kid3-cli',
    track: 6,
    edit: (path, picture) =>
      run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', '-c', `set picture:"${picture}" "" 2`, '-c', 'save', path),
  },
};

for (const [name, { program, track, edit }] of Object.entries(ART)) {
  it.skipIf(!has(program))(`${name} puts a picture in`, async () => {
    const path = join(library.directory, `${track}.${FORMATS[track]}`);
    const saves = notedSaves(library.folder).length;
    await edit(path, library.blue);
    const last = notedSaves(library.folder).slice(saves).at(-1);
    expect(last).toMatchObject({ kind: 'saved', trackId: track });
    if (last?.kind === 'saved') expect(last.pictures).toBeGreaterThan(0);
    expect(await audioMd5(path)).toBe(sounds[track - 1]);
    const wanted = await sha256(library.blue);
    const stored = (await readdir(library.folder)).filter((file) => file.startsWith(`picture-${track}-`));
    expect(await Promise.all(stored.map((file) => sha256(join(library.folder, file))))).toContain(wanted);
  });
}

for (const [name, editor] of Object.entries(EDITORS)) {
  describe.skipIf(!has(editor.program))(name, () => {
    for (const track of editor.tracks) {
      const format = FORMATS[track] ?? '';
      const edit = name === 'ffmpeg and mv' ? copyOver(format) : editor.edit;
      it.each([
        ['a value that fits', 'Polka'],
        ['a value that does not fit', `Polka ${'x'.repeat(30_000)}`],
      ])(`saves into ${format}: %s`, async (_what, value) => {
        const path = join(library.directory, `${track}.${format}`);
        const original = originalsOf(library.folder)[track - 1] as string;
        const saves = notedSaves(library.folder).length;
        await edit(path, value);
        const noted = notedSaves(library.folder).slice(saves);
        expect(noted).toEqual([expect.objectContaining({ kind: 'saved', trackId: track, author: editor.author })]);
        const [save] = noted;
        if (save?.kind === 'saved') expect(save.fields['genre']).toEqual([value]);
        expect((await probe(path)).tags['genre']).toBe(value);
        expect(await audioMd5(path)).toBe(sounds[track - 1]);
        expect(await sha256(original)).toBe(before[track - 1]);
        expect((await stat(path)).isFile()).toBe(true);
      });
    }
  });
}

describe('an edit that moves the file', () => {
  let moving: TestMount;
  let own: TestLibrary;

  beforeAll(async () => {
    own = await makeLibrary();
    moving = new TestMount(own, 'descant', 'writable');
    await moving.mount();
  });

  afterAll(async () => {
    await moving.clean();
    await own.remove();
  });

  it.each<[string, string, string, (path: string) => Promise<unknown>]>([
    [
      'metaflac',
      'Alpha/First (2001) [FLAC]/01 - Alpha - One.flac',
      'Alpha/Other (2001) [FLAC]/01 - Alpha - New.flac',
      (path) =>
        run(
          'metaflac',
          '--remove-tag=TITLE',
          '--remove-tag=ALBUM',
          '--set-tag=TITLE=New',
          '--set-tag=ALBUM=Other',
          path,
        ),
    ],
    [
      'eyeD3',
      'Björk/Second (2002) [MP3]/02 - Björk - Two.mp3',
      'Björk/Other (2002) [MP3]/02 - Björk - New.mp3',
      (path) => run('eyeD3', '--quiet', '--title=New', '--album=Other', path),
    ],
    [
      'vorbiscomment',
      'Gamma/Third (2003) [OGG]/03 - Gamma - Three.ogg',
      'Delta/Other (0000) [OGG]/00 - Delta - New.ogg',
      (path) => run('vorbiscomment', '-w', '-t', 'TITLE=New', '-t', 'ARTIST=Delta', '-t', 'ALBUM=Other', path),
    ],
    [
      'kid3-cli',
      'Zeta/Sixth (0000) [M4A]/00 - Zeta - Six.m4a',
      'Zeta/Other (0000) [M4A]/00 - Zeta - New.m4a',
      (path) =>
        run(
          'env',
          'QT_QPA_PLATFORM=offscreen',
          'kid3-cli',
          '-c',
          'set title New 2',
          '-c',
          'set album Other 2',
          '-c',
          'save',
          path,
        ),
    ],
    [
      'id3v2',
      'Björk/Other (2002) [MP3]/02 - Björk - New.mp3',
      'Björk/Other (2002) [MP3]/02 - Björk - Newer.mp3',
      (path) => run('id3v2', '--song', 'Newer', path),
    ],
    [
      'cp',
      'Zeta/Other (0000) [M4A]/00 - Zeta - New.m4a',
      'Eta/Last (0000) [M4A]/00 - Eta - Six.m4a',
      async (path) => {
        const copy = join(own.folder, 'copy.m4a');
        await run(
          'ffmpeg',
          '-nostdin',
          '-v',
          'error',
          '-i',
          path,
          '-c',
          'copy',
          '-metadata',
          'artist=Eta',
          '-metadata',
          'album=Last',
          '-metadata',
          'title=Six',
          copy,
        );
        await run('cp', copy, path);
      },
    ],
  ])('by %s succeeds, and the file is at its new place at once', async (_name, from, to, edit) => {
    await stat(join(own.directory, from));
    await edit(join(own.directory, from));
    expect((await stat(join(own.directory, to))).isFile()).toBe(true);
    expect(await readdir(join(own.directory, to, '..'))).toEqual([to.slice(to.lastIndexOf('/') + 1)]);
    expect(notedSaves(own.folder).some((save) => save.kind === 'refused')).toBe(false);
  });
});

it('leaves nothing behind in the mount', async () => {
  expect((await readdir(library.directory)).sort()).toEqual([
    '1.flac',
    '2.mp3',
    '3.ogg',
    '4.wav',
    '5.opus',
    '6.m4a',
    '7.aiff',
    '8.wma',
  ]);
});

it('refuses what is not a change of tags, says why, and keeps the bytes', async () => {
  const path = join(library.directory, '1.flac');
  const saves = notedSaves(library.folder).length;
  const other = join(library.folder, 'other.flac');
  await run('ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'sine=100:duration=8', other);
  const { code, err } = await attempt('cp', other, path);
  expect(code).not.toBe(0);
  expect(err).toContain('Operation not permitted');
  const noted = notedSaves(library.folder).slice(saves);
  expect(noted).toEqual([
    expect.objectContaining({
      kind: 'refused',
      trackId: 1,
      author: 'cp',
      reason: expect.stringContaining('audio itself was changed') as string,
    }),
  ]);
  if (noted[0]?.kind === 'refused') expect(await sha256(noted[0].kept ?? '')).toBe(await sha256(other));
  await run('flac', '-t', '-s', path);
  expect(await audioMd5(path)).toBe(sounds[0]);
});

it('refuses music that does not belong to the library', async () => {
  const { code, err } = await attempt(
    'cp',
    join(library.folder, 'other.flac'),
    join(library.directory, 'new song.flac'),
  );
  // Of the same length as a track it could be an editor's copy; then it goes after a while.
  if (code !== 0) expect(err).toContain('Operation not permitted');
  await run('rm', '-f', join(library.directory, 'new song.flac'));
});

it('left the originals as they were', async () => {
  expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
});
