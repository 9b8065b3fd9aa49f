/**
 * Editors that stay open while their own saves move the file: they save again under the path that they know, after an
 * hour and in the folder that is gone. The mount's clock is the test's.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormerNamesEvent } from '../../fuse/overlay/former-names.ts';
import { findProgram } from '../../main/setup/programs.mjs';
import { originalsOf } from './folder-library.ts';
import { notedSaves } from './folder-sink.ts';
import { attempt, audioMd5, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { eventually, TestMount } from './test-mount.ts';

/** A way to change the artist of a file. */
interface Editor {
  /** Program that must be there for it. */
  readonly program: string;
  /** Number of the track that it edits, and the artist that it has. */
  readonly track: number;
  /** Saves several times under one path, an hour after each. */
  readonly saveAll: (path: string, artists: readonly string[]) => Promise<void>;
}

/** Artists and names of the tracks of `makeLibrary`. */
const TRACKS: Readonly<Record<number, { artist: string; readonly name: string }>> = {
  1: { artist: 'Alpha', name: 'One.flac' },
  2: { artist: 'Björk', name: 'Two.mp3' },
  3: { artist: 'Gamma', name: 'Three.ogg' },
  6: { artist: 'Zeta', name: 'Six.m4a' },
};

const SCRIPT = `
import os, shutil, sys, tempfile
import mutagen
way, path, artist = sys.argv[1:]

def tag(target, opened=None):
    file = opened or mutagen.File(target, easy=True)
    file["artist"] = artist
    file.save(target)

if way == "in place":
    tag(path)
elif way == "picard":
    # Reads and closes, keeps the times, saves in place, sets the times.
    known = os.stat(path)
    opened = mutagen.File(path, easy=True)
    assert os.access(os.path.dirname(path), os.W_OK)
    tag(path, opened)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
elif way == "truncate":
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, os.path.basename(path))
        shutil.copyfile(path, copy)
        tag(copy)
        with open(path, "wb") as out, open(copy, "rb") as bytes:
            shutil.copyfileobj(bytes, out)
elif way == "beside":
    # puddletag: a temporary file beside the track, renamed over it.
    handle, copy = tempfile.mkstemp(dir=os.path.dirname(path), suffix=os.path.splitext(path)[1])
    os.close(handle)
    shutil.copyfile(path, copy)
    tag(copy)
    os.replace(copy, path)
elif way == "backup":
    # Mp3tag: the track becomes a backup, the temporary file takes its name, the backup goes.
    base, extension = os.path.splitext(path)
    copy, backup = base + ".tmp" + extension, path + ".bak"
    shutil.copyfile(path, copy)
    tag(copy)
    os.rename(path, backup)
    os.rename(copy, path)
    os.unlink(backup)
elif way == "attributes":
    os.chmod(path, 0o644)
    os.utime(path)
    assert path not in os.listdir(os.path.dirname(path))
    try:
        os.setxattr(path, "user.rating", b"5")
    except OSError as error:
        assert error.errno == 95, error
    with open(path, "r+b") as file:
        os.ftruncate(file.fileno(), os.fstat(file.fileno()).st_size)
        os.fsync(file.fileno())
    tag(path)
else:
    sys.exit("unknown way " + way)
`;

/** An editor that is started for each save. */
function editor(program: string, track: number, save: (path: string, artist: string) => Promise<unknown>): Editor {
  return {
    program,
    track,
    saveAll: async (path, artists) => {
      for (const artist of artists) {
        await save(path, artist);
        await later();
      }
    },
  };
}

const inPython = (way: string, track: number): Editor =>
  editor('python3', track, (path, artist) =>
    run('/usr/bin/python3', join(library.folder, 'old-paths.py'), way, path, artist),
  );

/**
 * One process for all saves: another one would look for the file in the listing of its folder.
 * @param again what it has to be told after a save, on any file system
 */
const kid3 = (track: number, again: readonly string[] = []): Editor => ({
  program: 'kid3-cli',
  track,
  saveAll: async (path, artists) => {
    const commands = artists.flatMap((artist) => [
      `set artist "${artist}" 2`,
      'save',
      `execute ${laterProgram()}`,
      ...again,
    ]);
    await run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', ...commands.flatMap((command) => ['-c', command]), path);
  },
});

