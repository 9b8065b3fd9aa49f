/**
 * Material for the report on lossy audio in lossless files: pieces that never met a lossy encoder, and copies of them
 * that did. Everything is made once, into `$CORPUS/lossy`, and never committed.
 *
 * What was downloaded as Ogg Vorbis is lossy already. Played twice as fast, its bands from 0 to 11 kHz fill the whole
 * spectrum, its own cut-off leaves the spectrum, and no frame of the encoder keeps its length: no trace is left.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';

import { seededRandom, sound, toInt16, wavFile } from '../../app/audio/test-signals.ts';

const CORPUS = process.env['CORPUS'] ?? join(homedir(), '.cache/descant-corpus');
const FOLDER = join(CORPUS, 'lossy');
const SAMPLES = '/usr/share/sonic-pi/samples';
const RATE = 44_100;
const SECONDS = 30;

/** A file of the report. Pieces of even numbers are for tuning, those of odd numbers for the evaluation. */
export interface Material {
  readonly path: string;
  readonly piece: number;
  /** What was done to the piece: `original`, `mp3-320` … */
  readonly treatment: string;
  readonly lossy: boolean;
}

const run = promisify(execFile);
const ffmpeg = (...options: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options]);

/** Encoders: the extension of the encoded file, and ffmpeg's options. */
const ENCODERS: Readonly<Record<string, readonly [extension: string, ...options: string[]]>> = {
  'mp3-128': ['mp3', '-c:a', 'libmp3lame', '-b:a', '128k'],
  'mp3-192': ['mp3', '-c:a', 'libmp3lame', '-b:a', '192k'],
  'mp3-256': ['mp3', '-c:a', 'libmp3lame', '-b:a', '256k'],
  'mp3-320': ['mp3', '-c:a', 'libmp3lame', '-b:a', '320k'],
  'mp3-v0': ['mp3', '-c:a', 'libmp3lame', '-q:a', '0'],
  'mp3-v2': ['mp3', '-c:a', 'libmp3lame', '-q:a', '2'],
  'aac-128': ['m4a', '-c:a', 'aac', '-b:a', '128k'],
  'aac-256': ['m4a', '-c:a', 'aac', '-b:a', '256k'],
  'opus-96': ['opus', '-c:a', 'libopus', '-b:a', '96k'],
  'opus-160': ['opus', '-c:a', 'libopus', '-b:a', '160k'],
  'vorbis-q6': ['ogg', '-c:a', 'libvorbis', '-q:a', '6'],
};

/** Treatments by which no audio is lost to an encoder, as ffmpeg's filters. All but `original` are hard cases. */
const HARMLESS: Readonly<Record<string, string>> = {
  original: 'anull',
  'low-pass-16k': 'aresample=32000:filter_size=128:cutoff=0.97,aresample=44100:filter_size=128:cutoff=0.97',
  'low-pass-19k': 'aresample=38000:filter_size=256:cutoff=0.99,aresample=44100:filter_size=256:cutoff=0.99',
  'low-pass-20k': 'aresample=40000:filter_size=256:cutoff=0.99,aresample=44100:filter_size=256:cutoff=0.99',
  'slow-roll-off': 'lowpass=f=6000:p=2,lowpass=f=9000:p=1',
  'old-mono': 'pan=stereo|c0=.5*c0+.5*c1|c1=.5*c0+.5*c1,highpass=f=150,lowpass=f=4500:p=2,lowpass=f=5500:p=2',
  limited: 'volume=12dB,alimiter=limit=0.98:level=false',
  'rate-48k': 'aresample=48000',
  '24-bit': 'aformat=sample_fmts=s32',
};

/** Noise of a record: hiss that falls with frequency, rumble, and clicks. */
const VINYL =
  'anoisesrc=d=30:c=pink:r=44100:a=0.006:seed=1[h];anoisesrc=d=30:c=brown:r=44100:a=0.02:seed=2,lowpass=f=40[r];' +
  "aevalsrc='0.4*gt(random(1)\\,0.99985)*(random(2)-0.5)':s=44100:d=30,highpass=f=700[k];" +
  '[0:a]lowpass=f=14000:p=1[m];[m][h][r][k]amix=inputs=4:normalize=0:duration=first,aformat=channel_layouts=stereo';

