/**
 * Do our fingerprints agree with fpcalc's, decoder and resampler included?
 *
 *     node tests/bench/fingerprint-agreement.ts [FOLDER] [COUNT]
 *
 * Takes COUNT (30) files of at least a minute, spread over the folder (real music by default), prints a table, and fails unless 25
 * of 30 are identical and no bit error rate is above 0.001.
 */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

import { compress, decompress } from '../../app/audio/chromaprint/compression.ts';
import { runFingerprint } from '../../main/cli/fingerprint.ts';
import { benchArguments, count } from './arguments.ts';
import { DEV_MUSIC } from './audio-files.ts';
import { FPCALC, needMusic, needPrograms } from './requirements.ts';

const USAGE = 'node tests/bench/fingerprint-agreement.ts [FOLDER] [COUNT]';
const [folder = DEV_MUSIC, countText = '30'] = benchArguments(USAGE, {}, 2).positionals;
const wanted = count('COUNT', countText, USAGE);
const WORST_ALLOWED = 0.001;
const IDENTICAL_SHARE = 25 / 30;

async function ours(path: string): Promise<string> {
  let output = '';
  const write = (text: string): unknown => (output += text);
  await runFingerprint(['-raw', '-json', path], { stdout: { write }, stderr: { write: () => {} } });
  return output;
}

function bitErrorRate(a: readonly number[], b: readonly number[]): number {
  const items = Math.max(a.length, b.length);
  let errors = 0;
  // An item that only one of them has counts as all wrong.
  for (let i = 0; i < items; i += 1) errors += i < a.length && i < b.length ? bitCount(a[i]! ^ b[i]!) : 32;
  return errors / (32 * items);
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const music = needMusic(folder, 'node tests/bench/fingerprint-agreement.ts FOLDER');
await needPrograms(FPCALC);
const files = music
  .map((path) => path.toString())
  .map((path) => ({ path, output: spawnSync('fpcalc', ['-raw', '-json', path], { encoding: 'utf8' }).stdout }))
  .filter(({ output }) => output !== '' && JSON.parse(output).duration >= 60);
const step = Math.max(1, files.length / wanted);
const chosen = Array.from({ length: Math.min(files.length, wanted) }, (_, i) => files[Math.floor(i * step)]!);

let identical = 0;
let worst = 0;
console.log("items  bit error rate  raw items  duration, fpcalc's  file");
for (const { path, output } of chosen) {
  const mine = await ours(path);
  const { fingerprint: a, duration } = JSON.parse(mine) as { fingerprint: number[]; duration: number };
  const { fingerprint: b, duration: theirs } = JSON.parse(output) as { fingerprint: number[]; duration: number };
  const rate = bitErrorRate(a, b);
  const same = a.join() === b.join();
  if (compress(decompress(compress(Uint32Array.from(a))).items) !== compress(Uint32Array.from(a))) {
    throw new Error('The compressed form does not come back.');
  }
  identical += same ? 1 : 0;
  worst = Math.max(worst, rate);
  console.log(
    `${String(a.length).padStart(5)}  ${rate.toExponential(2).padStart(14)}  ${same ? 'identical' : 'differs  '}  ${duration.toFixed(2).padStart(8)}  ${theirs.toFixed(2).padStart(8)}  ${basename(path)}`,
  );
}
console.log(`${identical} of ${chosen.length} identical; worst bit error rate ${worst.toExponential(2)}`);
if (identical < chosen.length * IDENTICAL_SHARE || worst > WORST_ALLOWED) process.exitCode = 1;
