import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chordMusic, toInt16, wavFile } from './test-signals.ts';
import { openWav } from './wav-stream.ts';

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

/** The bytes from one on, and the size that was told before. */
async function read(path: Buffer, from = 0): Promise<{ bytes: Buffer; size: number | null }> {
  const { size, bytes } = await openWav(path, undefined, from);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return { size, bytes: Buffer.concat(chunks) };
}

describe('a WAV file that is decoded', () => {
  it.each([
    ['music.m4a', 'alac'],
    ['music.aiff', 'pcm_s16be'],
    ['music.wv', 'wavpack'],
    ['music.flac', 'flac'],
  ])('gives the WAV file that %s was made from', async (name, codec) => {
    const path = encode(name, '-c:a', codec);
    const { bytes, size } = await read(path);
    expect(bytes.equals(original)).toBe(true);
    expect(size).toBe(original.length);
  });

  it('can be read from any byte', async () => {
    const path = encode('seek.m4a', '-c:a', 'alac');
    for (const from of [1, 43, 44, 45, 47, 48, 400_001, 1_234_567, original.length - 1, original.length]) {
      const { bytes, size } = await read(path, from);
      expect(bytes.equals(original.subarray(from)), `from ${from}`).toBe(true);
      expect(size).toBe(original.length);
    }
  });

  it('keeps more than 16 bits as floats, which ffmpeg reads', async () => {
    const path = encode('deep.flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24');
    const { bytes: wav, size } = await read(path);
    expect(wav.length).toBe(size);
    writeFileSync(join(folder, 'deep.wav'), wav);
    const back = execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'deep.wav'), '-f', 's16le', '-'], {
      maxBuffer: 1 << 26,
    });
    expect(back.equals(Buffer.from(original.subarray(44)))).toBe(true);
  });

  it('has the promised size when the file ends early', async () => {
    const path = encode('short.m4a', '-c:a', 'alac', '-movflags', '+faststart');
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    const { bytes: wav, size } = await read(path);
    expect([wav.length, size]).toEqual([original.length, original.length]);
    expect(wav.subarray(0, 100_000).equals(original.subarray(0, 100_000))).toBe(true);
    expect(wav.subarray(-10_000).every((byte) => byte === 0)).toBe(true);
  });

  it('fails when the file cannot be decoded', async () => {
    const path = Buffer.from(join(folder, 'broken.m4a'));
    writeFileSync(path, 'no music');
    await expect(openWav(path)).rejects.toThrow('could not be decoded');
  });

  it('stops when it is aborted, before and on the way, and when its reader stops', async () => {
    const path = encode('abort.m4a', '-c:a', 'alac');
    await expect(openWav(path, AbortSignal.abort())).rejects.toThrow('SIGKILL');
    const controller = new AbortController();
    const reader = (await openWav(path, controller.signal)).bytes.getReader();
    await reader.read();
    controller.abort();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow('SIGKILL');
    const unread = (await openWav(path)).bytes.getReader();
    await unread.read();
    await unread.cancel();
  });
});
