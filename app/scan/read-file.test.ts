import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { oggCrc } from '../../fuse/formats/ogg/crc.ts';
import { FileWindow } from '../storage/file-window.ts';
import { readFile } from './read-file.ts';
import type { ScannedFile } from './scanned-file.ts';

const folder = temporaryFolder();
const window = new FileWindow();

async function read(name: string): Promise<ScannedFile | null> {
  return readFile(window, Buffer.from(join(folder, name)), Buffer.from(name));
}

test('a file of a known format has tags, technical data, layout and the number of its pictures', async () => {
  makeAudio(join(folder, 'song.flac'), { tags: { title: 'one' }, seconds: 1, art: true });
  const file = await read('song.flac');
  expect(file).toMatchObject({
    tags: { title: ['one'] },
    properties: { codec: 'flac', sampleRate: 22050, lossless: true },
    pictures: 1,
    error: null,
  });
  expect(file!.name.toString()).toBe('song.flac');
  expect(file!.stats.size).toBeGreaterThan(0n);
  expect(file!.layout!.audio.length).toBeGreaterThan(0);
  expect(Object.keys(file!.layout!)).not.toContain('tags');
  expect(Object.keys(file!.layout!)).not.toContain('properties');
});

test('a file is read by its content, whatever it is called', async () => {
  makeAudio(join(folder, 'source.mp3'), { tags: { title: 'one' }, seconds: 1 });
  symlinkSync('source.mp3', join(folder, 'song'));
  expect(await read('song')).toMatchObject({ tags: { title: ['one'] }, properties: { codec: 'mp3' }, error: null });
});

test('a broken file of a known format is a row with the reason of its reader', async () => {
  writeFileSync(join(folder, 'broken.flac'), 'fLaC this is not one');
  expect(await read('broken.flac')).toEqual({
    name: Buffer.from('broken.flac'),
    stats: expect.anything(),
    tags: {},
    properties: { codec: '', duration: 0, sampleRate: 0, channels: 0, bitrate: 0, lossless: false },
    layout: null,
    pictures: 0,
    audioKey: null,
    error: expect.stringMatching(/\w/),
    damage: null,
  });
  truncateSync(makeAudio(join(folder, 'cut.m4a'), { seconds: 1 }), 20);
  expect((await read('cut.m4a'))!.error).toMatch(/\w/);
});

test.each([
  ['vorbis', ['-i', 'sound', '-i', 'picture']],
  ['opus', ['-i', 'sound', '-i', 'picture']],
  ['flac', ['-i', 'sound', '-i', 'picture']],
  ['vorbis', ['-i', 'picture', '-i', 'sound']],
])('an Ogg file of %s with a cover as a stream of video has the length of its sound: %j', async (codec, inputs) => {
  const ffmpeg = (...words: readonly string[]): unknown =>
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...words], { cwd: folder });
  const sound = codec === 'vorbis' ? 'sound.ogg' : codec === 'opus' ? 'sound.opus' : 'sound.oga';
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    'sine=d=12:r=48000',
    '-metadata',
    'title=one',
    '-c:a',
    codec === 'flac' ? codec : `lib${codec}`,
    sound,
  );
  ffmpeg('-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1', 'cover.png');
  const files = inputs.map((word) => (word === 'sound' ? sound : word === 'picture' ? 'cover.png' : word));
  ffmpeg(...files, '-map', '0', '-map', '1', '-c:a', 'copy', '-c:v', 'libtheora', 'woven.ogg');
  const file = await read('woven.ogg');
  expect(file).toMatchObject({ error: null, properties: { codec, sampleRate: 48_000, channels: 1 } });
  expect(file!.properties.duration).toBeCloseTo(12, 1);
});

test('an empty file is a row with that cause', async () => {
  writeFileSync(join(folder, 'empty.mp3'), '');
  expect((await read('empty.mp3'))!.error).toMatch(/empty/);
});

test('a file that only the general reader knows has no layout', async () => {
  writeFileSync(join(folder, 'text.wma'), 'a shopping list');
  expect((await read('text.wma'))!.error).toMatch(/^its tags cannot be read/);
});

