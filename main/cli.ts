/**
 * `descant`: everything the app does, from the command line. Each command lives in a file of its own and
 * is loaded only when it is called, so that `--help` answers at once.
 */
import { COMMANDS, findCommand } from './cli/command-table.ts';
import { printError } from './cli/output.ts';

/** Exit codes follow sysexits(3). */
const EX_USAGE = 64;
const FAILED = 1;

function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'Descant lays your metadata above your music. The files stay as they are.',
    '',
    'Usage: descant COMMAND [options]',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'descant COMMAND --help says what a command takes.',
    '',
    'Everywhere: --library DIR  the library folder (default: your data folder)',
    '            --json         machine-readable output; errors as {"error":{"code","message"}} on standard error',
    '',
  ].join('\n');
}

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  if (argv.length === 0 || argv[0] === '--help' || argv[0] === 'help') {
    process.stdout.write(help());
    return argv.length === 0 ? EX_USAGE : 0;
  }
  const found = findCommand(argv);
  if (!found) {
    printError(
      {
        code: 'UNKNOWN_COMMAND',
        message: `there is no command "${argv.find((word) => !word.startsWith('-')) ?? argv[0]}"; descant --help lists them`,
      },
      json,
    );
    return EX_USAGE;
  }
  if (found.argv.includes('--help') && !found.command.ownOptions) {
    const { usage, summary, details = [] } = found.command;
    process.stdout.write(`Usage: descant ${usage}\n\n${[summary, ...details].join('\n')}\n`);
    return 0;
  }
  try {
    const { run } = await found.command.load();
    return await run(found.argv);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code?.startsWith('ERR_PARSE_ARGS')) {
      printError({ code: 'USAGE', message: `${message}. Usage: descant ${found.command.usage}` }, json);
      return EX_USAGE;
    }
    printError(error, json);
    return FAILED;
  }
}

process.exitCode = await main(process.argv.slice(2));
