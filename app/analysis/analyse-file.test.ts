import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { analyseFile } from './analyse-file.ts';
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { ffmpegDecoder } from '../audio/ffmpeg-decoder.ts';
import { fingerprintFile } from '../audio/fingerprint-file.ts';
import { chordMusic, toInt16, wavFile } from '../audio/test-signals.ts';

const RATE = 22_050;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-analyse-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function music(seconds: number): Int16Array {
  return toInt16(
    chordMusic(seconds, RATE, {
      bpm: 96,
      chords: [
        [48, 52, 55],
        [53, 57, 60],
        [55, 59, 62],
        [48, 52, 55],
      ],
      seed: 1,
    }),
  );
}

function analyse(name: string, content: Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return analyseFile(ffmpegDecoder, Buffer.from(path));
}

describe('analyseFile', () => {
  it('hears tempo, key, energy and brightness', () => {
    const { features, duration, fingerprint } = analyse('music.wav', wavFile(RATE, music(50)));
    expect(duration).toBe(50);
    expect(fingerprint.length).toBeGreaterThan(350);
    expect(features.bpm).toBeGreaterThan(95);
    expect(features.bpm).toBeLessThan(97);
    expect(features.key).toBe('C major');
    expect(features.rmsEnergy).toBeGreaterThan(0.05);
    expect(features.rmsEnergy).toBeLessThan(0.3);
    expect(features.spectralCentroid).toBeGreaterThan(300);
    expect(features.spectralCentroid).toBeLessThan(3000);
  });

  it('hears the same in a long file, in another format, at another level', () => {
    const wav = wavFile(RATE, music(150));
    const original = analyse('long.wav', wav);
    const copy = join(folder, 'copy.mp3');
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      join(folder, 'long.wav'),
      '-af',
      'volume=-9dB',
      '-b:a',
      '128k',
      copy,
    ]);
    const again = analyseFile(ffmpegDecoder, Buffer.from(copy));
    const likeness = original.embedding.reduce((sum, value, i) => sum + value * again.embedding[i]!, 0);
    expect(likeness).toBeGreaterThan(0.9);
    expect(again.features.key).toBe(original.features.key);
    expect(again.features.bpm).toBeCloseTo(original.features.bpm!, 0);
    expect(original.fingerprint).toHaveLength(1190);
    const { items } = fingerprintFile(ffmpegDecoder, Buffer.from(join(folder, 'long.wav')), 120);
    expect(acoustidItems(original.fingerprint)).toEqual(items);
  });

  it('is not misled by a container that claims to be longer than it is', () => {
    const path = join(folder, 'honest.flac');
    writeFileSync(join(folder, 'short.wav'), wavFile(RATE, music(8)));
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, 'short.wav'), path]);
    const honest = analyseFile(ffmpegDecoder, Buffer.from(path));
    // The low 32 bits of STREAMINFO's number of samples.
    const file = readFileSync(path);
    file.writeUInt32BE(600 * RATE, 22);
    const liar = analyse('liar.flac', file);
    expect(liar.duration).toBeCloseTo(8, 1);
    expect(liar.features).toEqual(honest.features);
    expect(liar.embedding).toEqual(honest.embedding);
  });

  it('refuses a pipe, which it would wait for without an end, and a folder', () => {
    const pipe = join(folder, 'pipe.wav');
    execFileSync('mkfifo', [pipe]);
    // Whoever opens the pipe gets an end, so that this test fails rather than waits.
    const writer = spawn('/bin/sh', ['-c', 'echo x > "$0"', pipe]);
    for (const path of [pipe, folder]) {
      expect(() => analyseFile(ffmpegDecoder, Buffer.from(path))).toThrow(
        expect.objectContaining({ code: 'DECODE_FAILED', message: 'It is not a file.' }),
      );
    }
    writer.kill('SIGKILL');
  });

  it('gives silence a fingerprint and an embedding, but no tempo and no key', () => {
    const { features, embedding } = analyse('silence.wav', wavFile(RATE, new Int16Array(20 * RATE)));
    expect(features).toEqual({ bpm: null, key: null, spectralCentroid: 0, spectralBandwidth: 0, rmsEnergy: 0 });
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });

  it.each([
    ['no numbers', Number.NaN],
    ['infinite', Infinity],
    ['absurdly loud', 1e30],
  ])('takes samples that are %s for silence', (_, value) => {
    const samples = Float32Array.from(music(20), (sample) => sample / 32_768);
    for (let i = 0; i < 50; i++) samples[40_000 + 1000 * i] = value;
    const { embedding, features } = analyse('damaged.wav', floatWav(samples));
    expect(embedding.every(Number.isFinite)).toBe(true);
    expect(
      Object.values(features)
        .filter((one) => typeof one === 'number')
        .every(Number.isFinite),
    ).toBe(true);
    expect(features.rmsEnergy).toBeGreaterThan(0.01);
  });
});

/** A WAV file of 32-bit floats, one channel. */
function floatWav(samples: Float32Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(3, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(4 * RATE, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(32, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
