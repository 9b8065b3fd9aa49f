/** The table of commands. */

export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** What `--help` adds for this command alone: options and exit codes that need a sentence. */
  readonly details?: readonly string[];
  /** The command reads all its options itself, `--help` too. */
  readonly ownOptions?: boolean;
  /** @returns the module that runs it; `run` gets what follows the name and gives the exit code */
  load(): Promise<{ run(argv: readonly string[]): Promise<number> }>;
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'scan',
    usage: 'scan [FOLDER…] [--wait tags|analysis]',
    summary: 'add folders and read what is new or changed',
    load: () => import('./commands/scan.ts'),
  },
  {
    name: 'status',
    usage: 'status',
    summary: 'what the library holds and what is going on',
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'tracks',
    usage: 'tracks [QUERY] [--fields a,b] [--sort f] [--limit n]',
    summary: 'list tracks',
    load: () => import('./commands/tracks.ts'),
  },
  {
    name: 'edit',
    usage: 'edit QUERY field=value… [--dry-run]',
    summary: 'change tags; field= removes one, a repeated field has several values',
    load: () => import('./commands/edit.ts'),
  },
  {
    name: 'history',
    usage: 'history [ID]',
    summary: 'every change, of all tracks or of one',
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'undo',
    usage: 'undo [BATCH]',
    summary: 'take the last batch of edits back, or the one named',
    load: () => import('./commands/undo.ts'),
  },
  { name: 'redo', usage: 'redo', summary: 'bring back what was undone last', load: () => import('./commands/redo.ts') },
  {
    name: 'similar',
    usage: 'similar ID|FILE [--limit n]',
    summary: 'tracks that sound like this one',
    load: () => import('./commands/similar.ts'),
  },
  {
    name: 'duplicates',
    usage: 'duplicates [--score 0.75]',
    summary: 'recordings that the library has more than once, told by their sound',
    load: () => import('./commands/duplicates.ts'),
  },
  {
    name: 'fingerprint',
    usage: 'fingerprint FILE…',
    summary: "Chromaprint fingerprints, with fpcalc's options and output",
    ownOptions: true,
    load: () => import('./commands/fingerprint.ts'),
  },
  {
    name: 'mount',
    usage: 'mount [DIR] [--template T] [--foreground]',
    summary: 'show the library as a folder, with your tags in the files',
    load: () => import('./commands/mount.ts'),
  },
  {
    name: 'unmount',
    usage: 'unmount [DIR] [--force]',
    summary: 'take that folder away again, with --force also from programs that use it',
    load: () => import('./commands/unmount.ts'),
  },
  {
    name: 'views',
    usage: 'views [add NAME [--template T] [--query Q] [--playlist] [--best-copies] | remove NAME]',
    summary: 'views of the library side by side in that folder',
    load: () => import('./commands/views.ts'),
  },
  {
    name: 'health',
    usage: 'health',
    summary: 'everything that needs attention, and what to do about it',
    load: () => import('./commands/health.ts'),
    details: [
      'Files that cannot be read or are missing, originals that changed behind the mount, refused saves, files that could not be listened to, and',
      'tracks without artist or title: how many, and the first 20 of each; with --json all of them.',
      'Exit code: 0 when nothing needs attention, 1 when something does.',
    ],
  },
  {
    name: 'verify',
    usage: 'verify [QUERY] [--deep]',
    summary: 'whether the originals are still what they were',
    load: () => import('./commands/verify.ts'),
    details: [
      'Compares size, times and inode of every file with what the last scan saw. --deep also decodes every file to its end, and compares the sound of',
      'FLAC files with the checksum that they carry. Without QUERY all files, also missing ones. Nothing is ever written to an original.',
      'Exit code: 0 when all is as it was, 1 when something differs or the check was cancelled.',
    ],
  },
  {
    name: 'export',
    usage: 'export [QUERY] [--format json|jsonl|csv] [--output FILE] [--history] [--force]',
    summary: 'everything the library knows about the tracks, for other programs',
    load: () => import('./commands/export.ts'),
    details: [
      'Without QUERY all tracks, also those whose file is missing. --history adds every edit; with csv one row for each edit.',
      'FILE is there as a whole or not at all, and tells the format by its name. --force replaces one that is there. The fields: docs/export.md',
    ],
  },
  {
    name: 'rebuild',
    usage: 'rebuild [--search] [--index] [--vectors]',
    summary: 'make the search, the fingerprint index and the vectors again',
    load: () => import('./commands/rebuild.ts'),
    details: [
      'Without options all three. Nothing that you have put in is touched.',
      '--search   the full-text search and the columns that lists are sorted by, from tags and edits: seconds',
      '--index    the fingerprint index, from the fingerprints in the database: seconds',
      '--vectors  what "similar" goes by. It is kept nowhere else, so every file is listened to again, which takes as long as it did the first time.',
      '           Ctrl-C ends the waiting; the rest is listened to later.',
      'A running analysis is held meanwhile and goes on afterwards. After a crash the next start goes on.',
    ],
  },
  {
    name: 'config',
    usage: 'config [KEY [VALUE]] [--unset]',
    summary: 'show and change settings',
    load: () => import('./commands/config.ts'),
  },
  {
    name: 'serve',
    usage: 'serve [--port n] [--mount DIR]',
    summary: 'run the library service in the foreground',
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'index serve',
    usage: 'index serve --dir D [--host H] [--port P]',
    summary: 'run the fingerprint index alone, for clients of acoustid-index',
    load: () => import('./commands/index-serve.ts'),
  },
];

/** Global options that may stand in front of the command, with a value of their own. */
const LEADING = new Set(['--library']);

/** The command that is called, and its arguments; global options may come first. */
export function findCommand(argv: readonly string[]): { command: Command; argv: readonly string[] } | null {
  const leading: string[] = [];
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith('--')) {
    leading.push(argv[at]!);
    if (LEADING.has(argv[at]!) && at + 1 < argv.length) leading.push(argv[++at]!);
    at++;
  }
  const words = argv.slice(at);
  const command =
    COMMANDS.find(({ name }) => name === `${words[0]} ${words[1]}`) ?? COMMANDS.find(({ name }) => name === words[0]);
  return command ? { command, argv: [...leading, ...words.slice(command.name.split(' ').length)] } : null;
}
