/** The kinds of files that the editors' table runs over: two seconds of sound each, made by real encoders where Debian has one. */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HANDMADE, type Handmade } from '../../../fuse/formats/testing/handmade.ts';
import { audioMd5, run } from '../programs.ts';
import type { MutagenProgram } from './mutagen-program.ts';

/** What the files say before anything is edited. */
export const TAGS = { title: 'Ænima', artist: 'Björk & Co', album: 'An Album', date: '2004', track: '3' } as const;

interface Format {
  readonly extension: string;
  /** Encoder options of ffmpeg; where it has no encoder, another way to make the file. */
  readonly made: readonly string[] | 'mpcenc' | Handmade;
  /** The file is silence: its bytes from here to where its tag begins are compared as well. */
  readonly silentFrom?: number;
  /** Version of ID3v2 that editors which can choose are told to write. */
  readonly id3?: 3 | 4;
}

export const FORMATS = {
  FLAC: { extension: 'flac', made: ['-c:a', 'flac'] },
  'MP3, ID3v2.3': { extension: 'mp3', made: ['-c:a', 'libmp3lame', '-b:a', '64k', '-id3v2_version', '3'], id3: 3 },
  'MP3, ID3v2.4': { extension: 'mp3', made: ['-c:a', 'libmp3lame', '-q:a', '5', '-id3v2_version', '4'], id3: 4 },
  'Ogg Vorbis': { extension: 'ogg', made: ['-c:a', 'libvorbis', '-q:a', '1'] },
  Opus: { extension: 'opus', made: ['-c:a', 'libopus', '-b:a', '64k'] },
  'Ogg FLAC': { extension: 'oga', made: ['-c:a', 'flac'] },
  'M4A, AAC': { extension: 'm4a', made: ['-c:a', 'aac', '-b:a', '64k'] },
  'M4A, ALAC': { extension: 'm4a', made: ['-c:a', 'alac', '-movflags', '+faststart'] },
  WAV: { extension: 'wav', made: ['-c:a', 'pcm_s16le'] },
  AIFF: { extension: 'aiff', made: ['-c:a', 'pcm_s16be', '-write_id3v2', '1'] },
  "Monkey's Audio": { extension: 'ape', made: "Monkey's Audio", silentFrom: 0 },
  WavPack: { extension: 'wv', made: ['-c:a', 'wavpack'] },
  Musepack: { extension: 'mpc', made: 'mpcenc' },
  DSF: { extension: 'dsf', made: 'DSF', silentFrom: 28 },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export function formatOf(name: FormatName): Format {
  return FORMATS[name];
}

const SOUND = 'aevalsrc=0.4*sin(2*PI*(300+200*t)*t)+0.05*random(0)|0.3*sin(2*PI*500*t):d=2:s=44100';

/** Makes one tagged file. @param path with the format's extension */
export async function makeFile(name: FormatName, path: string, mutagen: MutagenProgram): Promise<void> {
  const { made } = formatOf(name);
  const encode = (to: string, ...options: readonly string[]): Promise<string> =>
    run('ffmpeg', '-nostdin', '-v', 'error', '-f', 'lavfi', '-i', SOUND, ...options, to);
  if (typeof made === 'string') {
    if (made === 'mpcenc') {
      await encode(`${path}.wav`);
      await run('mpcenc', '--silent', `${path}.wav`, path);
    } else await writeFile(path, HANDMADE[made].make());
    await mutagen.edit(path, { tags: TAGS });
  } else {
    await encode(path, ...made, ...Object.entries(TAGS).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]));
  }
}

/** What a player hears, as a hash; of silence also the bytes that stand for it. */
export async function soundOf(name: FormatName, path: string): Promise<string> {
  const heard = await audioMd5(path);
  const { silentFrom, made } = formatOf(name);
  if (silentFrom === undefined || typeof made !== 'string' || made === 'mpcenc') return heard;
  const bytes = (await readFile(path)).subarray(silentFrom, HANDMADE[made].make().length);
  return `${heard} ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** One file per format in a folder, to be copied as often as needed. */
export class FormatFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(folder: string, formats: readonly FormatName[], mutagen: MutagenProgram): Promise<FormatFiles> {
    const files = new FormatFiles(folder);
    for (const format of formats) await makeFile(format, files.pathOf(format), mutagen);
    return files;
  }

  pathOf(format: FormatName): string {
    return join(this.#folder, `${format.replaceAll(/\W+/g, '-')}.${formatOf(format).extension}`);
  }

  async copy(format: FormatName, to: string): Promise<void> {
    await copyFile(this.pathOf(format), to);
  }
}
