/** A folder of recordings that are each there twice, with tunes that are long and lively enough to be told apart. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SECONDS = 24;

/** Each recording as FLAC and as MP3, with a genre in the MP3 alone: one run of ffmpeg makes all of them. */
export function makeRecordings(folder: string, recordings: number): void {
  mkdirSync(folder, { recursive: true });
  const seeds = Array.from({ length: recordings }, (_, i) => i + 1);
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*${1 + seed}+floor(t)*${seed}+floor(t*t/7)*${seed}\\,25)/12))`;
  const inputs = seeds.flatMap((seed) => [
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.2*(${note(seed + 4)}+${note(seed * 3 + 11)}+${note(seed * 7 + 3)}):s=22050:d=${SECONDS}`,
  ]);
  const outputs = seeds.flatMap((seed, i) => {
    const tags = ['-metadata', `title=Piece ${seed}`, '-metadata', 'artist=Ash'];
    const map = ['-map', `${i}:a`, ...tags];
    const lossy = [...map, '-metadata', 'genre=Folk', '-b:a', '96k', join(folder, `${seed}.mp3`)];
    return [...map, join(folder, `${seed}.flac`), ...lossy];
  });
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...inputs, ...outputs]);
}
