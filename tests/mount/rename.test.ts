/**
 * Renaming, moving and making directories in a real mount with the programs that people use for it: what the new
 * path says becomes tags, and everything is found at its new place at once.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { readdir, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { originalsOf } from './folder-library.ts';
import { notedSaves, type NotedSave } from './folder-sink.ts';
import { attempt, audioMd5, probe, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { eventually, TestMount } from './test-mount.ts';

let library: TestLibrary;
let mount: TestMount;
let before: string[];
let seen = 0;

const inMount = (path: string): string => join(library.directory, path);

/** What went to the library since the test began. */
function noted(): NotedSave[] {
  return notedSaves(library.folder).slice(seen);
}

/** What a shell prints that runs in a directory of the mount. */
async function shell(folder: string, script: string): Promise<string> {
  return run('bash', '-c', `cd "$1" && ${script}`, 'bash', folder);
}

beforeAll(async () => {
  library = await makeLibrary();
  before = await Promise.all(originalsOf(library.folder).map(sha256));
  mount = new TestMount(library, 'descant', 'writable');
  expect(await mount.mount()).toMatchObject({ type: 'mounted' });
});

afterAll(async () => {
  await mount.clean();
  await library.remove();
});

beforeEach(() => {
  seen = notedSaves(library.folder).length;
});

