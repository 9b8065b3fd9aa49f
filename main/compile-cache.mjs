/**
 * Node keeps compiled code between starts when it is told where: Descant then starts in two thirds of the time and
 * takes some 50 MB less. The place is a folder of the person's own: Node runs what it finds there.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The environment for a program of Descant's, with the place in it.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {NodeJS.ProcessEnv & { NODE_COMPILE_CACHE: string }}
 */
export function withCompileCache(environment = process.env) {
  const caches = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return { ...environment, NODE_COMPILE_CACHE: environment.NODE_COMPILE_CACHE ?? join(caches, 'descant', 'compiled') };
}
