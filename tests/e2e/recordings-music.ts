/** A folder of recordings that are each there twice, with tunes that are long and lively enough to be told apart. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SECONDS = 24;
const RATE = 22_050;

/** Each recording as FLAC and as MP3, with a genre in the MP3 alone: one run of ffmpeg makes all of them. */
export function makeRecordings(folder: string, recordings: number): void {
  mkdirSync(folder, { recursive: true });
  const sounds = mkdtempSync(join(tmpdir(), 'descant-recordings-'));
  const seeds = Array.from({ length: recordings }, (_, i) => i + 1);
  const inputs = seeds.flatMap((seed) => {
    const path = join(sounds, `${seed}.f32`);
    writeFileSync(path, samplesOf(seed));
    return ['-f', 'f32le', '-ar', `${RATE}`, '-i', path];
  });
  const outputs = seeds.flatMap((seed, i) => {
    const tags = ['-metadata', `title=Piece ${seed}`, '-metadata', 'artist=Ash'];
    const map = ['-map', `${i}:a`, ...tags];
    const lossy = [...map, '-metadata', 'genre=Folk', '-b:a', '96k', join(folder, `${seed}.mp3`)];
    return [...map, join(folder, `${seed}.flac`), ...lossy];
  });
  try {
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...inputs, ...outputs]);
  } finally {
    rmSync(sounds, { recursive: true });
  }
}

/** Three voices, each of which takes another step on the scale every third of a second. */
function samplesOf(seed: number): Float32Array {
  const voices = [seed + 4, seed * 3 + 11, seed * 7 + 3];
  return Float32Array.from({ length: SECONDS * RATE }, (_, i) => {
    const seconds = i / RATE;
    let sum = 0;
    for (const voice of voices) sum += Math.sin(2 * Math.PI * frequencyAt(voice, seconds) * seconds);
    return 0.2 * sum;
  });
}

function frequencyAt(voice: number, seconds: number): number {
  const steps = Math.floor(seconds * 3) * (1 + voice) + (Math.floor(seconds) + Math.floor(seconds ** 2 / 7)) * voice;
  return 220 * 2 ** ((steps % 25) / 12);
}
