/** The file system with the edited files. */
import type { CommandGroup } from './command.ts';

export const MOUNT_COMMANDS: CommandGroup = {
  title: 'Mount',
  commands: [
    {
      name: 'mount',
      usage: 'mount [DIR] [--template T] [--as-of DATE] [--force] [--foreground]',
      summary: 'mount the library as a folder of files that carry your tags',
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
      load: () => import('../commands/unmount.ts'),
    },
    {
      name: 'views',
      usage: 'views [add NAME [--template T] [--query Q] [--playlist] [--best-copies] | remove NAME]',
      summary: 'list, add and remove the views of the mount',
      load: () => import('../commands/views.ts'),
    },
    {
      name: 'refused-saves',
      usage: 'refused-saves [list | dismiss ID… | dismiss --all]',
      summary: 'list what programs could not save in the mount, and why',
      load: () => import('../commands/refused-saves.ts'),
      details: ['dismiss takes entries off the list, and deletes the bytes that were kept for them.'],
    },
  ],
};
