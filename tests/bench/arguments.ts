/** The arguments of benches. Those that make no sense end the bench: with one line that says what to run, and code 2. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** As `parseArgs` reads them. @param usage the bench with all its arguments @param words how many it takes at most */
export function benchArguments<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  words = 0,
): ReturnType<typeof parseArgs<{ options: Options; allowPositionals: true }>> {
  try {
    const parsed = parseArgs({ options, allowPositionals: true });
    const tooMany = parsed.positionals[words];
    if (tooMany !== undefined) wrong(`There is no use for "${tooMany}"`, usage);
    return parsed;
  } catch (error) {
    // Node.js adds hints of its own behind the first sentence.
    return wrong((error as Error).message.replace(/[.\n][^]*$/, ''), usage);
  }
}

/** A number from 1 in an argument. @param name as it was given */
export function count(name: string, text: string, usage: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0
    ? number
    : wrong(`${name} takes a number from 1, not "${text}"`, usage);
}

/** Ends the bench, as its arguments make no sense. */
export function wrong(problem: string, usage: string): never {
  process.stderr.write(`${problem}. Run: ${usage}\n`);
  process.exit(2);
}
