import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { ffmpegDecoder } from '../audio/ffmpeg-decoder.ts';
import { chordMusic, noise, toInt16, wavFile } from '../audio/test-signals.ts';
import { compareMixes } from './compare-mixes.ts';

const RATE = 22_050;
/** Seconds. */
const LENGTH = 25;
const ITEMS = 100;
/** Items by which the second file begins later, and their samples. */
const LATER = 8;
const LEFT_OUT = Math.round((LATER * 1365 * RATE) / 11_025);

const folder = temporaryFolder();
const chords = [
  [57, 60, 64],
  [53, 57, 60],
];
const music = chordMusic(LENGTH, RATE, { bpm: 110, chords, seed: 3 });
const hiss = noise(LENGTH, RATE, 8);
/** A note a second, high above the chords. */
const melody = music.map((_, at) => {
  const frequency = 880 * 2 ** ((Math.floor(at / RATE) % 7) / 7);
  return 0.12 * Math.sin((2 * Math.PI * frequency * at) / RATE);
});
const original = write('original', music);

function write(name: string, samples: Float64Array): Uint8Array {
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, wavFile(RATE, toInt16(samples)));
  return Buffer.from(path);
}

const isOtherMix = (otherPath: Uint8Array): boolean =>
  compareMixes(ffmpegDecoder, { path: original, otherPath, first: LATER, otherFirst: 0, items: ITEMS });

describe('a file with the same sound, which begins later', () => {
  it('is a copy where it is quieter, or has noise everywhere', () => {
    const quieter = music.map((sample) => sample / 3).subarray(LEFT_OUT);
    expect(isOtherMix(write('quieter', quieter))).toBe(false);
    const noisy = music.map((sample, at) => sample + 0.1 * hiss[at]!).subarray(LEFT_OUT);
    expect(isOtherMix(write('noisy', noisy))).toBe(false);
  });

  it('is another mix where it has a melody besides', () => {
    const sung = music.map((sample, at) => sample + melody[at]!).subarray(LEFT_OUT);
    expect(isOtherMix(write('sung', sung))).toBe(true);
  });

  it('cannot be told where it is no audio', () => {
    const path = join(folder, 'text.wav');
    writeFileSync(path, 'no audio');
    expect(() => isOtherMix(Buffer.from(path))).toThrow(expect.objectContaining({ code: 'DECODE_FAILED' }));
  });
});
