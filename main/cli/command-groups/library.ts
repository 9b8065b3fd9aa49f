/** Folders, what is in them, and what Descant does with it. */
import type { CommandGroup } from './command.ts';

export const LIBRARY_COMMANDS: CommandGroup = {
  title: 'Library',
  commands: [
    {
      name: 'scan',
      usage: 'scan [FOLDER…] [--wait tags|analysis]',
      summary: 'add folders to the library and scan it for changes',
      examples: [
        ['scan ~/Music', 'add a folder, and read its tags'],
        ['scan --wait analysis', 'look at all folders again, and analyse their sound'],
      ],
      load: () => import('../commands/scan.ts'),
      details: [
        'Without FOLDER all folders of the library are scanned. It ends when the tags are read, with --wait analysis when the sound is analysed, too;',
        'otherwise a running service analyses it afterwards. Ctrl-C keeps what was read.',
        'Exit code: 0 when all folders were read, 1 when one cannot be read, of which all stays known, or the scan was cancelled.',
      ],
    },
    {
      name: 'demo',
      usage: 'demo [DIR]',
      summary: 'make some short pieces of music to try Descant with, and add them to the library',
      examples: [
        ['demo', 'make the music in the folder of the library'],
        ['demo ~/demo-music', 'make it in a folder of its own'],
      ],
      load: () => import('../commands/demo.ts'),
      details: [
        'DIR is a folder that is empty or not there yet; without it the music is made in the folder of the library. descant folders remove DIR',
        'takes it out of the library again; then its files can be deleted.',
      ],
    },
    {
      name: 'status',
      usage: 'status',
      summary: 'show what the library holds and what the service does',
      examples: [
        ['status', 'tracks, jobs and the mount'],
        ['status --json', 'the same for programs'],
      ],
      load: () => import('../commands/status.ts'),
    },
    {
      name: 'folders',
      usage: 'folders [list | remove DIR]',
      summary: 'list the folders of the library, or take one out of it',
      examples: [
        ['folders', 'list them with their numbers'],
        ['folders remove ~/Music/Old', 'take one out; its files stay'],
      ],
      load: () => import('../commands/folders.ts'),
      details: [
        'DIR is the path of a folder, or its number in the list. Its tracks leave the library, and its files stay as they are. Your edits are',
        'kept: they are back when the folder is added again by descant scan DIR.',
      ],
    },
    {
      name: 'errors',
      usage: 'errors [--limit n]',
      summary: 'list the files that could not be read, analysed or served, and why',
      examples: [['errors --limit 20', 'the first twenty']],
      load: () => import('../commands/errors.ts'),
    },
    {
      name: 'analysis',
      usage: 'analysis [pause | resume | retry]',
      summary: 'show how far the analysis is, hold it, or try failed files again',
      examples: [
        ['analysis pause', 'leave the processor to others'],
        ['analysis resume', 'go on'],
        ['analysis retry', 'try failed files again'],
      ],
      load: () => import('../commands/analysis.ts'),
      details: [
        'A paused analysis goes on by resume, or when the service starts again. retry takes the files that failed before.',
      ],
    },
    {
      name: 'about',
      usage: 'about',
      summary: 'show the version, and what the files of the library take on the disk',
      examples: [['about', 'the version, and the bytes on the disk']],
      load: () => import('../commands/about.ts'),
    },
  ],
};
