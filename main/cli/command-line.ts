/** The options of every command, and the connection to the library that they name. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../../app/library/query/nearest.ts';
import { libraryFolder } from '../../app/storage/library-folder.ts';
import { connect, type LibraryConnection } from './connect.ts';

const COMMON = { library: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

type Options = NonNullable<ParseArgsConfig['options']>;

/** Marks a term such as `-genre:rock` while the options are parsed. */
const NOT_AN_OPTION = '\u0001';

/**
 * Parses `argv` with the command's own options beside the common ones; unknown options are errors.
 * There are no options of one letter: a word with one dash is a term of a query, "not this".
 * @param most how many words the command takes: a word that it would not read is an error, not left out in silence
 */
export function readArguments<Own extends Options>(argv: readonly string[], own: Own, most = Infinity) {
  const args = argv.map((word) => (/^-[^-]/.test(word) ? NOT_AN_OPTION + word : word));
  const options = { ...COMMON, ...own };
  refuseOddOptions(args, options);
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') Object.assign(values, { [name]: withoutMark(value) });
  }
  const words = positionals.map(withoutMark);
  if (words.length > most) throw new UsageError(`"${words[most]}" is more than this command takes`);
  return { values, positionals: words };
}

/** Refuses what the parser would refuse, in our words. @throws UsageError */
function refuseOddOptions(args: string[], options: Options): void {
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, value, inlineValue } = token;
    if (!Object.hasOwn(options, name)) {
      const near = nearest(name, Object.keys(options));
      throw new UsageError(`there is no option --${name}${near === null ? '' : `; did you mean --${near}?`}`);
    }
    const takesValue = options[name]!.type === 'string';
    if (!takesValue && value !== undefined) throw new UsageError(`--${name} takes no value`);
    // A value that begins like an option has to be joined to its own.
    if (takesValue && (value === undefined || (!inlineValue && value.startsWith('--')))) {
      throw new UsageError(`--${name} takes a value`);
    }
  }
}

function withoutMark(word: string): string {
  return word.replace(NOT_AN_OPTION, '');
}

/** Runs `work` on the library that `--library` names, and closes the connection afterwards. */
export async function withLibrary<Result>(
  named: string | undefined,
  work: (connection: LibraryConnection) => Promise<Result>,
  options = { analyse: false },
): Promise<Result> {
  const connection = await connect(libraryFolder(named), options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** The arguments of a command are wrong. */
export class UsageError extends Error {
  readonly code = 'ERR_PARSE_ARGS';
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * Refuses what a command would leave unread beside an option or a word that asks for one thing.
 * @param others what there may be, and whether it was given
 * @throws UsageError
 */
export function refuseBeside(one: string, others: Readonly<Record<string, boolean>>): void {
  const [given] = Object.entries(others).find(([, isGiven]) => isGiven) ?? [];
  if (given !== undefined) throw new UsageError(`${one} shows one alone: leave out ${given}`);
}

/** A whole number of at least `least` and at most `most`. @throws UsageError */
export function readNumber(name: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${name} takes a whole number ${range}, not "${text}"`);
}
