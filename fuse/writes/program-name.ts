/** The name of the program that saves, which becomes the author of the change. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { FORMAT_EXTENSIONS } from '../formats/formats.ts';

/** Interpreters: the author is the script that they run. */
const INTERPRETER = /^(python|perl|ruby|node|bash|sh|dash|zsh)[0-9.]*$/;
/** Options after which no script is named: the program is an argument, or comes from the standard input. */
const OWN_CODE = /^-([a-zA-Z]*[ce]|-eval|-print)?$/;
/** Options whose value is an argument of its own. */
const WITH_VALUE = /^-([WXIr]|-require|-import|-loader)$/;
/** An argument of code that comes from the standard input. */
const AUDIO_FILE = new RegExp(`\\.(${FORMAT_EXTENSIONS.join('|')})$`, 'i');
const MODULE = '-m';

/**
 * @param pid process or thread, as the kernel reports it; 0 when it cannot tell
 * @returns `kid3-cli`, `mid3v2` …, or `unknown program` when it is gone already
 */
export async function programName(pid: number): Promise<string> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program, ...args] = commandLine.split('\0') as [string, ...string[]];
  const name = basename(program);
  const author = (INTERPRETER.test(name) ? scriptOf(args) : null) ?? name;
  const clean = author.replaceAll(/[^\p{L}\p{N} ._+-]/gu, '').slice(0, 64);
  return clean === '' ? 'unknown program' : clean;
}

/** The script or module that an interpreter runs; `null` where it runs code of no name. */
function scriptOf(args: readonly string[]): string | null {
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] as string;
    if (arg === MODULE) return args[index + 1] || null;
    if (OWN_CODE.test(arg)) return null;
    if (WITH_VALUE.test(arg)) index += 1;
    else if (!arg.startsWith('-')) return arg === '' || AUDIO_FILE.test(arg) ? null : basename(arg);
  }
  return null;
}
