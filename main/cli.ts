/**
 * `descant`: the program of the command line. Each command is loaded only when it is called, so that `--help` answers
 * at once.
 */
import { descantVersion } from '../app/library/descant-version.ts';
import { nearest } from '../app/library/query/nearest.ts';
import { ignoreClosedOutput } from './cli/closed-output.ts';
import { COMMANDS, findCommand } from './cli/command-table.ts';
import { helpOf, helpOfAll } from './cli/help.ts';
import { printError } from './cli/output.ts';
import { printOwnWarnings } from './cli/own-warnings.ts';
import { EX_USAGE, runCommand } from './cli/run-command.ts';

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const called = findCommand(argv);
  const asksHelp = called.word === 'help' || called.word === '-h';
  if (argv.length === 0 || (called.word === null && argv.includes('--help'))) {
    process.stdout.write(helpOfAll());
    return argv.length === 0 ? EX_USAGE : 0;
  }
  if (called.word === null && argv.includes('--version')) {
    process.stdout.write(`${await descantVersion()}\n`);
    return 0;
  }
  const { word, command, argv: rest } = asksHelp ? findCommand(argv.slice(argv.indexOf(called.word!) + 1)) : called;
  if (asksHelp && word === null) {
    process.stdout.write(helpOfAll());
    return 0;
  }
  if (command === null) {
    printError({ code: 'UNKNOWN_COMMAND', message: noCommand(word) }, json);
    return EX_USAGE;
  }
  if (asksHelp || (rest.includes('--help') && !command.ownOptions)) {
    process.stdout.write(await helpOf(command));
    return 0;
  }
  return runCommand(command, rest);
}

function noCommand(word: string | null): string {
  if (word === null) return 'no command is named; descant --help lists them';
  const names = COMMANDS.map(({ name }) => name);
  // `index` is the beginning of `index serve`.
  const near = names.find((name) => name.startsWith(`${word} `)) ?? nearest(word, names);
  return `there is no command "${word}"; ${near === null ? '' : `did you mean ${near}? `}descant --help lists them`;
}

ignoreClosedOutput();
printOwnWarnings(process.argv.includes('--json'));
process.exitCode = await main(process.argv.slice(2));
