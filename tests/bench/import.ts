/**
 * What it costs to take music in: CPU seconds per file for tags + decode + fingerprint, beside fpcalc on the same files.
 *
 *     npm run bench:import -- [FOLDER] [--files 40]
 *
 * Files of at least a minute, spread over the folder (real music by default). For every file the contestants take
 * turns, so that what else the machine does meets all of them. Ours runs as it does in an analysis child: one process
 * for many files, its start not counted (it is printed). fpcalc is started for each file, as it is meant to be.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import { parseBuffer } from 'music-metadata';

import { analyseFile } from '../../app/analysis/analyse-file.ts';
import { hashFile } from '../../app/analysis/hash-file.ts';
import type { Decoder } from '../../app/audio/decoder.ts';
import { fingerprintFile } from '../../app/audio/fingerprint-file.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import { DEV_MUSIC } from './audio-files.ts';
import { benchArguments, count } from './arguments.ts';
import { end, FPCALC, needMusic, needPrograms } from './requirements.ts';

const USAGE = 'npm run bench:import -- [FOLDER] [--files 40]';
const { positionals, values } = benchArguments(USAGE, { files: { type: 'string', default: '40' } }, 1);
const wanted = count('--files', values.files, USAGE);
const folder = positionals[0] ?? DEV_MUSIC;
const SHORTEST_SECONDS = 60;
/** Clock ticks of /proc/self/stat a second. */
const TICKS = 100;

/** CPU seconds of this process, all its threads. */
function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of all children that have ended. */
function childrenCpu(): number {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  // After the name, which may hold anything: cutime and cstime are the 14th and 15th of what follows.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

async function readTags(path: Buffer): Promise<void> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(1 << 16);
    const read = (position: number, length: number): Uint8Array => {
      const into = length <= buffer.length ? buffer : Buffer.alloc(length);
      return into.subarray(0, readSync(file, into, 0, length, position));
    };
    const layout = readLayout(
      { size: fstatSync(file).size, read },
      extname(path.toString('latin1')).slice(1).toLowerCase(),
    );
    if (layout === null) await parseBuffer(readFileSync(file), {}, { skipCovers: true, skipPostHeaders: true });
  } finally {
    closeSync(file);
  }
}

function fpcalc(path: Buffer): number {
  const { stdout } = spawnSync('fpcalc', ['-json', path.toString()], { encoding: 'utf8' });
  return stdout === '' ? 0 : (JSON.parse(stdout) as { duration: number }).duration;
}

const usage = 'npm run bench:import -- FOLDER';
const found = needMusic(folder, usage);
await needPrograms(FPCALC);

const started = ownCpu();
const { ffmpegDecoder }: { ffmpegDecoder: Decoder } = await import('../../app/audio/ffmpeg-decoder.ts');
const loading = ownCpu() - started;

const all = found.filter((path) => fpcalc(path) >= SHORTEST_SECONDS);
const chosen = Math.min(all.length, wanted);
const files = Array.from({ length: chosen }, (_, i) => all[Math.floor((i * all.length) / chosen)]!);
if (files.length === 0) {
  end(`No file in ${folder} plays for a minute. Name another folder: ${usage}`);
}

const contestants = {
  tags: readTags,
  'tags + decode + fingerprint': async (path: Buffer): Promise<void> => {
    await readTags(path);
    fingerprintFile(ffmpegDecoder, path, 120);
  },
  '… + features + embedding': async (path: Buffer): Promise<void> => {
    await readTags(path);
    analyseFile(ffmpegDecoder, path);
  },
  'audio hash, beside these': async (path: Buffer): Promise<void> => void hashFile(path, null),
};
const spent: Record<string, number> = {};
for (const path of files) {
  for (const [name, work] of Object.entries(contestants)) {
    const before = ownCpu();
    await work(path);
    spent[name] = (spent[name] ?? 0) + ownCpu() - before;
  }
  const before = childrenCpu();
  fpcalc(path);
  spent.fpcalc = (spent.fpcalc ?? 0) + childrenCpu() - before;
}

console.log(`${files.length} files of ${folder}; CPU seconds per file`);
for (const [name, seconds] of Object.entries(spent)) {
  const ratio = (seconds / spent.fpcalc!).toFixed(2);
  console.log(`${name.padEnd(30)} ${(seconds / files.length).toFixed(4).padStart(8)}   ${ratio.padStart(5)} × fpcalc`);
}
console.log(
  `Loading the decoder once: ${loading.toFixed(3)} CPU s; memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
);
