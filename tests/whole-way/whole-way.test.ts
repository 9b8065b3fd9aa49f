/** From a folder of music to a searchable, mounted, edited library, through every real part at once. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExportedTrack } from '../../app/model/export.ts';
import { nativeTags, type NativeTags } from '../../fuse/formats/testing/native-names.ts';
import { makeAudio } from '../support/audio.ts';
import { descantJson } from '../support/descant.ts';
import { jobDone, startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const DUMP_TAGS = join(import.meta.dirname, '../../fuse/formats/testing/dump-tags.py');
const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const mount = join(folder, 'mount');
let service: RunningService;
let originals: Map<string, string>;

/** ffmpeg cannot embed a picture into Ogg; mutagen can. */
const MUTAGEN_ADD_PICTURE = `
import base64, subprocess, sys
from mutagen.flac import Picture
from mutagen.oggvorbis import OggVorbis
subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=80x80:d=0.04', '-frames:v', '1', sys.argv[2]], check=True)
picture = Picture()
picture.type, picture.mime, picture.data = 3, 'image/jpeg', open(sys.argv[2], 'rb').read()
file = OggVorbis(sys.argv[1])
file['metadata_block_picture'] = [base64.b64encode(picture.write()).decode()]
file.save()`;

const MUTAGEN_READ_PICTURE = `
import base64, sys
from mutagen.flac import Picture
from mutagen.oggvorbis import OggVorbis
sys.stdout.buffer.write(Picture(base64.b64decode(OggVorbis(sys.argv[1])['metadata_block_picture'][0])).data)`;

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const checksums = async (root: string): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(
      (await filesBelow(root)).map(async (path): Promise<[string, string]> => [
        relative(root, path),
        await sha256(path),
      ]),
    ),
  );

