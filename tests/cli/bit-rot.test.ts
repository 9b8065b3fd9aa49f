/**
 * One byte of the audio that the disk has lost is found and named in every format; a byte of the tags is not called
 * damage of the audio. The run prints the table.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { OriginalProblem } from '../../app/model/originals.ts';
import { HANDMADE } from '../../fuse/formats/testing/handmade.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const at = (name: string): string => join(music, name);

const TITLE = 'Frantic Tide';
/** Whole seconds: a test can set no other times again exactly. */
const WRITTEN = 1_700_000_000;

/** Format → the options of ffmpeg that make it, or what else does. */
const FORMATS: Readonly<Record<string, readonly string[] | ((path: string, wav: string) => void)>> = {
  'MP3.mp3': ['-c:a', 'libmp3lame', '-b:a', '96k', '-id3v2_version', '3'],
  'FLAC.flac': ['-c:a', 'flac'],
  'AAC.m4a': ['-c:a', 'aac', '-b:a', '96k'],
  'ALAC.m4a': ['-c:a', 'alac'],
  'Ogg Vorbis.ogg': ['-c:a', 'libvorbis', '-q:a', '4'],
  'Opus.opus': ['-c:a', 'libopus', '-b:a', '96k'],
  'Ogg FLAC.oga': ['-c:a', 'flac', '-f', 'ogg'],
  'WAV.wav': ['-c:a', 'pcm_s16le'],
  'AIFF.aiff': ['-c:a', 'pcm_s16be', '-write_id3v2', '1'],
  'WavPack.wv': ['-c:a', 'wavpack'],
  'Musepack.mpc': (path, wav) => execFileSync('mpcenc', ['--silent', wav, path]),
  "Monkey's Audio.ape": (path) => writeFileSync(path, HANDMADE["Monkey's Audio"].make(60_000)),
  'DSF.dsf': (path) => writeFileSync(path, HANDMADE.DSF.make()),
  'WMA.wma': ['-c:a', 'wmav2', '-b:a', '96k'],
  'True Audio.tta': ['-c:a', 'tta'],
  'AAC without container.aac': ['-c:a', 'aac', '-b:a', '96k', '-write_id3v2', '1'],
};
const NAMES = Object.keys(FORMATS).sort();

/** Flips one bit, and leaves the time of writing as it was. */
function flipBit(name: string, position: number): void {
  const { mtimeMs } = statSync(at(name));
  const content = readFileSync(at(name));
  content[position]! ^= 1;
  writeFileSync(at(name), content);
  utimesSync(at(name), 0, mtimeMs / 1000);
}

/** In the audio, away from the blocks of the audio key. */
const inAudio = (name: string): number => Math.floor(0.7 * statSync(at(name)).size);

/** The last letter of the title. */
function inTitle(name: string, title: string): number {
  const content = readFileSync(at(name));
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const bytes = Buffer.from(title, encoding);
    const found = content.indexOf(bytes);
    if (found >= 0) return found + bytes.length - (encoding === 'utf8' ? 1 : 2);
  }
  throw new Error(`${name} has no title`);
}

function setTitles(title: string): void {
  execFileSync('kid3-cli', ['-c', 'select all', '-c', `set title "${title}"`, '-c', 'save', ...NAMES.map(at)]);
  for (const name of NAMES) utimesSync(at(name), 0, WRITTEN);
}

/** What a check finds, as name and message of each problem of this kind. */
async function find(kind: OriginalProblem['problem'], ...words: string[]): Promise<Record<string, string>> {
  const { stdout } = await descant(library, 'verify', ...words, '--json');
  const { problems } = JSON.parse(stdout) as { problems: readonly OriginalProblem[] };
  const found = problems.filter(({ problem }) => problem === kind);
  return Object.fromEntries(found.map(({ path, message }) => [path.slice(music.length + 1), message]).sort());
}

beforeAll(async () => {
  mkdirSync(music, { recursive: true });
  const wav = makeAudio(join(folder, 'sound.wav'), { seconds: 10 });
  for (const [index, name] of NAMES.entries()) {
    const made = FORMATS[name]!;
    // Each is another sound, so that none is taken for another.
    const pitched = ['-af', `asetrate=${22_050 + 500 * index},aresample=44100`, '-ac', '2'];
    if (typeof made === 'function') {
      const own = join(folder, 'own.wav');
      execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', wav, ...pitched, own]);
      made(at(name), own);
    } else execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', wav, ...pitched, ...made, at(name)]);
  }
  setTitles(TITLE);
  await startService(library, ['--no-mount']);
  await descantJson(library, 'scan', music, '--wait', 'analysis');
});

it('finds no damage where programs have only changed tags', async () => {
  setTitles('Another Title');
  expect(await find('damaged', '--deep')).toEqual({});
  await descantJson(library, 'scan', '--wait', 'analysis');
  expect(await find('damaged', '--deep')).toEqual({});
});

it('finds a single bit of the audio that the disk has lost, in every format, and no bit of the tags', async () => {
  const places = NAMES.map((name) => inTitle(name, 'Another Title'));
  for (const [index, name] of NAMES.entries()) flipBit(name, places[index]!);
  const tags = await find('damaged', '--deep');
  for (const [index, name] of NAMES.entries()) flipBit(name, places[index]!);
  for (const name of NAMES) flipBit(name, inAudio(name));
  const audio = await find('damaged', '--deep');
  const table = NAMES.map(
    (name) =>
      `  ${name.padEnd(28)}audio: ${name in audio ? 'found' : 'NOT FOUND'}   tags: ${tags[name] ?? 'no damage'}`,
  );
  process.stdout.write(`\nOne flipped bit in each of ${NAMES.length} formats\n${table.join('\n')}\n`);
  expect(tags).toEqual({});
  const rot = expect.stringMatching(
    /its audio is not what was analysed on \d{4}-\d\d-\d\d: the disk or memory may be failing; restore it from a backup$/,
  );
  const expected = Object.fromEntries(NAMES.map((name) => [name, rot]));
  expect(audio).toEqual(expected);
  expect(Object.keys(await find('changed'))).toEqual(NAMES);
  // The scan takes the new times for known, so that the stamps agree from then on.
  await descantJson(library, 'scan');
  expect(await find('changed')).toEqual({});
  expect(await find('damaged', '--deep')).toEqual(expected);
  for (const name of NAMES) flipBit(name, inAudio(name));
  expect(await find('damaged', '--deep')).toEqual({});
});
