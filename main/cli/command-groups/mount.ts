/** The file system with the edited files. */
import type { CommandGroup } from './command.ts';

export const MOUNT_COMMANDS: CommandGroup = {
  title: 'Mount',
  commands: [
    {
      name: 'mount',
      usage: 'mount [DIR] [--template T] [--as-of DATE] [--force] [--foreground]',
      summary: 'mount the library as a folder of files that carry your tags',
      examples: [
        ['mount ~/Descant', 'files with your tags'],
        ['mount --as-of -30d', 'the library of a month ago, read-only'],
      ],
      load: () => import('../commands/mount.ts'),
      details: [
        '--force       mounts elsewhere also while programs use the mount that is there.',
        '--as-of DATE  shows the library as it was (2026-05-01, 2026-05-01T18:30, -30d): read-only, of the files that are there still.',
        '              mount without it shows the library of now again. More: docs/mount.md',
      ],
    },
    {
      name: 'unmount',
      usage: 'unmount [DIR] [--force]',
      summary: 'unmount the library, with --force also while programs use it',
      examples: [
        ['unmount', 'leave the mount'],
        ['unmount --force', 'also while programs use it'],
      ],
      load: () => import('../commands/unmount.ts'),
    },
    {
      name: 'views',
      usage: 'views [add NAME [--template T] [--query Q] [--playlist] [--best-copies] | remove NAME]',
      summary: 'list, add and remove the views of the mount',
      examples: [
        ["views add Genres --template '%each{genre}/$artist - $title'", 'a folder for each genre'],
        ["views add 'Best copy' --best-copies", 'of several copies only the best'],
        ['views remove Genres', 'take a view away'],
      ],
      load: () => import('../commands/views.ts'),
    },
    {
      name: 'refused-saves',
      usage: 'refused-saves [list | dismiss ID… | dismiss --all]',
      summary: 'list what programs could not save in the mount, and why',
      examples: [
        ['refused-saves', 'what could not be saved, and why'],
        ['refused-saves dismiss --all', 'clear the list'],
      ],
      load: () => import('../commands/refused-saves.ts'),
      details: ['dismiss takes entries off the list, and deletes the bytes that were kept for them.'],
    },
  ],
};
