/**
 * Variants of pieces of music for the report on recognition: what people have beside an original. Each is made once, in
 * `$CORPUS/recognition`; its name says of which piece and which variant it is.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { audioFiles, DEV_MUSIC } from '../bench/audio-files.ts';
import { end } from '../bench/requirements.ts';
import { complete, CORPUS, ffmpeg, run } from '../sound/make-file.ts';

/** Seconds of a piece. */
export const SECONDS = 80;
/** Where a piece begins in its file. */
export const START = 5;
/** Rendered pieces from this one on were not used to choose any threshold. */
export const UNSEEN = 40;
/** The real pieces of the variants: how many, and their seconds at least. */
export const VARIANT_PIECES = { real: 10, shortest: SECONDS + 10 };

export interface Variant {
  /** Heading in the table of the report. */
  readonly name: string;
  readonly kind: 're-encode' | 'level' | 'crop' | 'excerpt' | 'speed';
  readonly extension: string;
  /** Options of ffmpeg behind the original. */
  readonly options: readonly string[];
  /** Made from this variant instead of from the original. */
  readonly from?: string;
  /** Whether it may be kept instead of the original: it holds the same samples. */
  readonly isEqual?: boolean;
}

const re = (name: string, extension: string, ...options: string[]): Variant => ({
  name,
  kind: 're-encode',
  extension,
  options,
});
const flac = (name: string, kind: Variant['kind'], ...options: string[]): Variant => ({
  name,
  kind,
  extension: 'flac',
  // ffmpeg's filters would have it written with 24 bits.
  options: [...options, '-sample_fmt', 's16'],
});

/** The first eight seconds are something else. */
export const OTHER_INTRO =
  "aevalsrc='0.3*sin(2*PI*t*(220+40*floor(t*4)))|0.3*sin(2*PI*t*330)':s=44100:d=8[intro];" +
  '[0:a]atrim=start=8[rest];[intro][rest]concat=n=2:v=0:a=1';

export const VARIANTS: readonly Variant[] = [
  { ...re('flac', 'flac'), isEqual: true },
  re('mp3-320', 'mp3', '-c:a', 'libmp3lame', '-b:a', '320k'),
  re('mp3-96', 'mp3', '-c:a', 'libmp3lame', '-b:a', '96k'),
  re('aac-128', 'm4a', '-c:a', 'aac', '-b:a', '128k'),
  re('vorbis-q4', 'ogg', '-c:a', 'libvorbis', '-q:a', '4'),
  re('opus-32', 'opus', '-c:a', 'libopus', '-b:a', '32k'),
  re('mono-16k', 'flac', '-ar', '16000', '-ac', '1'),
  { ...re('lossy-flac', 'flac'), from: 'mp3-96' },
  flac('quieter', 'level', '-af', 'volume=-10dB'),
  flac('clipped', 'level', '-af', 'volume=12dB'),
  flac('speed', 'speed', '-af', 'asetrate=44232,aresample=44100'),
  flac('crop-5-begin', 'crop', '-af', 'atrim=start=5'),
  flac('crop-5-end', 'crop', '-af', `atrim=end=${SECONDS - 5}`),
  flac('crop-15-begin', 'crop', '-af', 'atrim=start=15'),
  flac('crop-15-end', 'crop', '-af', `atrim=end=${SECONDS - 15}`),
  flac('excerpt-15', 'excerpt', '-af', 'atrim=start=40:end=55'),
  flac('excerpt-60', 'excerpt', '-af', 'atrim=start=15:end=75'),
  flac('other-intro', 'crop', '-filter_complex', OTHER_INTRO),
];

/** The original of a piece. */
export const ORIGINAL = 'original';

const FOLDER = join(CORPUS, 'recognition');
const nameOf = (piece: string, variant: string, extension: string): string => `${piece}--${variant}.${extension}`;

export function pieceName(at: number): string {
  return `piece-${String(at + 1).padStart(2, '0')}`;
}

/** The piece and the variant of a file. */
export function madeOf(path: string): { readonly piece: string; readonly variant: string } {
  const [piece = '', variant = ''] = basename(path, extname(path)).split('--');
  return { piece, variant };
}

