/**
 * Pieces that never met a lossy encoder, for the report on lossy audio in lossless files: rendered, synthesised, real and
 * recorded music, and speech. A set of material says which of them it takes, so that two sets have none in common.
 *
 * What was downloaded as Ogg Vorbis is lossy already. Played twice as fast, its bands from 0 to 11 kHz fill the whole
 * spectrum, its own cut-off leaves the spectrum, and no frame of the encoder keeps its length: no trace is left.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { seededRandom, sound, toInt16, wavFile } from '../../app/audio/test-signals.ts';
import { complete, CORPUS, ffmpeg, run } from './make-file.ts';

const SAMPLES = '/usr/share/sonic-pi/samples';
const RATE = 44_100;
/** Seconds of each piece. */
export const SECONDS = 30;

/** The pieces of a set of material. */
export interface PieceChoice {
  /** Which of the rendered pieces of `tests/corpus/synth-music`, by their order. */
  readonly rendered: readonly [from: number, to: number];
  /** Seeds of the pieces that are synthesised here. */
  readonly seeds: readonly number[];
  /** Which of all files of real music, by their order, and how many seconds into them a piece begins. */
  readonly music: {
    readonly first: number;
    readonly step: number;
    readonly most: number;
    readonly start: number;
  };
  /** Names of the samples, and how many pieces are made of them. */
  readonly samples: { readonly names: RegExp; readonly pieces: number };
  readonly speech: { readonly voices: readonly string[]; readonly text: string };
}

/** Makes the pieces that are not there. @returns paths of all, in an order that stays. @param folder of the set */
export async function makePieces(folder: string, choice: PieceChoice): Promise<readonly string[]> {
  return [
    ...rendered(choice.rendered),
    ...choice.seeds.map((seed) => ownPiece(folder, seed)),
    ...(await realMusic(folder, choice.music)),
    ...(await recorded(folder, choice.samples)),
    ...(await speech(folder, choice.speech)),
  ];
}

/** Pieces rendered from MIDI, where `tests/corpus/synth-music` has made them. */
function rendered([from, to]: PieceChoice['rendered']): string[] {
  const folder = join(CORPUS, 'synth');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => extname(name) === '.wav') : [];
  return files
    .toSorted()
    .slice(from, to)
    .map((name) => join(folder, name));
}

/** Odd: dark synthetic chords; even: the square waves of an old console, in eight bits. */
function ownPiece(folder: string, seed: number): string {
  const path = join(folder, 'pieces', `own-${seed}.wav`);
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

async function realMusic(folder: string, { first, step, most, start }: PieceChoice['music']): Promise<string[]> {
  const dev = join(CORPUS, 'dev');
  if (!existsSync(dev)) return [];
  const files = readdirSync(dev, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) === '.ogg')
    .map((name) => join(dev, name))
    .filter((path) => statSync(path).size > 1_500_000)
    .toSorted();
  const chosen = files.filter((_, i) => i >= first && (i - first) % step === 0).slice(0, most);
  return Promise.all(
    chosen.map((from, i) =>
      complete(join(folder, 'pieces', `real-${i}.wav`), (to) =>
        ffmpeg(
          '-ss',
          `${start}`,
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
async function recorded(folder: string, { names, pieces }: PieceChoice['samples']): Promise<string[]> {
  if (!existsSync(SAMPLES)) return [];
  const files = readdirSync(SAMPLES)
    .filter((name) => names.test(name) && extname(name) === '.flac')
    .toSorted();
  const groups = Array.from({ length: pieces }, (_, i) => files.filter((_name, j) => j % pieces === i));
  return Promise.all(
    groups.map((group, i) =>
      complete(join(folder, 'pieces', `recorded-${i}.wav`), (to) => {
        const inputs = group.flatMap((name) => ['-i', join(SAMPLES, name)]);
        const each = group.map((_, n) => `[${n}:a]aresample=44100,aformat=channel_layouts=stereo[a${n}]`).join(';');
        const joined = `${group.map((_, n) => `[a${n}]`).join('')}concat=n=${group.length}:v=0:a=1,aloop=3:2e6,atrim=0:${SECONDS}`;
        return ffmpeg(...inputs, '-filter_complex', `${each};${joined}`, '-c:a', 'pcm_s16le', to);
      }),
    ),
  );
}

/** Speech, which has pauses and few high tones. */
async function speech(folder: string, { voices, text }: PieceChoice['speech']): Promise<string[]> {
  try {
    return await Promise.all(
      voices.map((voice, i) =>
        complete(join(folder, 'pieces', `speech-${voice}.wav`), async (to) => {
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