test('a file without an extension that is no audio is none', async () => {
  writeFileSync(join(folder, 'README'), 'a shopping list');
  expect(await read('README')).toBeNull();
});

test('a file that is gone is none', async () => {
  expect(await read('gone.flac')).toBeNull();
});

test('a file that cannot be opened says so, and may be tried again', async () => {
  symlinkSync('loop.flac', join(folder, 'loop.flac'));
  await expect(read('loop.flac')).rejects.toMatchObject({
    name: 'UnreadableFileError',
    code: 'ELOOP',
    message: expect.stringMatching(/^it cannot be read: its links lead in a circle/),
  });
});

test('what is no file is none: a folder, and a pipe, which is not waited for', async () => {
  mkdirSync(join(folder, 'folder.flac'));
  expect(await read('folder.flac')).toBeNull();
  execFileSync('mkfifo', [join(folder, 'pipe.flac')]);
  expect(await read('pipe.flac')).toBeNull();
});

test('a file has the audio key of its audio, or of the whole file where its audio is not known', async () => {
  makeAudio(join(folder, 'tagged.flac'), { tags: { title: 'another' }, seconds: 1 });
  makeAudio(join(folder, 'other.flac'), { tags: { title: 'one' }, seconds: 1, pitch: 300 });
  const keys = await Promise.all(
    ['song.flac', 'tagged.flac', 'other.flac'].map(async (name) => (await read(name))!.audioKey),
  );
  expect(keys[0]).toEqual(keys[1]);
  expect(keys[0]).not.toEqual(keys[2]);
});

test('the window serves the next file after one that was broken or gone', async () => {
  await read('gone.flac');
  await read('broken.flac');
  expect((await read('song.flac'))!.tags).toMatchObject({ title: ['one'] });
});

describe('a file with broken tags', () => {
  const makeTagged = (name: string): string => makeAudio(join(folder, name), { tags: { title: 'one' }, seconds: 2 });

  function damage(path: string, change: (bytes: Buffer) => Uint8Array): void {
    const bytes = readFileSync(path);
    writeFileSync(path, change(bytes));
  }

  /** Makes the checksum of the Ogg page at `at` true. */
  function withChecksum(bytes: Buffer, at: number): Buffer {
    const page = bytes.subarray(at, bytes.indexOf('OggS', at + 4));
    page.writeUInt32LE(0, 22);
    page.writeUInt32LE(oggCrc(page, 0, page.length) >>> 0, 22);
    return bytes;
  }

  it('is one without tags where decoders play it', async () => {
    damage(makeTagged('comment.ogg'), (bytes) => {
      bytes.writeUInt32LE(0x7fff_ffff, bytes.indexOf('title') - 4);
      return withChecksum(bytes, bytes.indexOf('OggS', 4));
    });
    damage(makeTagged('comment.flac'), (bytes) => {
      const block = bytes.indexOf('title') - 4;
      bytes.writeUInt32LE(0x7fff_ffff, block);
      return bytes;
    });
    execFileSync('ffmpeg', ['-v', 'error', '-i', makeTagged('a.wav'), join(folder, 'a.tta')]);
    for (const name of ['comment.ogg', 'comment.flac', 'a.tta']) {
      expect(await read(name), name).toMatchObject({
        tags: {},
        layout: null,
        error: null,
        damage: expect.stringMatching(/^its tags are not shown: \w/),
        audioKey: expect.any(Buffer),
      });
      expect(
        execFileSync('ffmpeg', ['-v', 'quiet', '-i', join(folder, name), '-f', 's16le', '-']).length,
      ).toBeGreaterThan(44_100);
    }
  });

  it('is broken where it holds no audio', async () => {
    damage(makeTagged('head.flac'), (bytes) => bytes.subarray(0, 60));
    expect(await read('head.flac')).toMatchObject({ error: expect.stringMatching(/\w/), damage: null, audioKey: null });
  });
});
