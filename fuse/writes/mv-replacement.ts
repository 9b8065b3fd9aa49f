/**
 * Distinguishes `mv` of a file from another file system over a track, which removes the track first, from `mv` of the
 * track out of the mount, which removes it last. Both make the same requests; only the command lines differ.
 */
import { readFile, readlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/**
 * @param pid of the program that removes the track
 * @param path of the track inside the mount
 * @returns whether the program is an `mv` that will replace the track by another file
 */
export async function willMvReplace(pid: number, path: string): Promise<boolean> {
  const [program, ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').slice(0, -1);
  if (program === undefined || basename(program) !== 'mv') return false;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '/');
  const marker = args.indexOf('--');
  const operands = args
    .filter((arg, index) => (index > marker && marker !== -1 ? true : !arg.startsWith('-')))
    .map((arg) => resolve(folder, arg));
  const target = operands.pop();
  if (target === undefined || operands.some((source) => source.endsWith(`/${path}`))) return false;
  if (target.endsWith(`/${path}`)) return true;
  // In a target directory the file keeps its name. In the root of the mount such a file cannot be told from the track.
  return target.endsWith(`/${dirname(path)}`) && operands.some((source) => basename(source) === basename(path));
}
