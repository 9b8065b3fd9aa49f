/** Runs one command and prints its errors. */
import type { Command } from './command-groups/command.ts';
import { printError } from './output.ts';

/** Exit codes follow sysexits(3). */
export const EX_USAGE = 64;
const FAILED = 1;

/** @returns the exit code */
export async function runCommand(command: Command, argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  try {
    const { run } = await command.load();
    return await run(argv);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code?.startsWith('ERR_PARSE_ARGS')) {
      printError({ code: 'USAGE', message: `${message}. Usage: descant ${command.usage}` }, json);
      return EX_USAGE;
    }
    printError(error, json);
    return FAILED;
  }
}
