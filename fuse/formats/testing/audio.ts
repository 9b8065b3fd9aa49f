/**
 * Makes small audio files for tests with ffmpeg, in a temporary folder that the caller removes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HANDMADE, type Handmade } from './handmade.ts';

/** File extension and encoder options of every format that ffmpeg can make. */
export const ENCODINGS = {
  flac: ['flac'],
  mp3: ['mp3', '-c:a', 'libmp3lame', '-q:a', '5'],
  'mp3 with ID3v2.3': ['mp3', '-c:a', 'libmp3lame', '-b:a', '64k', '-id3v2_version', '3', '-write_id3v1', '1'],
  'mp3 without Xing header': ['mp3', '-c:a', 'libmp3lame', '-b:a', '64k', '-write_xing', '0'],
  'mp3 of variable bitrate without Xing header': ['mp3', '-c:a', 'libmp3lame', '-q:a', '2', '-write_xing', '0'],
  'Ogg Vorbis': ['ogg', '-c:a', 'libvorbis'],
  Opus: ['opus', '-c:a', 'libopus'],
  'Ogg FLAC': ['oga', '-c:a', 'flac'],
  'AAC, moov last': ['m4a', '-c:a', 'aac'],
  'AAC, moov first': ['m4a', '-c:a', 'aac', '-movflags', '+faststart'],
  ALAC: ['m4a', '-c:a', 'alac'],
  WAV: ['wav'],
  'WAV, 24 bit': ['wav', '-c:a', 'pcm_s24le'],
  RF64: ['wav', '-rf64', 'always'],
  AIFF: ['aiff', '-write_id3v2', '1'],
  'AIFF-C': ['aiff', '-c:a', 'pcm_s16le'],
  WavPack: ['wv', '-c:a', 'wavpack'],
} as const satisfies Record<string, readonly [extension: string, ...options: string[]]>;

export type Encoding = keyof typeof ENCODINGS;

export const TEST_TAGS: Readonly<Record<string, string>> = {
  title: 'Ænima Ночь 夜',
  artist: 'An Artist',
  album: 'An Album',
  album_artist: 'Somebody Else',
  composer: 'A Composer',
  genre: 'Folk',
  date: '2004',
  track: '3/12',
  disc: '1/2',
};

/** Every kind of file that tests run over. */
export const KINDS: readonly Kind[] = [
  ...(Object.keys(ENCODINGS) as Encoding[]),
  ...(Object.keys(HANDMADE) as Handmade[]),
];
export type Kind = Encoding | Handmade;

export interface AudioFolder extends Disposable {
  readonly path: string;
  /** Makes a file and returns its path. The handmade kinds have no tags. */
  make(kind: Kind, name?: string, tags?: Readonly<Record<string, string>>): string;
  /**
   * The path of a file as `make(kind)` makes it. It is made once, by the first test that needs it, and must not be changed.
   * Tests that ask for it depend on no other test, and no file is made while test files are loaded.
   */
  pathOf(kind: Kind): string;
  bytesOf(kind: Kind): Buffer;
}

export function audioFolder(): AudioFolder {
  const path = mkdtempSync(join(tmpdir(), 'descant-formats-'));
  const made = new Map<Kind, string>();
  return {
    path,
    make(kind, name = kind.replaceAll(/[^\w.]+/g, '-'), tags = TEST_TAGS) {
      if (!isEncoding(kind)) {
        const { extension, make } = HANDMADE[kind];
        const file = join(path, `${name}.${extension}`);
        writeFileSync(file, make());
        return file;
      }
      const [extension, ...options] = ENCODINGS[kind];
      const file = join(path, `${name}.${extension}`);
      const metadata = Object.entries(tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);
      run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', MUSIC, ...options, ...metadata, file]);
      return file;
    },
    pathOf(kind) {
      const file = made.get(kind) ?? this.make(kind);
      made.set(kind, file);
      return file;
    },
    bytesOf(kind) {
      return readFileSync(this.pathOf(kind));
    },
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export function extensionOf(kind: Kind): string {
  return isEncoding(kind) ? ENCODINGS[kind][0] : HANDMADE[kind].extension;
}

function isEncoding(kind: Kind): kind is Encoding {
  return Object.hasOwn(ENCODINGS, kind);
}

/** 1.3 seconds of a rising tone over noise, in stereo: silence would compress to nothing. */
const MUSIC = 'aevalsrc=0.4*sin(2*PI*(300+200*t)*t)+0.05*random(0)|0.3*sin(2*PI*500*t):d=1.3:s=44100';

/** Runs a program and returns what it prints. Throws with its error output when it fails. */
export function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** MD5 of the decoded audio. */
export function decodedMd5(path: string): string {
  return run('ffmpeg', ['-nostdin', '-v', 'error', '-i', path, '-map', '0:a:0', '-f', 'md5', '-']).trim();
}

/** A picture as a file: a solid colour, `size` pixels wide and high. */
export function makePicture(folder: AudioFolder, name: string, size: number): Buffer {
  const path = join(folder.path, name);
  run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    `testsrc=s=${size}x${size}`,
    '-frames:v',
    '1',
    path,
  ]);
  return readFileSync(path);
}
