/** Makes files of the report on lossy audio, each once: a file under its name is complete. */
import { execFile } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const CORPUS = process.env['CORPUS'] ?? join(homedir(), '.cache/descant-corpus');

export const run = promisify(execFile);

export const ffmpeg = (...options: readonly string[]): Promise<unknown> =>
  run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options]);

/** @param make writes the file to the path that it is given @returns `path` */
export async function complete(path: string, make: (path: string) => Promise<unknown>): Promise<string> {
  if (existsSync(path)) return path;
  const partial = join(dirname(path), `.partial-${process.pid}-${basename(path)}`);
  await make(partial);
  renameSync(partial, path);
  return path;
}
