/** Finding and running other programs. */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The full path of a program on the PATH, or `null`.
 * @param {string} name
 * @param {string} path
 * @returns {string | null}
 */
export function findProgram(name, path = process.env.PATH ?? '') {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  // Debian keeps some programs of the system in sbin, which is not on a user's PATH.
  const folders = [...path.split(delimiter), '/usr/sbin', '/sbin'];
  for (const folder of folders) {
    if (folder === '') continue;
    for (const ending of endings) {
      const candidate = join(folder, name + ending);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here: the next folder.
      }
    }
  }
  return null;
}

/**
 * Runs a program to its end.
 * With `quiet`, its output is collected instead of shown, for a message if it fails.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, seconds?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 128 or more when a signal ended it, 127 when it could not be started.
 */
export function run(program, programArguments, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.quiet === true ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      ...(options.seconds === undefined ? {} : { timeout: options.seconds * 1000, killSignal: 'SIGKILL' }),
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}
