/**
 * The quality as the analysis measures it, on files that encoders have made of seeded music. `npm run report:lossy` does
 * the same with much more material.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegDecoder } from '../audio/ffmpeg-decoder.ts';
import { findingsOf } from '../audio/quality/findings.ts';
import { chordMusic, noise, seededRandom, sound, toInt16, wavFile } from '../audio/test-signals.ts';
import type { SoundQuality } from '../model/sound-quality.ts';
import { analyseFile, measureQuality } from './analyse-file.ts';

const RATE = 44_100;
const SECONDS = 8;
let folder: string;
let number = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-quality-'));
  writeFileSync(join(folder, 'music.wav'), wavFile(RATE, music(1), music(2)));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Chords, and cymbals that ring: high tones that an encoder has to save on. */
function music(seed: number): Int16Array {
  const chords = [
    [48, 52, 55],
    [53, 57, 60],
  ];
  const tones = chordMusic(SECONDS, RATE, { bpm: 110, chords, seed });
  const hiss = noise(SECONDS, RATE, seed + 10);
  return toInt16(tones.map((tone, i) => 0.6 * tone + 0.12 * hiss[i]! * Math.exp(-((i / RATE) % 0.27) * 9)));
}

function ffmpeg(from: string, ...options: readonly string[]): string {
  const to = join(folder, `${(number += 1)}.${options.at(-1)}`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, from), ...options.slice(0, -1), to]);
  return to;
}

function quality(path: string): SoundQuality {
  return measureQuality(ffmpegDecoder, Buffer.from(path)).quality;
}

function write(name: string, ...channels: Parameters<typeof toInt16>[0][]): string {
  const path = join(folder, name);
  writeFileSync(path, wavFile(RATE, ...channels.map(toInt16)));
  return path;
}

const LOSSY: readonly (readonly [string, string, ...string[]])[] = [
  ['MP3', 'mp3', '-b:a', '128k'],
  ['MP3', 'mp3', '-b:a', '320k'],
  ['MP3', 'mp3', '-q:a', '0'],
  ['AAC', 'm4a', '-c:a', 'aac', '-b:a', '256k'],
  ['Opus', 'opus', '-c:a', 'libopus', '-b:a', '160k'],
  ['Vorbis', 'ogg', '-c:a', 'libvorbis', '-q:a', '6'],
];

describe('sound in a lossless file that has been lossy', () => {
  it.each(LOSSY)('is found, with the encoder: %s in .%s with %s %s %s %s', (encoder, extension, ...options) => {
    const encoded = ffmpeg('music.wav', ...options, extension);
    const flac = ffmpeg(encoded.slice(folder.length + 1), '-sample_fmt', 's16', 'flac');
    expect(quality(flac).lossy).toEqual({ encoder, confidence: expect.toSatisfy((value) => value > 0.8) });
  });

  it('is found where its beginning was cut off, and at 24 bits', () => {
    const encoded = ffmpeg('music.wav', '-b:a', '192k', 'mp3').slice(folder.length + 1);
    const cut = ffmpeg(encoded, '-af', 'atrim=start_sample=12345', '-c:a', 'flac', '-sample_fmt', 's32', 'flac');
    expect(quality(cut)).toMatchObject({ lossy: { encoder: 'MP3', confidence: 1 }, upsampled: null });
  });

  it('is not looked for in lossy files', () => {
    expect(quality(ffmpeg('music.wav', '-b:a', '128k', 'mp3'))).toMatchObject({ lossy: null, clipping: null });
  });
});

