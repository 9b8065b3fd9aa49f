/**
 * Imports of records that neither place nor tags tell: a library that beets has made of other copies of the music, in
 * another format, with other names and tags.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { chordMusic, seededRandom, toInt16, wavFile } from '../../app/audio/test-signals.ts';
import type { ImportOutcome, ImportReport } from '../../app/model/imports.ts';
import { descantHere, descantJsonHere } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { makeBeets } from './program-libraries.ts';

const RATE = 11_025;
const SECONDS = 14;
const LIMIT = 120_000;

const folder = temporaryFolder();
const music = join(folder, 'music');
const copies = join(folder, 'copies');
const library = join(folder, 'library');
const TITLES = ['One', 'Two', 'Three'];
/** The copies by what beets is left with. */
const [FILE, FINGERPRINT, NOTHING, STRANGER] = [0, 1, 2, 3].map((i) => join(copies, `track ${i}.mp3`)) as [
  string,
  string,
  string,
  string,
];

let source: string;
beforeAll(async () => {
  mkdirSync(music);
  mkdirSync(copies);
  for (const [i, copy] of [FILE, FINGERPRINT, NOTHING, STRANGER].entries()) {
    const wav = join(folder, `${i}.wav`);
    writeFileSync(wav, wavFile(RATE, toInt16(musicOf(i + 1))));
    encode(wav, copy, `x${i}`);
    if (i < TITLES.length) encode(wav, join(music, `${TITLES[i]}.flac`), TITLES[i]!);
  }
  const fingerprint = execFileSync('fpcalc', ['-plain', '-length', '12', join(folder, '1.wav')], {
    encoding: 'utf8',
  }).trim();
  source = await makeBeets(join(folder, 'beets'), copies, [
    ['title:x0', 'rating=0.8'],
    ['title:x1', 'rating=0.6', `acoustid_fingerprint=${fingerprint}`],
  ]);
  rmSync(FINGERPRINT);
  rmSync(NOTHING);
  await startService(library);
  await descantJsonHere(library, 'scan', music, '--wait', 'analysis');
}, LIMIT);

/** Music of chords in an order of its own. */
function musicOf(seed: number): Float64Array {
  const random = seededRandom(seed);
  const chords = Array.from({ length: 16 }, () =>
    [0, 1, 2].map((voice) => 45 + 12 * voice + Math.floor(12 * random())),
  );
  return chordMusic(SECONDS, RATE, { bpm: 90 + 20 * seed, chords, seed });
}

function encode(wav: string, path: string, title: string): void {
  const tags = ['-metadata', `title=${title}`, '-metadata', `artist=${path.endsWith('flac') ? 'A' : 'B'}`];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', wav, ...tags, path]);
}

it('finds tracks by the sound of files that can be read, and by fingerprints of AcoustID', async () => {
  const { code, stdout } = await descantHere(library, 'import', source, '--json');
  // Two records are not found.
  expect(code).toBe(1);
  const report = JSON.parse(stdout) as ImportReport & { readonly outcomes: readonly ImportOutcome[] };
  expect(report).toMatchObject({
    records: 4,
    found: { path: 0, tags: 0, sound: 2 },
    notFound: { unknown: 2 },
    tracks: 4 - 2,
  });
  expect(report.outcomes.map(({ title, by }) => [title, by]).toSorted()).toEqual([
    ['x0', 'sound'],
    ['x1', 'sound'],
    ['x2', null],
    ['x3', null],
  ]);
  const { tracks } = await descantJsonHere<{ tracks: readonly { title: string; rating: number | null }[] }>(
    library,
    'tracks',
    '--sort',
    'title',
  );
  expect(tracks.map(({ title, rating }) => [title, rating])).toEqual([
    ['One', 4],
    ['Three', null],
    ['Two', 3],
  ]);
  expect((await descantHere(library, 'import', source, '--dry-run')).stdout).toContain(
    'found: 2 by the sound, 2 not found',
  );
});