const audioMd5 = async (path: string): Promise<string> =>
  (await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-'])).stdout.trim();

/** Title, extension and container of each file. */
const FORMATS = [
  ['Legends', 'flac', 'flac'],
  ['Frantic', 'mp3', 'mp3'],
  ['Knolls', 'ogg', 'ogg'],
  ['Sad', 'opus', 'ogg'],
  ['Siege', 'm4a', 'mp4'],
  ['Ripple', 'wav', 'wav'],
] as const;

/** All tags of a file by their names in its format, as mutagen reads them. */
async function foreignTags(path: string): Promise<NativeTags> {
  const { stdout } = await run('/usr/bin/python3', [DUMP_TAGS, path]);
  return (JSON.parse(stdout) as { fields: NativeTags }).fields;
}

async function idOf(title: string): Promise<number> {
  return (await service.api.tracks.list.query({ query: `title:="${title}"` })).rows[0]!.id;
}

/**
 * The mount's file for a track, by its file name. The mount is told of an edit when the database has it, so that
 * directories may still come and go while they are read.
 */
async function mounted(name: string): Promise<string> {
  return vi.waitFor(async () => {
    const found = (await filesBelow(mount)).filter((path) => path.endsWith(name));
    expect(found, `${name} in the mount`).toHaveLength(1);
    return found[0]!;
  }, 5000);
}

beforeAll(async () => {
  const tags = { artist: 'Juniper Hall', album: 'North', date: '2008', genre: 'Folk' };
  makeAudio(join(music, 'a.flac'), { tags: { ...tags, title: 'Legends', track: '1' }, art: true, pitch: 200 });
  makeAudio(join(music, 'b.mp3'), { tags: { ...tags, title: 'Frantic', track: '2' }, art: true, pitch: 300 });
  makeAudio(join(music, 'c.ogg'), { tags: { ...tags, title: 'Knolls', track: '3' }, pitch: 400 });
  makeAudio(join(music, 'd.opus'), { tags: { ...tags, title: 'Sad', track: '4' }, pitch: 500 });
  makeAudio(join(music, 'e.m4a'), { tags: { ...tags, title: 'Siege', track: '5' }, pitch: 600 });
  makeAudio(join(music, 'f.wav'), { tags: { ...tags, title: 'Ripple' }, pitch: 700 });
  await run('/usr/bin/python3', ['-c', MUTAGEN_ADD_PICTURE, join(music, 'c.ogg'), join(folder, 'ogg.jpg')]);
  originals = await checksums(music);
  service = await startService(library, ['--folder', music, '--mount', mount]);
  await service.until(({ event }) => event === 'mounted');
  await service.until(jobDone('analysis'));
});

describe('the whole way', () => {
  it('shows every track in the mount under the path of its tags', async () => {
    expect((await filesBelow(mount)).map((path) => relative(mount, path))).toContain(
      'Juniper Hall/North (2008) [FLAC]/01 - Juniper Hall - Legends.flac',
    );
    expect(await filesBelow(mount)).toHaveLength(6);
  });

  it('plays the original audio in every format', async () => {
    for (const [original, name] of [
      ['a.flac', 'Legends.flac'],
      ['b.mp3', 'Frantic.mp3'],
      ['c.ogg', 'Knolls.ogg'],
      ['d.opus', 'Sad.opus'],
      ['e.m4a', 'Siege.m4a'],
    ] as const) {
      expect(await audioMd5(await mounted(name)), name).toBe(await audioMd5(join(music, original)));
    }
  });

  it.each([
    ['flac', 'Legends', 'a.flac'],
    ['mp3', 'Frantic', 'b.mp3'],
  ])(
    'shows an edit in the mount at its new path, as a valid %s with the new tags and the art',
    async (extension, title, original) => {
      const before = await mounted(`${title}.${extension}`);
      const renamed = `${title}, again`;
      const result = await descantJson<{ tracks: number }>(
        library,
        'edit',
        `title:=${title}`,
        `title=${renamed}`,
        'genre=Rock',
        'genre=Folk',
      );
      expect(result.tracks).toBe(1);
      const path = await mounted(`${renamed}.${extension}`);
      // A program that has the old path open may save there once more.
      expect(await filesBelow(mount)).not.toContain(before);
      expect((await stat(before)).ino).toBe((await stat(path)).ino);
      if (extension === 'flac') await run('flac', ['-t', '-s', path]);
      const probe = JSON.parse(
        (await run('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path])).stdout,
      ) as { format: { tags: Record<string, string> }; streams: { codec_type: string }[] };
      const tags = Object.fromEntries(
        Object.entries(probe.format.tags).map(([name, value]) => [name.toLowerCase(), value]),
      );
      expect(tags).toMatchObject({ title: renamed, artist: 'Juniper Hall' });
      expect(probe.streams.map((stream) => stream.codec_type).sort()).toEqual(['audio', 'video']);
      if (extension === 'flac') {
        const listed = (await run('metaflac', ['--list', '--block-type=VORBIS_COMMENT,PICTURE', path])).stdout;
        expect(listed).toContain(`=${renamed}`);
        expect(listed).toContain('image/jpeg');
      }
      expect(await audioMd5(path)).toBe(await audioMd5(join(music, original)));
      expect((await stat(path)).size).toBe((await readFile(path)).length);
      await descantJson(library, 'undo');
      await mounted(`${title}.${extension}`);
    },
  );

  it('has exactly the tags of the library in every file after an action on all of them, and after its undo', async () => {
    const expectTags = async (): Promise<void> => {
      const { tracks } = await descantJson<{ tracks: readonly ExportedTrack[] }>(library, 'export');
      for (const [title, extension, container] of FORMATS) {
        const { tags } = tracks.find(({ tags }) => tags['title']?.[0] === title)!;
        const said = nativeTags(container, tags);
        // The mount is told of an edit when the database has it.
        await vi.waitFor(
          async () => expect(await foreignTags(await mounted(`${title}.${extension}`))).toEqual(said),
          5000,
        );
      }
    };
    const sounds = (): Promise<string[]> =>
      Promise.all(FORMATS.map(async ([title, extension]) => audioMd5(await mounted(`${title}.${extension}`))));
    const before = await sounds();
    await expectTags();
    const { tracks } = await descantJson<{ tracks: number }>(
      library,
      'act',
      'template',
      '',
      'field=comment',
      'template=%upper{$artist} & $title [$year]',
    );
    expect(tracks).toBe(FORMATS.length);
    await expectTags();
    expect(await foreignTags(await mounted('Legends.flac'))).toMatchObject({
      COMMENT: ['JUNIPER HALL & Legends 2008'],
    });
    expect(await sounds()).toEqual(before);
    await descantJson(library, 'undo');
    await expectTags();
    expect(await foreignTags(await mounted('Legends.flac'))).not.toHaveProperty('COMMENT');
  });

  it('changes the time of a file in the mount with every edit', async () => {
    const id = await idOf('Legends');
    const path = await mounted('Legends.flac');
    let before = (await stat(path, { bigint: true })).mtimeNs;
    for (const genre of ['A', 'B', 'C']) {
      await service.api.tracks.edit.mutate({ ids: [id], changes: { genre: [genre] } });
      // The mount is told of the edit when the database has it.
      const after = await vi.waitFor(async () => {
        const { mtimeNs } = await stat(path, { bigint: true });
        expect(mtimeNs).toBeGreaterThan(before);
        return mtimeNs;
      }, 1000);
      before = after;
    }
  });

  it('keeps the inode of a track through edits', async () => {
    const id = await idOf('Legends');
    const before = (await stat(await mounted('Legends.flac'))).ino;
    await service.api.tracks.edit.mutate({ ids: [id], changes: { title: ['Elsewhere'], album: ['South'] } });
    expect((await stat(await mounted('Elsewhere.flac'))).ino).toBe(before);
    await service.api.history.undo.mutate({});
  });

  it('gives new pictures to players', async () => {
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=40x40:d=0.04',
      '-frames:v',
      '1',
      join(folder, 'cover.png'),
    ]);
    const png = await readFile(join(folder, 'cover.png'));
    for (const title of ['Legends', 'Frantic']) {
      await service.api.tracks.setPicture.mutate({
        ids: [await idOf(title)],
        picture: { base64: png.toString('base64') },
      });
    }
    for (const name of ['Legends.flac', 'Frantic.mp3']) {
      const out = join(folder, `${name}.png`);
      await run('ffmpeg', [
        '-nostdin',
        '-v',
        'error',
        '-y',
        '-i',
        await mounted(name),
        '-map',
        '0:v',
        '-c',
        'copy',
        out,
      ]);
      expect((await readFile(out)).equals(png), name).toBe(true);
    }
  });

  it('keeps the picture of an Ogg file through an edit, in the mount and in the app', async () => {
    const id = await idOf('Knolls');
    await service.api.tracks.edit.mutate({ ids: [id], changes: { genre: ['Hills'] } });
    const picture = await readFile(join(folder, 'ogg.jpg'));
    const { stdout } = await promisify(execFile)(
      '/usr/bin/python3',
      ['-c', MUTAGEN_READ_PICTURE, await mounted('Knolls.ogg')],
      { encoding: 'buffer' },
    );
    expect(stdout.equals(picture)).toBe(true);
    const shown = await fetch(`http://127.0.0.1:${service.port}/art/track/${id}`, {
      headers: { Authorization: `Bearer ${new URL(service.url).searchParams.get('token')}` },
    });
    expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true);
    await service.api.history.undo.mutate({});
  });

  it('copies byte for byte with rsync, twice', async () => {
    const copy = join(folder, 'copy');
    await mkdir(copy);
    await run('rsync', ['-a', `${mount}/`, `${copy}/`]);
    expect(await checksums(copy)).toEqual(await checksums(mount));
    const second = (await run('rsync', ['-a', '--itemize-changes', '--checksum', `${mount}/`, `${copy}/`])).stdout;
    expect(second.split('\n').filter((line) => line.startsWith('>f'))).toEqual([]);
  });

  it('takes the save of a tag editor in the mount into the history, under the name of the program', async () => {
    const id = await idOf('Legends');
    await run('metaflac', ['--remove-tag=GENRE', '--set-tag=GENRE=Ballad', await mounted('Legends.flac')]);
    expect(await service.api.history.ofTrack.query({ id })).toMatchObject({
      0: { author: 'metaflac', field: 'genre', after: ['Ballad'] },
    });
    expect((await service.api.tracks.get.query({ id })).genre).toBe('Ballad');
    expect((await run('metaflac', ['--show-tag=GENRE', await mounted('Legends.flac')])).stdout).toMatch(/Ballad/);
    await service.api.history.undo.mutate({});
    // The mount is told of the undo when the database has it.
    await vi.waitFor(
      async () =>
        expect((await run('metaflac', ['--show-tag=GENRE', await mounted('Legends.flac')])).stdout).not.toMatch(
          /Ballad/,
        ),
      5000,
    );
  });

  it('keeps a save that would change the sound aside and says why, changing nothing', async () => {
    const path = await mounted('Legends.flac');
    const before = await audioMd5(path);
    const edits = (await service.api.history.list.query({ limit: 1000 })).length;
    await run('dd', ['if=/dev/zero', `of=${path}`, 'bs=1k', 'count=4', 'seek=16', 'conv=notrunc']).catch(() => {});
    await service.until(({ event }) => event === 'refused-save');
    const [refused] = await service.api.mount.refusedSaves.query();
    expect(refused).toMatchObject({
      author: 'dd',
      path: expect.stringContaining('Legends.flac'),
      reason: expect.stringMatching(/\w/),
    });
    await access(refused!.kept!);
    expect(await audioMd5(await mounted('Legends.flac'))).toBe(before);
    expect(await service.api.history.list.query({ limit: 1000 })).toHaveLength(edits);
    await service.api.mount.dismissRefusedSave.mutate({ id: refused!.id });
    await expect(access(refused!.kept!)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes a directory that is renamed in the mount as one edit of all its tracks, and one undo takes it back', async () => {
    const before = (await filesBelow(mount)).map((path) => relative(mount, path));
    const batches = (await service.api.history.list.query({ limit: 1000 })).length;
    await run('mv', [join(mount, 'Juniper Hall'), join(mount, 'Juniper & Hall')]);
    const renamed = (await filesBelow(mount)).map((path) => relative(mount, path));
    expect(renamed).toEqual(before.map((path) => path.replaceAll('Juniper Hall', 'Juniper & Hall')).sort());
    const history = await service.api.history.list.query({ limit: 1000 });
    expect(history).toHaveLength(batches + 1);
    expect(history[0]).toMatchObject({ author: 'mv', note: 'renamed in the mount' });
    expect((await service.api.tracks.list.query({ query: 'artist:="Juniper & Hall"' })).total).toBe(before.length);
    await service.api.history.undo.mutate({});
    await vi.waitFor(
      async () => expect((await filesBelow(mount)).map((path) => relative(mount, path))).toEqual(before),
      5000,
    );
  });

  it('tells why a rename in the mount was refused', async () => {
    const path = await mounted('Legends.flac');
    await expect(run('mv', [path, join(path, '..', 'Nothing like that.flac')])).rejects.toMatchObject({
      stderr: expect.stringContaining('Operation not permitted'),
    });
    // The program is answered before the library has noted it.
    const [refused] = await vi.waitFor(async () => {
      const saves = await service.api.mount.refusedSaves.query();
      expect(saves).toHaveLength(1);
      return saves;
    }, 5000);
    expect(refused).toMatchObject({
      author: 'mv',
      kept: null,
      reason: expect.stringContaining('does not fit the template'),
    });
    await service.api.mount.dismissRefusedSave.mutate({ id: refused!.id });
    expect(await service.api.mount.refusedSaves.query()).toEqual([]);
    await mounted('Legends.flac');
  });

  it('lets no program delete a track through the mount', async () => {
    const path = await mounted('Knolls.ogg');
    await run('rm', ['-f', path]).catch(() => {});
    await run('rmdir', [join(path, '..')]).catch(() => {});
    expect((await service.api.tracks.list.query({ query: 'title:=Knolls' })).total).toBe(1);
    expect(await sha256(join(music, 'c.ogg'))).toBe(originals.get('c.ogg'));
  });

  it('never serves an original that was changed behind its back at its old places, and reads it again by itself', async () => {
    const path = await mounted('Siege.m4a');
    const finishedScans = (): number =>
      service.announced.filter(({ event, job, state }) => event === 'progress' && job === 'scan' && state === 'idle')
        .length;
    const scansBefore = finishedScans();
    makeAudio(join(music, 'e.m4a'), {
      tags: { title: 'Siege, the other', artist: 'Juniper Hall' },
      pitch: 900,
      seconds: 4,
    });
    await expect(readFile(path)).rejects.toMatchObject({ code: 'EIO' });
    // The mount has told the service, which reads the file again; nothing else makes it do so.
    await service.until(
      ({ event, job, done, state }) =>
        event === 'progress' && job === 'scan' && state === 'idle' && done === 6 && scansBefore < finishedScans(),
    );
    expect((await service.api.tracks.list.query({ query: 'title:="Siege, the other"' })).total).toBe(1);
    expect(await audioMd5(await mounted('Siege, the other.m4a'))).toBe(await audioMd5(join(music, 'e.m4a')));
    expect(await service.api.errors.list.query()).toEqual([]);
    originals.set('e.m4a', await sha256(join(music, 'e.m4a')));
  });

  it('clears the mount of a service that was killed, keeping every edit', async () => {
    await service.api.tracks.edit.mutate({ ids: [await idOf('Sad')], changes: { title: ['Glad'] } });
    await service.kill();
    service = await startService(library, ['--mount', mount]);
    await service.until(({ event }) => event === 'mounted');
    await mounted('Glad.opus');
  });

  it('has left every original as it was', async () => {
    expect(await checksums(music)).toEqual(originals);
  });

  it('leaves nothing behind when it stops', async () => {
    expect(await service.stop()).toBe(0);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(mount);
  });
});