const EDITORS: Readonly<Record<string, Editor>> = {
  'mutagen in place, FLAC': inPython('in place', 1),
  'mutagen in place, MP3': inPython('in place', 2),
  'mutagen in place, Ogg': inPython('in place', 3),
  'mutagen in place, MP4': inPython('in place', 6),
  'as Picard opens and saves': inPython('picard', 1),
  'truncate and write': inPython('truncate', 2),
  'a temporary file beside, as puddletag': inPython('beside', 1),
  'a temporary file and a backup, as Mp3tag': inPython('backup', 2),
  'times, modes, extended attributes and truncate': inPython('attributes', 1),
  metaflac: editor('metaflac', 1, (path, artist) =>
    run('metaflac', '--remove-tag=ARTIST', `--set-tag=ARTIST=${artist}`, path),
  ),
  'metaflac without padding': editor('metaflac', 1, (path, artist) =>
    run('metaflac', '--dont-use-padding', '--remove-tag=ARTIST', `--set-tag=ARTIST=${artist}`, path),
  ),
  'kid3-cli, FLAC': kid3(1),
  'kid3-cli, MP3': kid3(2),
  // It renames the track away and writes another: its own inotify watch makes it list the folder again, and drop the file.
  'kid3-cli, Ogg': kid3(3, ['select Three.ogg']),
  eyeD3: editor('eyeD3', 2, (path, artist) => run('eyeD3', '--quiet', `--artist=${artist}`, path)),
  mid3v2: editor('mid3v2', 2, (path, artist) => run('mid3v2', `--artist=${artist}`, path)),
  id3v2: editor('id3v2', 2, (path, artist) => run('id3v2', '--TPE1', artist, path)),
  vorbiscomment: editor('vorbiscomment', 3, (path, artist) =>
    run('vorbiscomment', '-w', '-t', 'TITLE=Three', '-t', `ARTIST=${artist}`, path),
  ),
  AtomicParsley: editor('AtomicParsley', 6, (path, artist) =>
    run('AtomicParsley', path, '--artist', artist, '--overWrite'),
  ),
  'ffmpeg and cp': editor('ffmpeg', 3, async (path, artist) => {
    const copy = join(library.folder, `copy${extname(path)}`);
    const tag = ['-metadata:s:a', `artist=${artist}`];
    await run('ffmpeg', '-v', 'error', '-y', '-i', path, '-map', '0:a', '-c', 'copy', ...tag, copy);
    await run('cp', copy, path);
  }),
};

let library: TestLibrary;
let mount: TestMount;
let before: string[];

beforeAll(async () => {
  library = await makeLibrary();
  await writeFile(join(library.folder, 'old-paths.py'), SCRIPT);
  const clock = join(library.folder, 'clock');
  await writeFile(clock, '0');
  await writeFile(laterProgram(), `#!/bin/sh\nread now < ${clock}\necho $((now + 3600000)) > ${clock}\n`, {
    mode: 0o755,
  });
  before = await Promise.all(originalsOf(library.folder).map(sha256));
  mount = new TestMount(library, 'descant', 'writable');
  expect(await mount.mount({ template: '$artist/$title' })).toMatchObject({ type: 'mounted', backend: 'descant' });
});

afterAll(async () => {
  await mount.clean();
  await library.remove();
});

/** A program that puts the mount's clock an hour ahead. */
const laterProgram = (): string => join(library.folder, 'later.sh');

async function later(): Promise<void> {
  await run(laterProgram());
}

/** Whether the mount has written down that a directory of this name had a file. */
async function hasWritten(directory: string): Promise<boolean> {
  const text = await readFile(join(library.folder, 'former-names.jsonl'), 'utf8');
  const events = text
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as FormerNamesEvent);
  const gone = events.findLast((event) => event.type === 'directory' && event.directory.name === directory);
  return events.some(
    (event) => event.type === 'remember' && gone?.type === 'directory' && event.directory === gone.directory.inode,
  );
}

/** The directories that list a file of that name. */
async function readdirOf(name: string): Promise<string[]> {
  const directories = await readdir(library.directory);
  const listed = await Promise.all(directories.map((directory) => readdir(join(library.directory, directory))));
  return directories.filter((_, index) => listed[index]?.includes(name));
}

