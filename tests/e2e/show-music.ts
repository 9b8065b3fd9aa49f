/**
 * A folder of music to show: albums that do not exist, with titles, covers and minutes of synthetic sound, made by
 * ffmpeg in a few seconds. Each track's loudness rises and falls in its own way, so that waveforms differ.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

interface Album {
  readonly artist: string;
  readonly title: string;
  readonly year: number;
  readonly genre: string;
  readonly format: 'flac' | 'mp3' | 'opus';
  /** Three colours of the cover. */
  readonly colours: readonly [string, string, string];
  readonly tracks: readonly string[];
}

const ALBUMS: readonly Album[] = [
  {
    artist: 'Lantern & Tide',
    title: 'Northern Mountains',
    year: 2008,
    genre: 'Folk',
    format: 'flac',
    colours: ['0xe7a65a', '0xb4502f', '0x1d1420'],
    tracks: [
      'Legends of the North',
      'silvan_sanctuary',
      'Return to the Coast',
      'Nunc Dimittis',
      'Over the Northern Mountains',
      'Traveling Minstrels',
    ],
  },
  {
    artist: 'Juniper Hall',
    title: 'The Deep Path',
    year: 2009,
    genre: 'Ambient',
    format: 'flac',
    colours: ['0x8fb0c9', '0x3c5d7c', '0x141b26'],
    tracks: ['The Deep Path', 'Breaking the Chains', 'Frantic', 'Lamplight', 'Under Granite', 'The Way Out'],
  },
  {
    artist: 'The Quarry Band',
    title: 'Siege',
    year: 2010,
    genre: 'Soundtrack',
    format: 'mp3',
    colours: ['0xa9b97a', '0x55703c', '0x182012'],
    tracks: ['Siege of Laurelmor', 'Knolls', 'The City Falls', 'The Dangerous Symphony', 'Revelation'],
  },
  {
    artist: 'Ember Quartet',
    title: 'Into the Shadows',
    year: 2005,
    genre: 'Classical',
    format: 'flac',
    colours: ['0xc59ab9', '0x7a4a6f', '0x20131f'],
    tracks: ['Into the Shadows', 'Journey’s End', 'Sad', 'Elegy in Grey', 'Nocturne', 'Cinders'],
  },
  {
    artist: 'North Harbour',
    title: 'Salt and Copper',
    year: 2016,
    genre: 'Electronic',
    format: 'opus',
    colours: ['0xd7c38a', '0x8a6a3a', '0x201a10'],
    tracks: ['Harbour Lights', 'Salt', 'Copper', 'Tidal', 'Last Ferry'],
  },
];

const CODECS = {
  flac: ['-c:a', 'flac', '-sample_fmt', 's16'],
  mp3: ['-c:a', 'libmp3lame', '-b:a', '192k'],
  opus: ['-c:a', 'libopus', '-b:a', '96k'],
} as const;

/** Seconds of sound that are made; longer tracks repeat them. */
const LOOP_SECONDS = 8;

export function makeShowMusic(folder: string): void {
  for (const [number, album] of ALBUMS.entries()) {
    const place = join(folder, album.artist, album.title);
    mkdirSync(place, { recursive: true });
    const cover = join(place, 'cover.jpg');
    const [from, through, to] = album.colours;
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      `gradients=s=600x600:x0=60:y0=0:x1=540:y1=600:speed=0.00001:seed=7:nb_colors=3:c0=${from}:c1=${through}:c2=${to}:d=1`,
      '-frames:v',
      '1',
      '-q:v',
      '3',
      cover,
    );
    for (const [index, title] of album.tracks.entries()) {
      makeTrack(place, album, index, title, cover, 174 * 1.1 ** number * 2 ** (((index * 5) % 12) / 12));
    }
  }
}

function makeTrack(place: string, album: Album, index: number, title: string, cover: string, pitch: number): void {
  const loop = join(place, 'loop.wav');
  const chord = [1, 1.26, 1.5, 2]
    .map((ratio, voice) => `sin(${(2 * Math.PI * pitch * ratio).toFixed(3)}*t)*(0.5+0.5*sin(${3 + voice + index}*t))`)
    .join('+');
  ffmpeg('-f', 'lavfi', '-i', `aevalsrc=exprs='0.2*(${chord})':s=44100:d=${LOOP_SECONDS}`, loop);
  const seconds = 165 + ((index * 47 + album.year * 13) % 170);
  const slow = 9 + ((index * 7) % 11);
  const picture =
    album.format === 'opus'
      ? []
      : ['-i', cover, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic'];
  ffmpeg(
    '-stream_loop',
    '-1',
    '-i',
    loop,
    ...picture,
    '-t',
    String(seconds),
    '-ac',
    '2',
    '-af',
    `volume='0.12+0.88*abs(sin(t/${slow})*sin(t/3.7+${index}))*(0.55+0.45*sin(t*2.1))':eval=frame,afade=t=in:d=3,afade=t=out:st=${seconds - 8}:d=8`,
    ...CODECS[album.format],
    ...Object.entries({
      title,
      artist: album.artist,
      album: album.title,
      album_artist: album.artist,
      genre: album.genre,
      date: String(album.year),
      track: String(index + 1),
    }).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
    join(place, `${String(index + 1).padStart(2, '0')}.${album.format}`),
  );
  execFileSync('rm', [loop]);
}

function ffmpeg(...words: readonly string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...words]);
}
