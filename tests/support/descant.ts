/** Runs `descant` as a person would, on a library of the test's own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command's output and exit code; it never throws. */
export function descant(library: string, ...words: readonly string[]): Promise<Outcome> {
  return descantIn(process.cwd(), library, ...words);
}

/** The same, called in a folder. */
export function descantIn(folder: string, library: string, ...words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, '--library', library, ...words],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** The JSON that a command prints; throws with its error where it fails. */
export async function descantJson<Result>(library: string, ...words: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await descant(library, ...words, '--json');
  if (code !== 0) throw new Error(`descant ${words.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}