/** Music rendered from MIDI, which never met an encoder; ends the report where there is none. */
export function renderedMusic(): string[] {
  const folder = join(CORPUS, 'synth');
  const waves = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.wav')) : [];
  if (waves.length === 0) end(`There is no rendered music in ${folder}. To make it, run tests/corpus/synth-music`);
  return waves.toSorted().map((name) => join(folder, name));
}

/** Two pieces of rendered music in a row each, as one is too short. @param name of the folder */
export async function renderedPairs(music: readonly string[], name = 'rendered'): Promise<string[]> {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  const pairs = Array.from({ length: music.length >> 1 }, (_, at) => [at, music[2 * at]!, music[2 * at + 1]!] as const);
  const inARow = '[0:a][1:a]concat=n=2:v=0:a=1';
  return Promise.all(
    pairs.map(([at, one, other]) =>
      complete(join(folder, `pair-${at}.wav`), (path) =>
        ffmpeg('-i', one, '-i', other, '-filter_complex', inARow, path),
      ),
    ),
  );
}

/** Seconds of a file; 0 where ffprobe does not tell. */
export async function secondsOf(path: string): Promise<number> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path]);
  return Number(stdout) || 0;
}

/** Real music of some length, spread over all of it; ends the report where there is none. */
export async function realPieces(most: number, shortest: number): Promise<string[]> {
  const files = existsSync(DEV_MUSIC) ? audioFiles(DEV_MUSIC).map(String) : [];
  if (files.length === 0) end(`There is no music in ${DEV_MUSIC}. To get it (330 MB), run tests/corpus/dev-music`);
  const long: string[] = [];
  for (const path of files) if ((await secondsOf(path)) >= shortest) long.push(path);
  const step = Math.max(1, long.length / most);
  return Array.from({ length: Math.min(most, long.length) }, (_, at) => long[Math.floor(at * step)]!);
}

/** Makes the variants that are not there. @returns the folder with all of them */
export async function makeVariants(
  sources: readonly string[],
  tell: (line: string) => void,
  folder = join(FOLDER, `variants-${sources.length}`),
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const [at, source] of sources.entries()) {
    const piece = pieceName(at);
    tell(`variants of ${piece} (${at + 1} of ${sources.length})`);
    const wave = ['-ar', '44100', '-ac', '2', '-map_metadata', '-1'];
    const original = await complete(join(folder, nameOf(piece, ORIGINAL, 'wav')), (path) =>
      ffmpeg('-ss', String(START), '-t', String(SECONDS), '-i', source, ...wave, path),
    );
    for (const { name, extension, options, from } of VARIANTS) {
      const base = from === undefined ? undefined : VARIANTS.find((variant) => variant.name === from)!;
      const input = base === undefined ? original : join(folder, nameOf(piece, base.name, base.extension));
      await complete(join(folder, nameOf(piece, name, extension)), (path) => ffmpeg('-i', input, ...options, path));
    }
  }
  return folder;
}

/** Clips in Opus at 32 kbit/s, from random places. @returns their paths with the place in the track */
export async function makeClips(
  tracks: readonly string[],
  lengths: readonly number[],
  perTrack: number,
  name: string,
  random: () => number,
  tell: (line: string) => void,
): Promise<{ readonly clip: string; readonly track: string; readonly start: number; readonly length: number }[]> {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  const made = [];
  for (const [at, track] of tracks.entries()) {
    if (at % 20 === 0) tell(`${name}: ${at} of ${tracks.length}`);
    const seconds = await secondsOf(track);
    for (const [nth, length] of lengths.flatMap((each) => Array<number>(perTrack).fill(each)).entries()) {
      const start = Math.floor(random() * Math.max(1, seconds - length) * 10) / 10;
      const clip = await complete(join(folder, `${at}-${nth}-${length}.opus`), (path) =>
        ffmpeg('-ss', String(start), '-t', String(length), '-i', track, '-c:a', 'libopus', '-b:a', '32k', path),
      );
      made.push({ clip, track, start, length });
    }
  }
  return made;
}