/** Makes what is missing. @returns all of it */
export async function lossyMaterial(log: (line: string) => void): Promise<readonly Material[]> {
  mkdirSync(join(FOLDER, 'pieces'), { recursive: true });
  const pieces = [...synthesised(), ...(await realMusic()), ...(await recorded()), ...(await speech())];
  const all: Material[] = [];
  const jobs: (() => Promise<void>)[] = [];
  const add = (material: Material, make: (path: string) => Promise<unknown>): void => {
    all.push(material);
    if (!existsSync(material.path)) jobs.push(async () => void (await complete(material.path, make)));
  };
  for (const [piece, source] of pieces.entries()) {
    const path = (treatment: string): string => join(FOLDER, `${String(piece).padStart(3, '0')}-${treatment}.flac`);
    const flac = ['-c:a', 'flac', '-sample_fmt', 's16'];
    for (const [treatment, filter] of Object.entries(HARMLESS)) {
      // Each piece as it is, and every piece with three of the hard cases.
      const hard = Object.keys(HARMLESS).indexOf(treatment);
      if (treatment !== 'original' && (hard + piece) % 3 !== 0) continue;
      const format = treatment === '24-bit' ? ['-c:a', 'flac', '-sample_fmt', 's32'] : flac;
      add({ path: path(treatment), piece, treatment, lossy: false }, (to) =>
        ffmpeg('-i', source, '-af', filter, ...format, to),
      );
    }
    if (piece % 3 === 0) {
      add({ path: path('vinyl'), piece, treatment: 'vinyl', lossy: false }, (to) =>
        ffmpeg('-i', source, '-filter_complex', VINYL, ...flac, to),
      );
    }
    for (const [treatment, [extension, ...options]] of Object.entries(ENCODERS)) {
      add({ path: path(treatment), piece, treatment, lossy: true }, async (to) => {
        const encoded = `${to}.${extension}`;
        await ffmpeg('-i', source, ...options, encoded);
        // Every third decoded copy has 24 bits, and every fourth begins somewhere else.
        const deep = piece % 3 === 1 ? ['-c:a', 'flac', '-sample_fmt', 's32'] : flac;
        const crop = piece % 4 === 2 ? ['-af', `atrim=start_sample=${1000 + 37 * piece}`] : [];
        await ffmpeg('-i', encoded, ...crop, ...deep, to);
        await run('rm', [encoded]);
      });
    }
  }
  log(`${all.length} files, ${jobs.length} to make`);
  const worker = async (): Promise<void> => {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) await job();
  };
  await Promise.all([worker(), worker()]);
  return all;
}

async function complete(path: string, make: (path: string) => Promise<unknown>): Promise<string> {
  if (existsSync(path)) return path;
  const partial = join(FOLDER, `.partial-${process.pid}-${basename(path)}`);
  await make(partial);
  renameSync(partial, path);
  return path;
}

/** Pieces rendered from MIDI, where `tests/corpus/synth-music` has made them, and pieces made here. */
function synthesised(): string[] {
  const rendered = join(CORPUS, 'synth');
  const files = existsSync(rendered) ? readdirSync(rendered).filter((name) => extname(name) === '.wav') : [];
  return [
    ...files
      .toSorted()
      .slice(0, 20)
      .map((name) => join(rendered, name)),
    ...[1, 2, 3, 4, 5, 6, 7, 8].map(ownPiece),
  ];
}

