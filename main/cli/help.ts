/** The help of the CLI, made from the table of commands. */
import type { Command, CommandGroup } from './command-groups/command.ts';
import { COMMAND_GROUPS } from './command-table.ts';

/** What `descant --help` prints. */
export function helpOfAll(groups: readonly CommandGroup[] = COMMAND_GROUPS): string {
  const width = Math.max(...groups.flatMap(({ commands }) => commands.map(({ name }) => name.length)));
  return [
    'Descant lays your metadata above your music. The files stay as they are.',
    '',
    'Usage: descant COMMAND [options]',
    '',
    ...groups.flatMap(({ title, commands }) => [
      `${title}:`,
      ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
      '',
    ]),
    'descant COMMAND --help lists the options of a command; descant --version is the version.',
    '',
    'Options of every command:',
    '  --library DIR  the library folder (default: your data folder)',
    '  --json         machine-readable output; errors as {"error":{"code","message"}} on standard error',
    '',
    'Exit codes: 0 when it is done, 1 when it failed or was cancelled, 64 when the command line is wrong; the help of a',
    'command tells what else 1 can mean.',
    '',
  ].join('\n');
}

/** What `descant COMMAND --help` prints. */
export async function helpOf({ usage, summary, examples, details = [], longHelp }: Command): Promise<string> {
  const more = (await longHelp?.()) ?? [];
  const width = Math.max(...examples.map(([line]) => line.length));
  return [
    `Usage: descant ${usage}`,
    '',
    summary,
    ...details,
    '',
    'Examples:',
    // A comment of the shell: a line can be pasted as it is.
    ...examples.map(([line, what]) => `  descant ${line.padEnd(width)}  # ${what}`),
    ...more,
    '',
  ].join('\n');
}