describe('sound that never was lossy', () => {
  it.each([
    ['as it was made', 'anull'],
    ['ending at 16 kHz at once', 'aresample=32000:filter_size=128:cutoff=0.97,aresample=44100:filter_size=128'],
    ['fading out above 5 kHz, as old recordings do', 'highpass=f=150,lowpass=f=5000:p=2'],
    ['limited', 'volume=12dB,alimiter=limit=0.98:level=false'],
  ])('is not accused: %s', (_, filter) => {
    expect(quality(ffmpeg('music.wav', '-af', filter, '-sample_fmt', 's16', 'flac')).lossy).toBeNull();
  });

  it('is not accused: the square waves of an old console, and dark chords', () => {
    const random = seededRandom(3);
    const notes = Array.from({ length: 40 }, () => 110 * 2 ** (Math.floor(random() * 24) / 12));
    const chip = (side: number) =>
      sound(SECONDS, RATE, (t) => ((t * notes[Math.floor(t * 8) % 40]! * (1 + side)) % 1 < 0.25 ? 0.3 : -0.3));
    const dark = (side: number) =>
      sound(SECONDS, RATE, (t) => [1, 2, 3].reduce((sum, k) => sum + Math.sin((620 + side) * k * t) / (4 * k), 0));
    expect(quality(write('chip.wav', chip(0), chip(1)))).toMatchObject({ lossy: null, clipping: null });
    expect(quality(write('dark.wav', dark(0), dark(1)))).toMatchObject({ lossy: null, clipping: null });
  });

  it('is not accused: the noise of a record', () => {
    const random = seededRandom(5);
    const side = (seed: number): Float64Array => {
      let low = 0;
      return noise(SECONDS, RATE, seed).map((value) => {
        low += 0.2 * (value - low);
        return 0.05 * low + 0.004 * value + (random() > 0.9998 ? 0.6 * (random() - 0.5) : 0);
      });
    };
    expect(quality(write('record.wav', side(1), side(2))).lossy).toBeNull();
  });
});

describe('other findings', () => {
  const names = (found: SoundQuality): string[] => findingsOf(found).map(({ finding }) => finding);

  it('are a higher rate and more bits than the sound has', () => {
    const up = ffmpeg('music.wav', '-ar', '96000', '-c:a', 'flac', '-sample_fmt', 's32', 'flac');
    expect(quality(up).upsampled).toEqual({ rate: 48_000, bits: null, confidence: 0.9 });
    const padded = ffmpeg('music.wav', '-c:a', 'flac', '-sample_fmt', 's32', 'flac');
    expect(quality(padded).upsampled).toEqual({ rate: null, bits: 16, confidence: 1 });
    const sharp = ['-af', 'aresample=48000:filter_size=256:cutoff=0.98', '-sample_fmt', 's16', 'flac'];
    expect(quality(ffmpeg('music.wav', ...sharp)).upsampled).toEqual({ rate: 44_100, bits: null, confidence: 0.7 });
  });

  it('are clipping, with its runs and its share', () => {
    const clipped = quality(ffmpeg('music.wav', '-af', 'volume=14dB', '-sample_fmt', 's16', 'flac'));
    expect(clipped.clipping!.runs).toBeGreaterThan(50);
    expect(clipped.clipping!.share).toBeGreaterThan(0.0005);
    expect(clipped.clipping!.longest).toBeGreaterThan(3);
    expect(quality(ffmpeg('music.wav', 'flac')).clipping).toBeNull();
  });

  it('are silence, a silent channel and equal channels', () => {
    const silent = new Float64Array(SECONDS * RATE);
    const tone = sound(SECONDS, RATE, (t) => 0.3 * Math.sin(3000 * t));
    const late = sound(25, RATE, (t) => (t < 11 || t > 14 ? 0 : 0.3 * Math.sin(3000 * t)));
    expect(names(quality(write('silent.wav', silent, silent)))).toEqual(['silent']);
    expect(names(quality(write('left.wav', tone, silent)))).toContain('onesided');
    expect(names(quality(write('mono.wav', tone, tone)))).toContain('mono');
    expect(quality(write('late.wav', late)).silence).toEqual({ start: 11, end: 11, whole: false });
  });

  it('are a file that ends before its header says, and none of one that is whole', () => {
    const whole = ffmpeg('music.wav', 'flac');
    expect(quality(whole).missing).toBe(0);
    const bytes = readFileSync(whole);
    writeFileSync(join(folder, 'cut.flac'), bytes.subarray(0, bytes.length * 0.6));
    const { missing } = quality(join(folder, 'cut.flac'));
    expect(missing).toBeGreaterThan(2);
    expect(missing).toBeLessThan(4);
  });
});

it('comes out of the whole analysis as it does alone', () => {
  const path = ffmpeg(ffmpeg('music.wav', '-b:a', '128k', 'mp3').slice(folder.length + 1), 'flac');
  const alone = measureQuality(ffmpegDecoder, Buffer.from(path));
  expect(analyseFile(ffmpegDecoder, Buffer.from(path)).quality).toEqual(alone);
  expect(alone.quality.cutOff).toBeGreaterThan(15_500);
  expect(alone.quality.cutOff).toBeLessThan(17_500);
  expect(alone.spectrum.levels).toHaveLength(128);
});
