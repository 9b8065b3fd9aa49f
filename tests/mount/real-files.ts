/** A library of small real files, made by ffmpeg once for each test file and copied for each of its libraries. */
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { run } from './programs.ts';

export interface TestLibrary {
  readonly folder: string;
  /** Where it is to be mounted. */
  readonly directory: string;
  readonly red: string;
  readonly blue: string;
  remove(): Promise<void>;
}

interface TestTrack {
  readonly file: string;
  /** Hz */
  readonly pitch: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly art?: boolean;
  readonly options?: readonly string[];
}

const TRACKS: readonly TestTrack[] = [
  {
    file: '1.flac',
    pitch: 440,
    tags: { title: 'One', artist: 'Alpha', album: 'First', date: '2001', track: '1' },
    art: true,
  },
  {
    file: '2.mp3',
    pitch: 550,
    tags: { title: 'Two', artist: 'Björk', album: 'Second', date: '2002', track: '2' },
    art: true,
    options: ['-id3v2_version', '3'],
  },
  {
    file: '3.ogg',
    pitch: 660,
    tags: { title: 'Three', artist: 'Gamma', album: 'Third', date: '2003', track: '3' },
  },
  { file: '4.wav', pitch: 770, tags: { title: 'Four' } },
  { file: '5.opus', pitch: 880, tags: { title: 'Five', artist: 'Eps', album: 'Fifth' } },
  { file: '6.m4a', pitch: 990, tags: { title: 'Six', artist: 'Zeta', album: 'Sixth' } },
  { file: '7.aiff', pitch: 330, tags: { title: 'Seven' } },
  { file: '8.wma', pitch: 220, tags: { title: 'Eight' } },
];

let made: Promise<string> | null = null;

/** Tracks by number: 1 FLAC with art, 2 MP3 with art, 3 Ogg Vorbis, 4 WAV, 5 Opus, 6 AAC, 7 AIFF, 8 WMA, which has no header writer. */
export async function makeLibrary(): Promise<TestLibrary> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'descant-mount-')));
  await cp(await (made ??= makeFiles(temporaryFolder())), folder, { recursive: true });
  return {
    folder,
    directory: join(folder, 'mnt'),
    red: join(folder, 'red.png'),
    blue: join(folder, 'blue.png'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @returns the folder */
async function makeFiles(folder: string): Promise<string> {
  const originals = join(folder, 'originals');
  await mkdir(originals);
  const red = join(folder, 'red.png');
  const colours = ['color=red:s=64x64', 'color=blue:s=200x200'];
  await ffmpeg(
    colours.flatMap((colour) => ['-f', 'lavfi', '-i', colour]),
    [red, join(folder, 'blue.png')].flatMap((path, input) => ['-map', `${input}:v`, '-frames:v', '1', path]),
  );
  await ffmpeg(
    [...TRACKS.flatMap(({ pitch }) => ['-f', 'lavfi', '-i', `sine=${pitch}:duration=8`]), '-i', red],
    TRACKS.flatMap(({ file, tags, art = false, options = [] }, input) => [
      '-map',
      `${input}:a`,
      ...(art ? ['-map', `${TRACKS.length}:v`, '-c:v', 'copy', '-disposition:v', 'attached_pic'] : []),
      ...Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
      ...options,
      join(originals, file),
    ]),
  );
  return folder;
}

/** Makes all files in one run: to start takes the program longer than to make any of them. */
async function ffmpeg(inputs: readonly string[], outputs: readonly string[]): Promise<void> {
  await run('ffmpeg', '-nostdin', '-v', 'error', ...inputs, ...outputs);
}
