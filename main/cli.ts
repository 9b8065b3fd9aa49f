/**
 * `descant`: the program of the command line. Each command is loaded only when it is called, so that `--help` answers
 * at once.
 */
import { ignoreClosedOutput } from './cli/closed-output.ts';
import { findCommand } from './cli/command-table.ts';
import { helpOf, helpOfAll } from './cli/help.ts';
import { printError } from './cli/output.ts';
import { EX_USAGE, runCommand } from './cli/run-command.ts';

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  if (argv.length === 0 || argv[0] === '--help' || argv[0] === 'help') {
    process.stdout.write(helpOfAll());
    return argv.length === 0 ? EX_USAGE : 0;
  }
  const { word, command, argv: rest } = findCommand(argv);
  if (command === null) {
    const what = word === null ? 'no command is named' : `there is no command "${word}"`;
    printError({ code: 'UNKNOWN_COMMAND', message: `${what}; descant --help lists them` }, json);
    return EX_USAGE;
  }
  if (rest.includes('--help') && !command.ownOptions) {
    process.stdout.write(await helpOf(command));
    return 0;
  }
  return runCommand(command, rest);
}

ignoreClosedOutput();
process.exitCode = await main(process.argv.slice(2));