/** Odd: dark synthetic chords; even: the square waves of an old console, in eight bits. */
function ownPiece(seed: number): string {
  const path = join(FOLDER, 'pieces', `own-${seed}.wav`);
  if (existsSync(path)) return path;
  const random = seededRandom(seed);
  const notes = Array.from({ length: 64 }, () => 110 * 2 ** (Math.floor(random() * 25) / 12));
  const chip = (t: number, voice: number): number => {
    const note = notes[(Math.floor(t * 8) + 16 * voice) % notes.length]!;
    const width = [0.125, 0.25, 0.5][voice]!;
    return ((t * note * (voice + 1)) % 1 < width ? 1 : -1) * 0.2;
  };
  const dark = (t: number, side: number): number => {
    let value = 0;
    for (let k = 1; k <= 5; k += 1) {
      const note = notes[(Math.floor(t / 3) * 3 + k) % notes.length]!;
      value += Math.sin(2 * Math.PI * note * t * (1 + 0.001 * side)) / k;
    }
    return 0.2 * value * (0.6 + 0.4 * Math.sin(t));
  };
  const eightBit = (value: number): number => Math.round(value * 127) / 127;
  const channel = (side: number): Int16Array =>
    toInt16(
      sound(SECONDS, RATE, (t) =>
        seed % 2 === 0 ? eightBit(chip(t, 0) + chip(t, 1) + chip(t, 2) * (side === 0 ? 1 : 0.4)) : dark(t, side),
      ),
    );
  writeFileSync(path, wavFile(RATE, channel(0), channel(1)));
  return path;
}

async function realMusic(): Promise<string[]> {
  const dev = join(CORPUS, 'dev');
  if (!existsSync(dev)) return [];
  const files = readdirSync(dev, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) === '.ogg')
    .map((name) => join(dev, name))
    .filter((path) => statSync(path).size > 1_500_000)
    .toSorted();
  const step = Math.max(1, Math.floor(files.length / 24));
  const chosen = files.filter((_, i) => i % step === 0).slice(0, 24);
  return Promise.all(
    chosen.map((from, i) =>
      complete(join(FOLDER, 'pieces', `real-${i}.wav`.replace('/', '-')), (to) =>
        ffmpeg(
          '-ss',
          '20',
          '-t',
          `${2 * SECONDS}`,
          '-i',
          from,
          '-ac',
          '2',
          '-af',
          'asetrate=88200,aresample=44100',
          to,
        ),
      ).catch(() => ''),
    ),
  ).then((paths) => paths.filter((path) => path !== ''));
}

/** Recorded sounds of Debian's sonic-pi-samples, one after another. */
async function recorded(): Promise<string[]> {
  if (!existsSync(SAMPLES)) return [];
  const files = readdirSync(SAMPLES)
    .filter((name) => /^(?:loop|ambi|guit|misc|drum|perc|vinyl|tabla).*\.flac$/.test(name))
    .toSorted();
  const groups = Array.from({ length: 10 }, (_, i) => files.filter((_name, j) => j % 10 === i));
  return Promise.all(
    groups.map((group, i) =>
      complete(join(FOLDER, 'pieces', `recorded-${i}.wav`), (to) => {
        const inputs = group.flatMap((name) => ['-i', join(SAMPLES, name)]);
        const each = group.map((_, n) => `[${n}:a]aresample=44100,aformat=channel_layouts=stereo[a${n}]`).join(';');
        const joined = `${group.map((_, n) => `[a${n}]`).join('')}concat=n=${group.length}:v=0:a=1,aloop=3:2e6,atrim=0:${SECONDS}`;
        return ffmpeg(...inputs, '-filter_complex', `${each};${joined}`, '-c:a', 'pcm_s16le', to);
      }),
    ),
  );
}

/** Speech, which has pauses and few high tones. */
async function speech(): Promise<string[]> {
  const text = 'The library tells what the sound itself says of its quality, and nobody is accused without evidence. ';
  try {
    return await Promise.all(
      ['en', 'de', 'fr', 'es'].map((voice, i) =>
        complete(join(FOLDER, 'pieces', `speech-${voice}.wav`), async (to) => {
          await run('espeak-ng', ['-v', voice, '-s', `${130 + 15 * i}`, '-w', `${to}.raw.wav`, text.repeat(5)]);
          const hiss = `anoisesrc=d=${SECONDS}:c=white:a=0.0008:r=44100:seed=${i}[n];`;
          await ffmpeg(
            '-i',
            `${to}.raw.wav`,
            '-filter_complex',
            `${hiss}[0:a]aresample=44100[s];[s][n]amix=inputs=2:normalize=0,aformat=channel_layouts=stereo`,
            '-t',
            `${SECONDS}`,
            to,
          );
          await run('rm', [`${to}.raw.wav`]);
        }),
      ),
    );
  } catch {
    return [];
  }
}
