/** A folder of real audio with something for the checks to find: spellings, numbers in titles, copies, a lossy past. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAudio } from '../support/audio.ts';

const GENRES = ['Hip-Hop', 'Hip-Hop', 'hip-hop', 'Rock'] as const;

export function makeReviewMusic(folder: string): void {
  for (const [index, genre] of GENRES.entries()) {
    const title = index < 2 ? `0${index + 1} Song ${index + 1}` : `Song ${index + 1}`;
    makeAudio(join(folder, 'Quiet Machines', `${index + 1}.flac`), {
      pitch: 200 + 30 * index,
      seconds: 3,
      tags: { title, artist: 'Ida Wren', album: 'Quiet Machines', track: String(index + 1), genre, date: '2008' },
    });
  }
  writeFileSync(join(folder, 'broken.mp3'), 'this is not music');
  makeCopies(join(folder, 'Copies'));
}

/** Noise that an MP3 encoder has cut off, in a FLAC; and half a minute of a melody in three formats. */
function makeCopies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  convert(['-f', 'lavfi', '-i', 'anoisesrc=c=pink:a=0.3:r=44100:d=12:seed=7'], ['-b:a', '96k'], at('noise.mp3'));
  convert(['-i', at('noise.mp3')], ['-c:a', 'flac', '-metadata', 'title=Past'], at('past.flac'));
  rmSync(at('noise.mp3'));
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*${1 + seed}+floor(t)*${seed}\\,25)/12))`;
  const melody = ['-f', 'lavfi', '-i', `aevalsrc=0.2*(${note(5)}+${note(11)}+${note(3)}):s=44100:d=30`];
  convert(melody, ['-metadata', 'title=Knolls'], at('knolls.flac'));
  convert(
    ['-i', at('knolls.flac')],
    ['-b:a', '128k', '-metadata', 'genre=Folk', '-metadata', 'date=2010'],
    at('b.mp3'),
  );
}

function convert(input: readonly string[], output: readonly string[], path: string): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...input, ...output, path]);
}
