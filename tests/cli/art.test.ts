import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ArtRow } from '../../app/model/art.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const pictures = join(folder, 'pictures');

const art = <Result = { tracks: number; batch: number | null }>(...words: string[]): Promise<Result> =>
  descantJson<Result>(library, 'art', ...words);
const listed = async (query: string): Promise<ArtRow[]> => (await art<{ pictures: ArtRow[] }>('list', query)).pictures;
const types = async (query: string): Promise<string[]> => (await listed(query)).map(({ type }) => type);
const failure = async (...words: string[]): Promise<{ code: string; message: string; path?: string }> => {
  const { code, stderr } = await descant(library, 'art', ...words, '--json');
  expect(code).toBe(1);
  return (JSON.parse(stderr) as { error: { code: string; message: string } }).error;
};

async function picture(path: string, size: number, background: string): Promise<string> {
  mkdirSync(join(path, '..'), { recursive: true });
  await sharp({ create: { width: size, height: size, channels: 3, background } }).toFile(path);
  return path;
}

/** Why the picture of both discs is chosen. */
const SCANNED = 'its name is front*, in the folder Scans, and it is the largest';

let front: string;
let back: string;
let before: string;

/** A digest of all files below the music. */
function originals(): string {
  const files = readdirSync(music, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const digest = createHash('sha256');
  for (const { parentPath, name } of files) digest.update(name).update(readFileSync(join(parentPath, name)));
  return digest.digest('hex');
}

beforeAll(async () => {
  for (const [place, extra] of [
    ['North/a.flac', { title: 'A', album: 'North' }],
    ['North/b.mp3', { title: 'B', album: 'North' }],
    ['North/c.m4a', { title: 'C', album: 'North' }],
    ['North/d.ogg', { title: 'D', album: 'North' }],
    ['South/CD1/e.flac', { title: 'E', album: 'South' }],
    ['South/CD2/f.flac', { title: 'F', album: 'South' }],
    ['West/g.flac', { title: 'G', album: 'West' }],
  ] as const) {
    makeAudio(join(music, place), { tags: { artist: 'Hall', ...extra }, seconds: 1 });
  }
  makeAudio(join(music, 'own.flac'), { tags: { title: 'Own', artist: 'Hall' }, seconds: 1, art: true });
  await picture(join(music, 'North', 'Folder.jpg'), 200, '#aa0000');
  await picture(join(music, 'North', 'cover.png'), 100, '#00aa00');
  await picture(join(music, 'North', 'back.jpg'), 300, '#0000aa');
  await picture(join(music, 'South', 'Scans', 'Front 1.jpg'), 100, '#aaaa00');
  await picture(join(music, 'South', 'Scans', 'front-2.jpg'), 120, '#00aaaa');
  front = await picture(join(pictures, 'front.jpg'), 500, '#ff8800');
  back = await picture(join(pictures, 'back.webp'), 400, '#0088ff');
  before = originals();
  await startService(library, ['--no-mount', '--no-analysis']);
  await descantJson(library, 'scan', music);
});

describe('descant art', () => {
  it('finds the best picture of each folder, says why, and gives it to the tracks without one', async () => {
    const preview = await art<{ found: { path: string; reason: string; tracks: number[] }[]; without: number }>(
      'find',
      '--dry-run',
    );
    expect(preview.found.map(({ path, reason, tracks }) => [path, reason, tracks.length])).toEqual([
      [join(music, 'North', 'cover.png'), 'its name is cover', 4],
      [join(music, 'South', 'Scans', 'front-2.jpg'), SCANNED, 2],
    ]);
    expect(preview.without).toBe(1);
    expect(await types('')).toEqual(['other']);
    const done = await art('find');
    expect(done).toMatchObject({ tracks: 6 });
    expect(await types('album:north')).toEqual(['front', 'front', 'front', 'front']);
    expect((await listed('album:south')).map(({ width, source }) => [width, source])).toEqual([
      [120, 'library'],
      [120, 'library'],
    ]);
    expect(await art('find')).toMatchObject({ batch: null, tracks: 0, without: 1 });
    await descantJson(library, 'undo', String(done.batch));
    expect(await types('')).toEqual(['other']);
    await descantJson(library, 'config', 'art.names', '["folder"]');
    expect((await descant(library, 'art', 'find', 'album:north', '--dry-run')).stdout).toBe(
      `4 tracks  200 × 200  ${readFileSync(join(music, 'North', 'Folder.jpg')).length} B  ${join(music, 'North', 'Folder.jpg')} (its name is folder)\n4 tracks would change\n`,
    );
    await descantJson(library, 'config', 'art.names', '--unset');
  });

  it('has several types for each track, shown in every format that has them', async () => {
    expect(await art('set', 'album:north', front)).toMatchObject({ tracks: 4, matched: 4 });
    await art('set', 'album:north', back, '--type', 'back', '--description', 'the back');
    expect((await descant(library, 'art', 'set', 'album:north', back, '--type', 'back')).stdout).toMatch(
      /^4 tracks changed \(batch \d+/,
    );
    await descantJson(library, 'undo');
    expect(await types('title:=A')).toEqual(['front', 'back']);
    const copies = join(folder, 'copies');
    await descantJson(library, 'copy', 'album:north', copies, '--template', '$title');
    const shown = execFileSync('/usr/bin/python3', ['-c', READ_PICTURES, copies], { encoding: 'utf8' });
    expect(JSON.parse(shown)).toEqual({
      'A.flac': [3, 4],
      'B.mp3': [3, 4],
      // Pictures of MP4 have no types.
      'C.m4a': [0, 0],
      'D.ogg': [3, 4],
    });
  });

  it('lists type, pixels, format, bytes and source', async () => {
    expect((await listed('title:=A')).map(({ path: _path, trackId: _id, ...facts }) => facts)).toEqual([
      {
        index: 0,
        type: 'front',
        mime: 'image/jpeg',
        width: 500,
        height: 500,
        bytes: readFileSync(front).length,
        source: 'library',
        hash: createHash('sha256').update(readFileSync(front)).digest('hex'),
        description: '',
      },
      expect.objectContaining({ type: 'back', mime: 'image/webp', width: 400, height: 400, description: 'the back' }),
    ]);
    const { stdout } = await descant(library, 'art', 'list', 'title:=own');
    expect(stdout).toMatch(new RegExp(`^\\d+  other  64 × 64  JPEG  \\d.*  ${join(music, 'own.flac')}\n$`));
  });

  it('copies pictures from another track, also those in its file', async () => {
    const [own] = await listed('title:=own');
    const [first] = await listed('title:=A');
    expect(await art('copy', String(own!.trackId), 'title:=G')).toMatchObject({ tracks: 1 });
    expect(await listed('title:=G')).toMatchObject([{ type: 'other', width: 64, source: 'library' }]);
    await art('copy', String(first!.trackId), 'title:=G', '--type', 'back');
    expect(await types('title:=G'), 'a back that is added does not stand for the track').toEqual(['other', 'back']);
    await art('set', 'title:=G', front);
    expect(await types('title:=G'), 'a front cover replaces one without a type').toEqual(['front', 'back']);
    expect(await failure('copy', String(own!.trackId), 'title:=G', '--type', 'disc')).toMatchObject({
      code: 'NOT_FOUND',
      message: `track ${own!.trackId} has no picture of type disc`,
    });
  });

  it('removes one type or all, and undo brings them back', async () => {
    expect(await art('remove', 'title:=G', '--type', 'front', '--dry-run')).toMatchObject({ batch: null, tracks: 1 });
    await art('remove', 'title:=G', '--type', 'front');
    expect(await types('title:=G')).toEqual(['back']);
    await art('remove', 'title:=own');
    expect(await types('title:=own')).toEqual([]);
    await descantJson(library, 'undo');
    expect(await types('title:=own')).toEqual(['other']);
    await art('set', 'title:=G', front, '--only');
    expect(await types('title:=G')).toEqual(['front']);
  });

  it('refuses what exceeds the limits, or scales it down with --fit', async () => {
    await descantJson(library, 'config', 'art.most-pixels', '300');
    expect(await failure('set', 'title:=G', front)).toEqual({
      code: 'PICTURE_TOO_LARGE',
      message: `${front} has 500 × 500 pixels; art.most-pixels allows 300; --fit scales it down`,
      path: front,
    });
    expect(await art('set', 'title:=G', front, '--fit')).toMatchObject({ picture: { scaled: true, width: 300 } });
    expect(await listed('title:=G')).toMatchObject([{ width: 300, height: 300, mime: 'image/jpeg' }]);
    await descantJson(library, 'config', 'art.most-pixels', '--unset');
    await descantJson(library, 'config', 'art.most-bytes', '1000');
    expect(await failure('set', 'title:=G', front)).toMatchObject({ code: 'PICTURE_TOO_LARGE' });
    await descantJson(library, 'config', 'art.most-bytes', '--unset');
  });

  it('refuses what is no picture, what is not there, and unknown types, and changes nothing', async () => {
    writeFileSync(join(pictures, 'text.jpg'), 'text');
    expect(await failure('set', 'title:=G', join(pictures, 'text.jpg'))).toMatchObject({ code: 'BAD_PICTURE' });
    expect(await failure('set', 'title:=G', join(pictures, 'no.jpg'))).toMatchObject({ code: 'ENOENT' });
    expect(await failure('set', 'title:=nothing', front)).toMatchObject({ code: 'NO_MATCH' });
    expect((await descant(library, 'art', 'set', 'title:=G', front, '--type', 'side')).code).toBe(64);
    expect((await descant(library, 'art', 'list', '--fit')).stderr).toContain('art list takes no --fit');
    expect((await descant(library, 'art')).code).toBe(64);
    expect((await listed('title:=G')).map(({ width }) => width)).toEqual([300]);
  });

  it('exports each picture once, and never over another file', async () => {
    const out = join(folder, 'out');
    const exported = (...words: string[]) =>
      art<{ written: string[]; unchanged: string[]; failed: unknown[] }>('export', 'album:north', out, ...words);
    const place = join(out, 'Hall', 'North');
    expect(await exported()).toMatchObject({
      written: [join(place, 'front.jpg'), join(place, 'back.webp')],
      failed: [],
    });
    expect(readFileSync(join(place, 'front.jpg'))).toEqual(readFileSync(front));
    expect(await exported()).toMatchObject({ written: [], unchanged: [{}, {}].map(() => expect.any(String)) });
    writeFileSync(join(place, 'front.jpg'), 'mine');
    const { code, stdout } = await descant(library, 'art', 'export', 'album:north', out);
    expect([code, stdout]).toEqual([1, expect.stringContaining(`${join(place, 'front.jpg')} exists already`)]);
    expect(readFileSync(join(place, 'front.jpg'), 'utf8')).toBe('mine');
    expect(await exported('--force')).toMatchObject({ written: [join(place, 'front.jpg')] });
    expect(readdirSync(place).sort()).toEqual(['back.webp', 'front.jpg']);
    expect(await failure('export', 'album:north', join(music, 'art'))).toMatchObject({ code: 'BAD_PLACE' });
    expect(existsSync(join(music, 'art'))).toBe(false);
  });

  it('deletes pictures that nothing names, when they are a day old', async () => {
    const stored = (): string[] =>
      readdirSync(join(library, 'art'), { recursive: true, encoding: 'utf8' }).filter((name) => /\w{64}$/.test(name));
    const named = stored();
    const tried = await picture(join(folder, 'tried.png'), 30, '#123456');
    await art('set', 'album:north', tried, '--dry-run');
    const left = join(
      library,
      'art',
      stored().find((name) => !named.includes(name))!,
    );
    expect(await art('clean')).toEqual({ pictures: 0, bytes: 0, recent: 1, dryRun: false });
    const database = new Database(join(library, 'library.db'));
    database.exec('UPDATE picture SET added_at = added_at - 90000000');
    database.close();
    const bytes = statSync(left).size;
    expect(await art('clean', '--dry-run')).toEqual({ pictures: 1, bytes, recent: 0, dryRun: true });
    expect(stored()).toHaveLength(named.length + 1);
    expect((await descant(library, 'art', 'clean')).stdout).toBe(
      `Deleted 1 picture (${bytes} B) that neither a track, the history nor a backup names.\n`,
    );
    expect(stored()).toEqual(named);
    expect((await descant(library, 'art', 'clean')).stdout).toMatch(/^Tracks, the history or backups name every/);
  });

  it('has never written to the music', () => expect(originals()).toBe(before));

  it('tells pictures of one name apart', async () => {
    const out = join(folder, 'flat');
    const { written } = await art<{ written: string[] }>('export', '', out, '--name', '$artist $type');
    expect(written.map((path) => path.slice(out.length + 1)).sort()).toEqual([
      'Hall back.webp',
      'Hall front (2).jpg',
      'Hall front.jpg',
      'Hall other.jpg',
    ]);
  });
});

/** Prints the types of the pictures in each file of a folder, read by mutagen. */
const READ_PICTURES = `
import base64, json, os, sys
import mutagen
from mutagen.flac import Picture
types = {}
for name in sorted(os.listdir(sys.argv[1])):
    file = mutagen.File(os.path.join(sys.argv[1], name)) if not name.startswith('.') else None
    if file is None: continue
    if name.endswith('.flac'): found = [p.type for p in file.pictures]
    elif name.endswith('.mp3'): found = [int(p.type) for p in file.tags.getall('APIC')]
    elif name.endswith('.m4a'): found = [0 for p in file.tags['covr']]
    else: found = [Picture(base64.b64decode(p)).type for p in file['metadata_block_picture']]
    types[name] = found
print(json.dumps(types))
`;
