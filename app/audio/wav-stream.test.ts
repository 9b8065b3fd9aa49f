import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chordMusic, toInt16, wavFile } from './test-signals.ts';
import { decodeToWav, wavSize } from './wav-stream.ts';

let folder: string;
let original: Uint8Array;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-wav-'));
  const music = (seed: number) => toInt16(chordMusic(9.3, 44_100, { bpm: 100, chords: [[57, 60, 64]], seed }));
  original = wavFile(44_100, music(1), music(2));
  writeFileSync(join(folder, 'music.wav'), original);
});
afterAll(() => rmSync(folder, { recursive: true }));

function encode(name: string, ...options: string[]): Buffer {
  const path = join(folder, name);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, 'music.wav'), ...options, path]);
  return Buffer.from(path);
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('decodeToWav', () => {
  it.each([
    ['music.m4a', 'alac'],
    ['music.aiff', 'pcm_s16be'],
    ['music.wv', 'wavpack'],
    ['music.flac', 'flac'],
  ])('gives the WAV file that %s was made from', async (name, codec) => {
    const path = encode(name, '-c:a', codec);
    expect((await read(decodeToWav(path))).equals(original)).toBe(true);
    expect(await wavSize(path)).toBe(original.length);
  });

  it('can be read from any byte', async () => {
    const path = encode('seek.m4a', '-c:a', 'alac');
    for (const from of [1, 43, 44, 45, 47, 48, 400_001, 1_234_567, original.length - 1, original.length]) {
      expect((await read(decodeToWav(path, undefined, from))).equals(original.subarray(from)), `from ${from}`).toBe(
        true,
      );
    }
  });

  it('keeps more than 16 bits as floats, which ffmpeg reads', async () => {
    const path = encode('deep.flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24');
    const wav = await read(decodeToWav(path));
    expect(wav.length).toBe(await wavSize(path));
    writeFileSync(join(folder, 'deep.wav'), wav);
    const back = execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'deep.wav'), '-f', 's16le', '-'], {
      maxBuffer: 1 << 26,
    });
    expect(back.equals(Buffer.from(original.subarray(44)))).toBe(true);
  });

  it('has the promised size when the file ends early', async () => {
    const path = encode('short.m4a', '-c:a', 'alac', '-movflags', '+faststart');
    truncateSync(path, readFileSync(path).length / 2);
    const wav = await read(decodeToWav(path));
    expect(wav.length).toBe(original.length);
    expect(wav.subarray(0, 100_000).equals(original.subarray(0, 100_000))).toBe(true);
    expect(wav.subarray(-10_000).every((byte) => byte === 0)).toBe(true);
  });

  it('fails when the file cannot be decoded', async () => {
    const path = Buffer.from(join(folder, 'broken.m4a'));
    writeFileSync(path, 'no music');
    await expect(read(decodeToWav(path))).rejects.toThrow('could not be decoded');
    await expect(wavSize(path)).rejects.toThrow('could not be decoded');
  });

  it('stops when it is aborted, before and on the way, and when its reader stops', async () => {
    const path = encode('abort.m4a', '-c:a', 'alac');
    await expect(read(decodeToWav(path, AbortSignal.abort()))).rejects.toThrow('SIGKILL');
    const controller = new AbortController();
    const reader = decodeToWav(path, controller.signal).getReader();
    await reader.read();
    controller.abort();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow('SIGKILL');
    const unread = decodeToWav(path).getReader();
    await unread.read();
    await unread.cancel();
  });
});
