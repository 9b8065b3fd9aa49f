/** The table of commands: a command is a file in commands/ and a row in command-groups/. The help comes from the rows. */
import { CARE_COMMANDS } from './command-groups/care.ts';
import type { Command, CommandGroup } from './command-groups/command.ts';
import { EXCHANGE_COMMANDS } from './command-groups/exchange.ts';
import { LIBRARY_COMMANDS } from './command-groups/library.ts';
import { LISTS_COMMANDS } from './command-groups/lists.ts';
import { MOUNT_COMMANDS } from './command-groups/mount.ts';
import { SERVICE_COMMANDS } from './command-groups/service.ts';
import { SOUND_COMMANDS } from './command-groups/sound.ts';
import { TAGS_COMMANDS } from './command-groups/tags.ts';

/** In the order in which the help lists them. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  LIBRARY_COMMANDS,
  LISTS_COMMANDS,
  TAGS_COMMANDS,
  SOUND_COMMANDS,
  MOUNT_COMMANDS,
  CARE_COMMANDS,
  EXCHANGE_COMMANDS,
  SERVICE_COMMANDS,
];

export const COMMANDS: readonly Command[] = COMMAND_GROUPS.flatMap(({ commands }) => commands);

/** Options with a value that may stand in front of the command. */
const LEADING = new Set(['--library']);

/** What `argv` calls. Options may come first. */
interface Called {
  /** The word that should name a command; null where there is none. */
  readonly word: string | null;
  /** The command of that name; null where there is none. */
  readonly command: Command | null;
  /** The arguments of the command. */
  readonly argv: readonly string[];
}

export function findCommand(argv: readonly string[]): Called {
  const leading: string[] = [];
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith('--')) {
    leading.push(argv[at]!);
    if (LEADING.has(argv[at]!) && at + 1 < argv.length) leading.push(argv[++at]!);
    at++;
  }
  const words = argv.slice(at);
  const command =
    COMMANDS.find(({ name }) => name === `${words[0]} ${words[1]}`) ??
    COMMANDS.find(({ name }) => name === words[0]) ??
    null;
  const length = command?.name.split(' ').length ?? 0;
  return { word: words[0] ?? null, command, argv: [...leading, ...words.slice(length)] };
}