const savesOf = (track: number): (string | undefined)[] =>
  notedSaves(library.folder).flatMap((save) =>
    save.kind === 'saved' && save.trackId === track ? [save.fields['artist']?.[0]] : [],
  );

describe.each(Object.entries(EDITORS))('an editor that saves again under the old path: %s', (name, editor) => {
  it.skipIf(findProgram(editor.program) === null)(
    'has saved again an hour later, twice, and only the present path is listed',
    { timeout: 60_000 },
    async () => {
      const track = TRACKS[editor.track] as (typeof TRACKS)[number];
      const path = join(library.directory, track.artist, track.name);
      const sound = await audioMd5(path);
      const saved = savesOf(editor.track).length;
      const artists = ['first', 'second', 'third'].map((time) => `${name.replaceAll(/\W+/g, ' ')} ${time}`);
      await editor.saveAll(path, artists);
      const [last = ''] = artists.slice(-1);
      track.artist = last;
      expect(savesOf(editor.track).slice(saved)).toEqual(artists);
      expect(await readdir(library.directory)).toContain(last);
      for (const artist of artists.slice(0, -1)) expect(await readdir(library.directory)).not.toContain(artist);
      expect(await readdir(join(library.directory, last))).toEqual([track.name]);
      expect(await audioMd5(path)).toBe(sound);
      expect(await audioMd5(join(library.directory, last, track.name))).toBe(sound);
    },
  );
});

it('another user of the old path: a rename by mv, a new folder and a copy find it free or find the track', async () => {
  const { artist, name } = TRACKS[1] as (typeof TRACKS)[number];
  const old = join(library.directory, artist);
  await run('metaflac', '--remove-tag=ARTIST', '--set-tag=ARTIST=Elsewhere', join(old, name));
  expect(await attempt('mv', join(library.directory, 'Elsewhere', name), join(library.directory, name))).toMatchObject({
    code: 1,
  });
  await run('mkdir', old);
  await run('mv', join(library.directory, 'Elsewhere', name), join(old, name));
  expect(await readdir(old)).toEqual([name]);
  // The user renamed it: its path before that is free.
  expect(await attempt('stat', join(library.directory, 'Elsewhere', name))).toMatchObject({ code: 1 });
});

it.each(['is ended', 'is killed'])(
  'a mount that %s and comes again knows the old paths, for an hour and a save',
  async (end) => {
    const { name } = TRACKS[1] as (typeof TRACKS)[number];
    const [first, second, third] = [`${end} once`, `${end} twice`, `${end} thrice`] as const;
    const saveAs = (artist: string, path: string): Promise<unknown> =>
      run('metaflac', '--remove-tag=ARTIST', `--set-tag=ARTIST=${artist}`, path);
    const [oldest] = await readdirOf('One.flac');
    const old = join(library.directory, oldest as string, name);
    await saveAs(first, old);
    await saveAs(second, old);
    if (end === 'is killed') {
      // Nobody waits for the last old paths to be written: a kill may come before.
      await eventually(async () => (await hasWritten(first)) || null, 20_000);
      await mount.kill('SIGKILL');
    } else expect(await mount.unmount()).toBe(0);
    await later();
    mount = new TestMount(library, 'descant', 'writable');
    expect(await mount.mount({ template: '$artist/$title' })).toMatchObject({ type: 'mounted' });
    expect(await readdir(library.directory)).not.toContain(first);
    const sound = await audioMd5(join(library.directory, first, name));
    await saveAs(third, old);
    expect(savesOf(1).slice(-3)).toEqual([first, second, third]);
    expect(await audioMd5(old)).toBe(sound);
    expect(await readdirOf('One.flac')).toEqual([third]);
  },
);

it('the path is free a day after the last save', async () => {
  const { artist, name } = TRACKS[3] as (typeof TRACKS)[number];
  const old = join(library.directory, artist, name);
  await run('vorbiscomment', '-w', '-t', 'TITLE=Three', '-t', 'ARTIST=Elsewhere', old);
  for (let hour = 0; hour < 24; hour += 1) await later();
  expect(await attempt('stat', old)).toMatchObject({ code: 1 });
});

it('all originals are as they were, and no save was refused', async () => {
  expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
  expect(notedSaves(library.folder).filter(({ kind }) => kind === 'refused')).toMatchObject([
    { author: 'mv', reason: expect.any(String) },
  ]);
});
