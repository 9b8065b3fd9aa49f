import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLayout } from '../formats/read-layout.ts';
import { isSameAudio, type AudioSide } from './same-audio.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-audio-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function make(name: string, pitch: number): Promise<string> {
  const path = join(folder, name);
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `sine=${pitch}:duration=3`, '-metadata', 'title=One', path]);
  return path;
}

/** The same stream in a file that another program has written. */
async function copied(path: string, name: string): Promise<string> {
  const copy = join(folder, name);
  await run('ffmpeg', [
    '-v',
    'error',
    '-i',
    path,
    '-c',
    'copy',
    '-metadata',
    'title=Two',
    '-metadata:s:a:0',
    `title=${'Two '.repeat(3000)}`,
    copy,
  ]);
  return copy;
}

function side(bytes: Buffer, extension: string): AudioSide {
  const layout = readLayout(
    { size: bytes.length, read: (position, length) => bytes.subarray(position, position + length) },
    extension,
  );
  if (layout === null) throw new Error('no layout');
  return {
    layout,
    read: async (buffer, offset, length, position) => {
      buffer.set(bytes.subarray(position, position + length), offset);
    },
  };
}

async function sideOf(path: string): Promise<AudioSide> {
  return side(await readFile(path), extname(path).slice(1));
}

describe.each(['flac', 'mp3', 'ogg', 'opus', 'oga', 'm4a', 'wav', 'aiff'])('the audio of %s files', (format) => {
  it('is the same in a file that a program has copied the stream into', async () => {
    const one = await make(`one.${format}`, 440);
    expect(await isSameAudio(await sideOf(one), await sideOf(await copied(one, `copy.${format}`)))).toBe(true);
  });

  it('is another in another recording of the same length', async () => {
    expect(
      await isSameAudio(await sideOf(await make(`a.${format}`, 300)), await sideOf(await make(`b.${format}`, 301))),
    ).toBe(false);
  });

  it('is another when a single byte of it changes', async () => {
    const path = await make(`byte.${format}`, 500);
    const bytes = await readFile(path);
    const whole = side(bytes, format);
    const changed = Buffer.from(bytes);
    const { offset, length } = whole.layout.audio;
    // Behind the headers of a page or frame, in the sound itself.
    const at = offset + Math.floor(length / 2) + 99;
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await isSameAudio(whole, side(changed, format))).toBe(false);
  });
});

it('is another when the same samples are to be played at another rate', async () => {
  const bytes = await readFile(await make('rate.wav', 400));
  const faster = Buffer.from(bytes);
  // The rate in the "fmt " chunk, which is the first.
  faster.writeUInt32LE(2 * bytes.readUInt32LE(24), 24);
  expect(await isSameAudio(side(bytes, 'wav'), side(faster, 'wav'))).toBe(false);
});

it('of different formats is never the same', async () => {
  expect(await isSameAudio(await sideOf(await make('x.flac', 400)), await sideOf(await make('x.wav', 400)))).toBe(
    false,
  );
});
