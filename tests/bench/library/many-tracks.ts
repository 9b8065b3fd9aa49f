/** A library of many small tagged files, made once by tests/corpus/many-tracks and kept. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOOL = fileURLToPath(new URL('../../corpus/many-tracks', import.meta.url));
const CORPUS = process.env['CORPUS'] ?? join(homedir(), '.cache', 'descant-corpus');

/** @returns a folder with `count` files; made now if it is not there from an earlier run */
export function manyTracks(count: number): string {
  const folder = join(CORPUS, `many-${count}`);
  // Beside the folder: a file in it would be one more to scan.
  const done = `${folder}.done`;
  if (existsSync(done)) return folder;
  console.log(`Making ${count} files in ${folder} (once) …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CORPUS, { recursive: true });
  const source = join(CORPUS, 'chord.wav');
  execFileSync('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=330:duration=3',
    source,
  ]);
  execFileSync(TOOL, [source, folder, String(count)], { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(done, '');
  return folder;
}