describe('mv', () => {
  it('of a file to another name edits its tags, and the new file is there with them at once', async () => {
    const [from, to] = [
      'Alpha/First (2001) [FLAC]/01 - Alpha - One.flac',
      'Alpha/First (2001) [FLAC]/01 - Alpha - Uno.flac',
    ].map(inMount) as [string, string];
    await probe(from);
    expect(
      await shell(
        join(from, '..'),
        'mv "01 - Alpha - One.flac" "01 - Alpha - Uno.flac" && ls && metaflac --show-tag=TITLE "01 - Alpha - Uno.flac" && stat -c %s "01 - Alpha - Uno.flac" && wc -c < "01 - Alpha - Uno.flac"',
      ),
    ).toMatch(/^01 - Alpha - Uno\.flac\n(?:TITLE|title)=Uno\n(\d+)\n\1\n$/);
    expect(noted()).toEqual([
      expect.objectContaining({ kind: 'saved', trackId: 1, author: 'mv', fields: { title: ['Uno'] } }),
    ]);
    await expect(stat(from)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await audioMd5(to)).toBe(await audioMd5(originalsOf(library.folder)[0] as string));
  });

  it('into another directory edits what the directory says, and the name follows', async () => {
    await run('mv', inMount('Zeta/Sixth (0000) [M4A]/00 - Zeta - Six.m4a'), inMount('Eps/Fifth (0000) [OPUS]')).catch(
      () => undefined,
    );
    // The album's directory says which format is in it.
    expect(noted()).toEqual([
      expect.objectContaining({
        kind: 'refused',
        kept: null,
        reason: expect.stringContaining('Fifth (0000) [OPUS]') as string,
      }),
    ]);
    seen += 1;
    await run('mkdir', '-p', inMount('Eps/Fifth (0000) [M4A]'));
    await run('mv', inMount('Zeta/Sixth (0000) [M4A]/00 - Zeta - Six.m4a'), inMount('Eps/Fifth (0000) [M4A]'));
    expect(noted()).toEqual([expect.objectContaining({ trackId: 6, fields: { artist: ['Eps'], album: ['Fifth'] } })]);
    expect(await readdir(inMount('Eps/Fifth (0000) [M4A]'))).toEqual(['00 - Eps - Six.m4a']);
    expect((await probe(inMount('Eps/Fifth (0000) [M4A]/00 - Eps - Six.m4a'))).tags).toMatchObject({
      artist: 'Eps',
      album: 'Fifth',
    });
    await expect(stat(inMount('Zeta'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of a directory edits all tracks below as one batch', async () => {
    const titles = (): Promise<string[]> => readdir(inMount('Unknown Artist'), { recursive: true });
    expect((await titles()).filter((name) => name.includes(' - '))).toHaveLength(3);
    await run('mv', inMount('Unknown Artist'), inMount('Someone'));
    expect(noted().map((save) => save.kind === 'saved' && [save.trackId, save.fields, save.author])).toEqual(
      [4, 7, 8].map((id) => [id, { artist: ['Someone'] }, 'mv']),
    );
    expect(new Set(noted().map((save) => save.kind === 'saved' && save.batch)).size).toBe(1);
    expect(
      (await readdir(inMount('Someone'), { recursive: true })).filter((name) => name.includes(' - ')).sort(),
    ).toEqual([
      'Unknown Album (0000) [AIFF]/00 - Someone - Seven.aiff',
      'Unknown Album (0000) [WAV]/00 - Someone - Four.wav',
      'Unknown Album (0000) [WMA]/00 - Someone - Untitled.wma',
    ]);
    await expect(stat(inMount('Unknown Artist'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(library.directory)).not.toContain('Unknown Artist');
  });

  it('of an album to another name and year is what the player finds right away', async () => {
    const [from, to] = ['Gamma/Third (2003) [OGG]', 'Gamma/Third, live (2004) [OGG]'].map(inMount) as [string, string];
    await probe(join(from, '03 - Gamma - Three.ogg'));
    const output = await run(
      'bash',
      '-c',
      'mv "$1" "$2" && ls "$2" && ffprobe -v error -show_entries stream_tags "$2/03 - Gamma - Three.ogg" && stat -c %n "$2"/*',
      'bash',
      from,
      to,
    );
    expect(output).toContain('ALBUM=Third, live');
    expect(output).toContain('DATE=2004');
    expect(output.startsWith('03 - Gamma - Three.ogg\n')).toBe(true);
    expect(noted()).toEqual([
      expect.objectContaining({ trackId: 3, fields: { album: ['Third, live'], date: ['2004'] } }),
    ]);
  });

  it('of what the template cannot say is refused, changes nothing, and the reason is told', async () => {
    const path = inMount('Björk/Second (2002) [MP3]/02 - Björk - Two.mp3');
    for (const to of [
      'Björk/Second (2002) [MP3]/Two.mp3',
      'Björk/02 - Björk - Two.mp3',
      'Björk/Second (2002) [MP3]/02 - Björk - Two.flac',
    ]) {
      const { code, err } = await attempt('mv', path, inMount(to));
      expect(code).not.toBe(0);
      expect(err).toContain('Operation not permitted');
      expect((await stat(path)).isFile()).toBe(true);
    }
    expect(noted()[0]).toMatchObject({
      kind: 'refused',
      author: 'mv',
      path: 'Björk/Second (2002) [MP3]/Two.mp3',
      kept: null,
    });
    expect((await attempt('mv', inMount('Björk/Second (2002) [MP3]'), inMount('Second'))).code).not.toBe(0);
    expect(noted().some(({ kind }) => kind === 'saved')).toBe(false);
  });

  it('does not take the place of another track or directory', async () => {
    expect((await attempt('mv', '-T', inMount('Björk'), inMount('Alpha'))).err).toMatch(/not empty|File exists/);
    await run(
      'mv',
      inMount('Someone/Unknown Album (0000) [WAV]/00 - Someone - Four.wav'),
      inMount('Someone/Unknown Album (0000) [WAV]/04 - Someone - Four.wav'),
    );
    expect(await readdir(inMount('Someone/Unknown Album (0000) [WAV]'))).toEqual(['04 - Someone - Four.wav']);
  });
});

describe('mkdir', () => {
  it('makes a directory that a track can be moved into', async () => {
    const album = inMount('New Artist/First (2001) [FLAC]');
    await run('mkdir', '-p', album);
    expect(await readdir(library.directory)).toContain('New Artist');
    expect(await readdir(inMount('New Artist'))).toEqual(['First (2001) [FLAC]']);
    const { ino } = await stat(album);
    const output = await shell(
      album,
      'pwd && mv "../../Alpha/First (2001) [FLAC]/01 - Alpha - Uno.flac" . && ls && metaflac --show-tag=ARTIST *.flac',
    );
    expect(output.toUpperCase()).toBe(`${album}\n01 - New Artist - Uno.flac\nARTIST=New Artist\n`.toUpperCase());
    expect((await stat(album)).ino).toBe(ino);
  });

  it('is taken back by rmdir, but no directory of the library is', async () => {
    await run('mkdir', inMount('Empty'));
    expect((await attempt('mkdir', inMount('Empty'))).err).toContain('File exists');
    expect((await stat(inMount('Empty'))).isDirectory()).toBe(true);
    await run('rmdir', inMount('Empty'));
    await expect(stat(inMount('Empty'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(library.directory)).not.toContain('Empty');
    await expect(rmdir(inMount('Björk'))).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    expect((await attempt('mkdir', inMount('Björk'))).err).toContain('File exists');
  });

  it('and a new name for what it made, as file managers do', async () => {
    await run('mkdir', inMount('New folder'));
    await rename(inMount('New folder'), inMount('Beta'));
    expect(await readdir(library.directory)).toContain('Beta');
    await run('mv', inMount('New Artist/First (2001) [FLAC]'), inMount('Beta'));
    expect(await readdir(inMount('Beta/First (2001) [FLAC]'))).toEqual(['01 - Beta - Uno.flac']);
    expect(noted()).toEqual([expect.objectContaining({ trackId: 1, fields: { artist: ['Beta'] } })]);
  });
});

describe('who stands in a directory that is moved', () => {
  it('goes on working there', async () => {
    const album = inMount('Beta/First (2001) [FLAC]');
    const player = spawn('bash', { cwd: album, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: player.stdout })[Symbol.asyncIterator]();
    const say = async (command: string): Promise<string> => {
      player.stdin.write(`${command}\n`);
      return (await lines.next()).value as string;
    };
    expect(await say('ls')).toBe('01 - Beta - Uno.flac');
    await run('mv', inMount('Beta'), inMount('Gamma Ray'));
    expect(await say('ls')).toBe('01 - Gamma Ray - Uno.flac');
    expect((await say('metaflac --show-tag=ARTIST *.flac')).toLowerCase()).toBe('artist=gamma ray');
    // Further edits show there as well.
    await rename(
      inMount('Gamma Ray/First (2001) [FLAC]/01 - Gamma Ray - Uno.flac'),
      inMount('Gamma Ray/First (2001) [FLAC]/02 - Gamma Ray - Uno.flac'),
    );
    expect(await say('ls')).toBe('02 - Gamma Ray - Uno.flac');
    player.stdin.end();
    await once(player, 'exit');
  });
});

/** Renames an artist's directory again and again and looks each time at once whether file, tags and listing are the new ones. */
const AT_ONCE = `
import os, sys
os.chdir(sys.argv[1])
for number in range(100):
    was, now = ('Gamma Ray' if number == 0 else f'Artist {number}'), f'Artist {number + 1}'
    album = 'First (2001) [FLAC]'
    name = lambda artist: f'02 - {artist} - Uno.flac'
    os.stat(f'{was}/{album}/{name(was)}')
    open(f'{was}/{album}/{name(was)}', 'rb').close()
    os.rename(was, now)
    with open(f'{now}/{album}/{name(now)}', 'rb') as file:
        assert f'ARTIST={now}'.encode() in file.read(65536).replace(b'artist=', b'ARTIST='), f'{now}: old tags'
    assert os.listdir(f'{now}/{album}') == [name(now)], os.listdir(f'{now}/{album}')
    assert not os.path.exists(was), f'{was} is still there'
    # A file alone, with the same name and other content.
    os.rename(f'{now}/{album}', f'{now}/Other (2001) [FLAC]')
    with open(f'{now}/Other (2001) [FLAC]/{name(now)}', 'rb') as file:
        assert b'=Other' in file.read(65536), 'old album'
    os.rename(f'{now}/Other (2001) [FLAC]', f'{now}/{album}')
`;

describe('other programs', () => {
  it('find a hundred times at once what they have moved', async () => {
    await run('/usr/bin/python3', '-c', AT_ONCE, library.directory);
    // What was still undecided before is decided first.
    expect(noted().filter((save) => save.author.startsWith('python'))).toHaveLength(300);
  });

  it('that rename for people edit at once: a rename in perl, and what file managers use', async () => {
    const album = inMount('Gamma/Third, live (2004) [OGG]');
    // As Debian's rename does it.
    const script = join(library.folder, 'rename');
    await writeFile(
      script,
      'my $op = shift; for (@ARGV) { my $was = $_; eval $op; rename $was, $_ or die "$was: $!\n" }',
    );
    await shell(album, `perl ${script} s/Three/Drei/ *.ogg`);
    expect(await readdir(album)).toEqual(['03 - Gamma - Drei.ogg']);
    expect(noted()).toEqual([
      expect.objectContaining({ kind: 'saved', trackId: 3, author: 'rename', fields: { title: ['Drei'] } }),
    ]);
    if (!existsSync('/usr/bin/gio')) return;
    await run('gio', 'move', join(album, '03 - Gamma - Drei.ogg'), join(album, '03 - Gamma - Trois.ogg'));
    await run('gio', 'rename', join(album, '03 - Gamma - Trois.ogg'), '03 - Gamma - Drei.ogg');
    expect(noted().map((save) => save.author)).toEqual(['rename', 'gio', 'gio']);
  });

  it('find no trash in the mount', async () => {
    if (!existsSync('/usr/bin/gio')) return;
    const track = inMount('Gamma/Third, live (2004) [OGG]/03 - Gamma - Drei.ogg');
    expect((await attempt('gio', 'trash', track)).code).not.toBe(0);
    expect((await stat(track)).isFile()).toBe(true);
    expect((await readdir(library.directory)).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(noted().some(({ kind }) => kind === 'saved')).toBe(false);
  });

  it('in python move between directories at once, and within one when no save has followed', async () => {
    await run('mkdir', inMount('Delta'));
    await run(
      '/usr/bin/python3',
      '-c',
      'import os, sys; os.rename(sys.argv[1], sys.argv[2])',
      inMount('Gamma/Third, live (2004) [OGG]'),
      inMount('Delta/Third, live (2004) [OGG]'),
    );
    const album = inMount('Delta/Third, live (2004) [OGG]');
    expect(await readdir(album)).toEqual(['03 - Delta - Drei.ogg']);
    seen = notedSaves(library.folder).length;
    await run(
      '/usr/bin/python3',
      '-c',
      'import os, sys; os.chdir(sys.argv[1]); os.rename("03 - Delta - Drei.ogg", "04 - Delta - Vier.ogg"); print(os.listdir(".")); open("04 - Delta - Vier.ogg").close()',
      album,
    );
    expect(await readdir(album)).toEqual(['04 - Delta - Vier.ogg']);
    await eventually(async () => noted()[0] ?? null, 20_000);
    expect(noted()).toEqual([
      expect.objectContaining({ kind: 'saved', trackId: 3, fields: { title: ['Vier'], tracknumber: ['4'] } }),
    ]);
    expect(await readdir(album)).toEqual(['04 - Delta - Vier.ogg']);
    expect((await probe(join(album, '04 - Delta - Vier.ogg'))).tags['title']).toBe('Vier');
  });
});

it('left the originals as they were', async () => {
  expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
  expect((await readFile('/proc/self/mountinfo', 'utf8')).includes(library.directory)).toBe(true);
});
