/**
 * Mixes of one recording that lack an instrument, and copies of one mix: the first are not the same recording, the second
 * are. Mixes that sound alike are left out.
 */
import { basename, join } from 'node:path';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { toneLevels } from '../../app/audio/tone-levels.ts';
import { itemCount } from '../../app/audio/chromaprint/fingerprinter.ts';
import { mixDifference } from '../../app/recognition/other-mix.ts';
import { end } from '../bench/requirements.ts';
import { complete, CORPUS, ffmpeg } from '../sound/make-file.ts';
import { row, share } from './heard-library.ts';
import { relation } from './relation.ts';
import { realPieces, SECONDS, START, VARIANT_PIECES } from './variants.ts';

const MIXES = join(CORPUS, 'mixes');
const FOLDER = join(CORPUS, 'recognition', 'mixes');
const REAL_PIECES = 60;
/** Decibels by which one tone in fifty differs at least in mixes that do not sound alike. */
const AUDIBLE = 1;

interface Encoding {
  readonly extension: string;
  /** Options of ffmpeg. */
  readonly options: readonly string[];
}

const ENCODINGS = {
  'MP3, 128 kbit/s': { extension: 'mp3', options: ['-b:a', '128k'] },
  'Opus, 32 kbit/s': { extension: 'opus', options: ['-b:a', '32k'] },
} satisfies Record<string, Encoding>;

const COPIES: Readonly<Record<string, Encoding>> = {
  ...ENCODINGS,
  'AAC, 64 kbit/s': { extension: 'm4a', options: ['-c:a', 'aac', '-b:a', '64k'] },
  'MP3, 32 kbit/s, mono, 16 kHz': { extension: 'low.mp3', options: ['-ar', '16000', '-ac', '1', '-b:a', '32k'] },
  'distorted by 12 dB': { extension: 'loud.mp3', options: ['-af', 'volume=12dB', '-b:a', '128k'] },
  'compressor and equaliser': {
    extension: 'master.mp3',
    options: [
      '-af',
      'acompressor=threshold=0.06:ratio=6:makeup=4,equalizer=f=120:t=o:w=2:g=4,equalizer=f=5000:t=o:w=2:g=-4',
      '-b:a',
      '192k',
    ],
  },
};

export async function reportMixes(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await reportLacking();
  await reportCopies();
}

async function reportLacking(): Promise<void> {
  console.log('## Mixes without one instrument\n');
  console.log(row('encoding', 'taken for the same recording'));
  console.log(row('---', '---'));
  const pairs = mixedPieces().filter(([whole, mix]) => isAudible(whole, mix));
  printShare('WAV', pairs);
  for (const [name, encoding] of Object.entries(ENCODINGS)) {
    const encoded: [string, string][] = [];
    for (const [whole, mix] of pairs) encoded.push([whole, await made(mix, encoding)]);
    printShare(name, encoded);
  }
}

async function reportCopies(): Promise<void> {
  const originals: string[] = [];
  for (const [at, source] of (await realPieces(REAL_PIECES, VARIANT_PIECES.shortest)).entries()) {
    const cut = ['-ss', String(START), '-t', String(SECONDS), '-i', source, '-ar', '44100', '-ac', '2'];
    originals.push(await complete(join(FOLDER, `real-${at}.wav`), (path) => ffmpeg(...cut, path)));
  }
  console.log('\n## Copies of real music\n');
  console.log(row('copy', 'taken for the same recording'));
  console.log(row('---', '---'));
  for (const [name, encoding] of Object.entries(COPIES)) {
    const copies: [string, string][] = [];
    for (const original of originals) copies.push([original, await made(original, encoding)]);
    printShare(name, copies);
  }
  console.log();
}

/** Each whole piece with each of its mixes; ends the report where there are none. */
function mixedPieces(): [string, string][] {
  const files = existsSync(MIXES) ? readdirSync(MIXES).filter((name) => name.endsWith('.wav')) : [];
  if (files.length === 0) end(`There are no mixes in ${MIXES}. To make them (5 GB), run tests/corpus/game-mixes`);
  const pieceOf = (name: string): string => name.slice(0, name.lastIndexOf('--'));
  return files
    .filter((name) => !name.endsWith('--whole.wav'))
    .map((name) => [join(MIXES, `${pieceOf(name)}--whole.wav`), join(MIXES, name)]);
}

function isAudible(whole: string, mix: string): boolean {
  const [one, other] = [whole, mix].map(
    (path) => toneLevels(ffmpegDecoder, Buffer.from(path), 0, itemCount(SECONDS))[0],
  );
  return mixDifference(one!, other!).greatest > AUDIBLE;
}

function made(source: string, { extension, options }: Encoding): Promise<string> {
  const name = `${basename(source, '.wav')}.${extension}`;
  return complete(join(FOLDER, name), (path) => ffmpeg('-i', source, ...options, path));
}

function printShare(name: string, pairs: readonly (readonly [string, string])[]): void {
  const same = pairs.filter(([one, other]) => relation(one, other) === 'same').length;
  console.log(row(name, share(same, pairs.length)));
}
