/** Commands with actions of their own, such as `descant playlists add`: finds the action and checks what it is given. */
import { UsageError } from './command-line.ts';

export interface SubCommand<Option extends string> {
  /** The words behind the action. */
  readonly takes: string;
  readonly least: number;
  readonly most: number;
  /** The options that it takes beside --json and --library. */
  readonly options: readonly Option[];
}

/**
 * The action that the words begin with.
 * @param command the command's name, for errors
 * @param usual the action without any words
 * @throws UsageError for an unknown action, too few or too many words, and an option that is of another action
 */
export function chooseAction<Option extends string, Action extends SubCommand<Option>>(
  command: string,
  actions: Readonly<Record<string, Action>>,
  words: readonly string[],
  values: Readonly<Record<string, unknown>>,
  usual: string,
): { action: Action; words: readonly string[] } {
  const [name = usual, ...rest] = words;
  const action = Object.hasOwn(actions, name) ? actions[name]! : null;
  if (!action) throw new UsageError(`${command} takes ${Object.keys(actions).join(', ')}, not "${name}"`);
  if (rest.length < action.least || rest.length > action.most) {
    throw new UsageError(`${command} ${name} takes ${action.takes || 'no names'}; quote a name that has spaces`);
  }
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== false);
  const allowed = new Set<string>([...action.options, 'json', 'library']);
  const odd = given.find(([option]) => !allowed.has(option));
  if (odd) throw new UsageError(`${command} ${name} takes no --${odd[0]}`);
  return { action, words: rest };
}
