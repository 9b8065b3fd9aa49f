/** The name of the program that saves, which becomes the author of the change. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Interpreters: the author is the script that they run. */
const INTERPRETER = /^(python|perl|ruby|node|bash|sh|dash|zsh)[0-9.]*$/;

/**
 * @param pid process or thread, as the kernel reports it; 0 when it cannot tell
 * @returns `kid3-cli`, `mid3v2` …, or `unknown program` when it is gone already
 */
export async function programName(pid: number): Promise<string> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program, ...args] = commandLine.split('\0') as [string, ...string[]];
  const name = basename(program);
  const script = INTERPRETER.test(name) ? args.find((arg) => arg !== '' && !arg.startsWith('-')) : undefined;
  // After an option like -c the argument is source code.
  const author = script !== undefined && !/[\n;()]/.test(script) ? basename(script) : name;
  const clean = author.replaceAll(/[^\p{L}\p{N} ._+-]/gu, '').slice(0, 64);
  return clean === '' ? 'unknown program' : clean;
}
