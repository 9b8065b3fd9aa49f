/**
 * Programs that write only tags of lower rank, such as ID3v1 beside ID3v2: what they change becomes an edit. Debian's
 * mp3info, id3tool, id3 and mp3gain write the bytes that are written here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findProgram } from '../../main/setup/programs.mjs';
import { notedSaves } from './folder-sink.ts';
import { originalsOf } from './folder-library.ts';
import { attempt, audioMd5, probe, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { TestMount } from './test-mount.ts';

let library: TestLibrary;
let mount: TestMount;
let before: string[];

beforeAll(async () => {
  library = await makeLibrary();
  before = await Promise.all(originalsOf(library.folder).map(sha256));
  mount = new TestMount(library, 'descant', 'writable');
  await mount.mount({ template: '$id' });
});

afterAll(async () => {
  await mount.clean();
  await library.remove();
});

const original = (track: number): string => originalsOf(library.folder)[track - 1] as string;

/** The saves and refusals of a piece of work. */
async function noted(work: () => Promise<unknown>): Promise<ReturnType<typeof notedSaves>> {
  const saves = notedSaves(library.folder).length;
  await work();
  return notedSaves(library.folder).slice(saves);
}

/** Appends bytes in place, as these programs do. */
const append = (path: string, bytes: Buffer): Promise<unknown> =>
  run(
    'python3',
    '-c',
    'import sys; f = open(sys.argv[1], "r+b"); f.seek(0, 2); f.write(bytes.fromhex(sys.argv[2])); f.close()',
    path,
    bytes.toString('hex'),
  );

/** An ID3v1 tag without a genre. @param blank what fills unused room: NUL, or a blank as mp3info writes it */
function id3v1(fields: Readonly<Record<number, string>>, blank: string): Buffer {
  const bytes = Buffer.alloc(128, blank);
  bytes.write('TAG', 'latin1');
  bytes[127] = 255;
  for (const [place, value] of Object.entries(fields)) bytes.write(value, Number(place), 'latin1');
  return bytes;
}

/** An APEv2 tag with header and footer. */
function apev2(items: Readonly<Record<string, string | Buffer>>): Buffer {
  const body = Buffer.concat(
    Object.entries(items).map(([key, value]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(Buffer.byteLength(value), 0);
      head.writeUInt32LE(typeof value === 'string' ? 0 : 2, 4);
      return Buffer.concat([head, Buffer.from(`${key}\0`), Buffer.from(value as string)]);
    }),
  );
  const mark = (flags: number): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(Object.keys(items).length, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  return Buffer.concat([mark(0xa000_0000), body, mark(0x8000_0000)]);
}

it.each([
  ['mp3info', ' '],
  ['id3tool', '\0'],
])('an artist that %s writes into ID3v1 becomes an edit of the artist alone', async (_program, blank) => {
  const path = join(library.directory, '2.mp3');
  const artist = `Other ${blank === ' ' ? 'one' : 'two'}`;
  expect(await noted(() => append(path, id3v1({ 33: artist }, blank)))).toEqual([
    expect.objectContaining({ kind: 'saved', trackId: 2, fields: { artist: [artist] }, pictures: null }),
  ]);
  expect((await probe(path)).tags).toMatchObject({ artist, title: 'Two', album: 'Second' });
  expect(await audioMd5(path)).toBe(await audioMd5(original(2)));
});

it('an ID3v1 tag that repeats the ID3v2 tag in short is no edit', async () => {
  const path = join(library.directory, '2.mp3');
  const bytes = id3v1({ 3: 'Two', 63: 'Second', 93: '2002' }, '\0');
  expect(await noted(() => append(path, bytes))).toEqual([]);
});

it('a gain that mp3gain writes again into APEv2 becomes an edit again', async () => {
  const path = join(library.directory, '2.mp3');
  for (const gain of ['-0.390000 dB', '+1.500000 dB']) {
    expect(
      await noted(() => append(path, apev2({ REPLAYGAIN_TRACK_GAIN: gain, MP3GAIN_MINMAX: '126,206' }))),
    ).toMatchObject([{ kind: 'saved', fields: { replaygain_track_gain: [gain] } }]);
  }
});

it.each([
  [1, 'flac'],
  [2, 'mp3'],
])('a title that mutagen writes into APEv2 of track %i becomes an edit', async (track, extension) => {
  const path = join(library.directory, `${track}.${extension}`);
  const script = 'import sys, mutagen.apev2 as a; t = a.APEv2(); t["Title"] = "Æther"; t.save(sys.argv[1])';
  expect(await noted(() => run('/usr/bin/python3', '-c', script, path))).toMatchObject([
    { kind: 'saved', trackId: track, fields: { title: ['Æther'] } },
  ]);
  expect((await probe(path)).tags['title']).toBe('Æther');
});

it('a Lyrics3 tag becomes an edit of what it says', async () => {
  const path = join(library.directory, '2.mp3');
  const body = 'LYRICSBEGINEAL00005ThirdLYR00005la la';
  const tag = Buffer.from(`${body}${String(body.length).padStart(6, '0')}LYRICS200`);
  expect(await noted(() => append(path, Buffer.concat([tag, id3v1({ 63: 'Third' }, '\0')])))).toMatchObject([
    { kind: 'saved', fields: { album: ['Third'], lyrics: ['la la'] } },
  ]);
});

it('a picture in APEv2 that the picture in ID3v2 would hide is refused, with the reason', async () => {
  const path = join(library.directory, '2.mp3');
  const picture = Buffer.concat([Buffer.from('Cover Art (Front).png\0'), await readFile(library.blue)]);
  const saves = await noted(() =>
    attempt(
      'python3',
      '-c',
      'import sys; f = open(sys.argv[1], "r+b"); f.seek(0, 2); f.write(bytes.fromhex(sys.argv[2])); f.close()',
      path,
      apev2({ 'Cover Art (Front)': picture }).toString('hex'),
    ),
  );
  expect(saves).toMatchObject([{ kind: 'refused', reason: expect.stringContaining('in the APEv2 tag') as string }]);
});

it.skipIf(findProgram('kid3-cli') === null)('an album that kid3 writes into its tag 1 becomes an edit', async () => {
  const path = join(library.directory, '2.mp3');
  const save = (...command: string[]): Promise<unknown> =>
    run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', ...command, '-c', 'save', path);
  expect(await noted(() => save('-c', 'set album Fourth 1'))).toMatchObject([
    { kind: 'saved', author: 'kid3-cli', fields: { album: ['Fourth'] } },
  ]);
});

it('a title that is changed only in LIST/INFO of a WAV file becomes an edit', async () => {
  const path = join(library.directory, '4.wav');
  const script = `
import sys
b = open(sys.argv[1], "rb").read()
at = b.index(b"INAM")
f = open(sys.argv[1], "r+b"); f.seek(at + 8); f.write(b"FOUR"); f.close()`;
  expect(await noted(() => run('python3', '-c', script, path))).toMatchObject([
    { kind: 'saved', trackId: 4, fields: { title: ['FOUR'] } },
  ]);
});

it('left the originals as they were', async () => {
  expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
});
