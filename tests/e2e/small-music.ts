/** A folder of small real audio files with known tags: three albums in seven formats, and one file that is none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAudio } from '../support/audio.ts';

export interface SmallTrack {
  readonly file: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly genre: string;
  readonly year: string;
  readonly pitch: number;
  readonly art?: boolean;
  readonly alac?: boolean;
}

const shadows = { artist: 'Ember Quartet', album: 'Into the Shadows', genre: 'Ambient', year: '2005' };
const mountains = { artist: 'Juniper Hall', album: 'Northern Mountains', genre: 'Folk', year: '2008' };
const siege = { artist: 'North Harbour', album: 'Siege', genre: 'Soundtrack', year: '2010' };

export const TRACKS: readonly SmallTrack[] = [
  { file: '01.flac', title: 'Into the Shadows', ...shadows, pitch: 220, art: true },
  { file: '02.flac', title: 'Journey’s End', ...shadows, pitch: 224, art: true },
  { file: '03.wav', title: 'Sad', ...shadows, pitch: 330 },
  { file: '04.mp3', title: 'Legends of the North', ...mountains, pitch: 262, art: true },
  { file: '05.mp3', title: 'silvan_sanctuary', ...mountains, pitch: 264 },
  { file: '06.mp3', title: 'Return to the Coast', ...mountains, pitch: 440 },
  { file: '07.ogg', title: 'Knolls', ...siege, pitch: 294 },
  { file: '08.opus', title: 'The City Falls', ...siege, pitch: 296 },
  { file: '09.m4a', title: 'Siege of Laurelmor', ...siege, pitch: 523 },
  { file: '10.m4a', title: 'Revelation', ...siege, pitch: 525, alac: true },
  { file: '11.aiff', title: 'The Deep Path', ...siege, pitch: 349 },
];

/** Long enough to be analysed, short enough to be made quickly. */
const SECONDS = 6;

/** Writes the tracks and one broken file into `folder`. */
export function makeSmallMusic(folder: string, seconds = SECONDS): void {
  for (const [index, { file, title, artist, album, genre, year, ...sound }] of TRACKS.entries()) {
    makeAudio(join(folder, album, file), {
      ...sound,
      seconds,
      tags: { title, artist, album, genre, date: year, album_artist: artist, track: String(index + 1) },
    });
  }
  writeFileSync(join(folder, 'cut off.mp3'), 'this is not music');
}
