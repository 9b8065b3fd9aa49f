/** A command of the CLI as the help and the search for a command see it. */

export interface Command {
  /** One or two words; the file has the same name, with a hyphen between two words. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** One to three that work as they are, but for the names in them: what stands behind `descant`, and what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Lines that `--help` adds for this command: options and exit codes that need a sentence. */
  readonly details?: readonly string[];
  /** Makes further lines that `--help` adds for this command, from tables of the library. */
  longHelp?(): Promise<readonly string[]>;
  /** The command reads all its options itself, also `--help`. */
  readonly ownOptions?: boolean;
  /** @returns the module of the command; its `run` takes the arguments behind the name and returns the exit code */
  load(): Promise<{ run(argv: readonly string[]): Promise<number> }>;
}

/** Commands that the help lists below one title. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}
