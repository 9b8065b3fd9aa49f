/** Compared with Chromaprint itself: `fpcalc` reads the same samples from a WAV file and must give the same items. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chordMusic, noise, seededRandom, sweep, toInt16, wavFile } from '../test-signals.ts';
import { compress, decompress } from './compression.ts';
import {
  fingerprint,
  Fingerprinter,
  itemCount,
  ITEM_SECONDS,
  SAMPLE_RATE,
  SILENCE_ITEM,
  soundSeconds,
} from './fingerprinter.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-chromaprint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** fpcalc 1.5.1 exits with 3 at the end of a file shorter than two minutes, with correct output: the output counts. */
function fpcalc(...args: string[]): string {
  const { stdout } = spawnSync('fpcalc', args, { encoding: 'utf8' });
  return stdout.trim();
}

const CHORDS = [
  [57, 60, 64],
  [53, 57, 60],
  [48, 52, 55],
  [55, 59, 62],
];
const sounds: [string, () => Float64Array][] = [
  ['a rising sweep', () => sweep(20, SAMPLE_RATE)],
  ['a falling sweep', () => sweep(15, SAMPLE_RATE, 5000, 30)],
  ['noise', () => noise(20, SAMPLE_RATE, 1)],
  ['chords and clicks', () => chordMusic(30, SAMPLE_RATE, { bpm: 117, chords: CHORDS, seed: 2 })],
  ['quiet noise around the limit of silence', () => noise(10, SAMPLE_RATE, 3).map((value) => value * 0.0002)],
  [
    'sound between silences',
    () => {
      const samples = new Float64Array(20 * SAMPLE_RATE);
      samples.set(noise(5, SAMPLE_RATE, 4), 8 * SAMPLE_RATE);
      return samples;
    },
  ],
];

describe('Fingerprinter', () => {
  it.each(sounds)('agrees bit for bit with fpcalc on %s', (_, make) => {
    const samples = toInt16(make());
    const path = join(folder, 'sound.wav');
    writeFileSync(path, wavFile(SAMPLE_RATE, samples));
    const items = fingerprint(samples);
    expect(items.join(',')).toBe(fpcalc('-raw', '-plain', path));
    const compressed = fpcalc('-plain', path);
    expect(compress(items)).toBe(compressed);
    expect(decompress(compressed).items).toEqual(items);
  });

  it('gives the same items whatever the chunks are', () => {
    const samples = toInt16(chordMusic(20, SAMPLE_RATE, { bpm: 90, chords: CHORDS, seed: 5 }));
    const whole = fingerprint(samples);
    for (let seed = 1; seed <= 10; seed += 1) {
      const random = seededRandom(seed);
      const fingerprinter = new Fingerprinter();
      for (let at = 0; at < samples.length;) {
        const length = Math.floor(random() ** 3 * 40_000);
        fingerprinter.feed(samples.subarray(at, at + length));
        at += length;
      }
      expect(fingerprinter.items(), `seed ${seed}`).toEqual(whole);
    }
  });

  it('gives the first item after twenty frames, and none before', () => {
    const needed = 4096 + 19 * 1365;
    expect(fingerprint(new Int16Array(needed - 1))).toHaveLength(0);
    expect(fingerprint(new Int16Array(needed))).toEqual(Uint32Array.of(SILENCE_ITEM));
    expect(soundSeconds(1)).toBeCloseTo(needed / SAMPLE_RATE, 9);
  });

  it('gives 948 items for two minutes, which cover them', () => {
    expect(fingerprint(new Int16Array(120 * SAMPLE_RATE))).toHaveLength(948);
    expect(Math.abs(soundSeconds(948) - 120)).toBeLessThan(ITEM_SECONDS);
    expect(itemCount(soundSeconds(948))).toBe(948);
    expect([soundSeconds(0), itemCount(1)]).toEqual([0, 0]);
  });

  it('shows every frame to the analysis that shares its transform', () => {
    let frames = 0;
    const fingerprinter = new Fingerprinter((power) => {
      frames += 1;
      expect(power).toHaveLength(2049);
    });
    fingerprinter.feed(new Int16Array(4096 + 5 * 1365));
    expect(frames).toBe(6);
  });
});
