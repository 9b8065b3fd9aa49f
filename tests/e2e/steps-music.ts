/** A folder of real audio with work to be done: an album without numbers, years and cover, spellings, a cover beside files. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeAudio } from '../support/audio.ts';

const UNTIDY = 12;
const TIDY = ['Legends of the North', 'Silvan Sanctuary', 'Return to the Coast'];

/** @returns the path of a picture that a person has elsewhere */
export function makeStepsMusic(folder: string): void {
  for (let index = 0; index < UNTIDY; index += 1) {
    const number = String(index + 1).padStart(2, '0');
    makeAudio(join(folder, 'Quiet Machines', `${number}.mp3`), {
      pitch: 180 + 17 * index,
      seconds: 6,
      tags: {
        title: `Song ${number}`,
        artist: 'Ida',
        album: 'Quiet Machines',
        genre: index < 8 ? 'Hip-Hop' : 'hip-hop',
      },
    });
  }
  const album = join(folder, 'Northern Mountains');
  for (const [index, title] of TIDY.entries()) {
    const tags = { title, artist: 'Juniper Hall', album_artist: 'Juniper Hall', album: 'Northern Mountains' };
    makeAudio(join(album, `${index + 1}.flac`), {
      pitch: 300 + 40 * index,
      seconds: 6,
      tags: { ...tags, genre: 'Folk', date: '2008', track: String(index + 1) },
    });
  }
  makePicture(join(album, 'cover.jpg'), 7);
}

/** Writes a picture as JPEG. @param seed another one is another picture */
export function makePicture(path: string, seed: number): string {
  const source = `gradients=s=400x400:seed=${seed}:c0=0xe7a65a:c1=0x1d1420:d=1`;
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-frames:v', '1', path]);
  return path;
}
