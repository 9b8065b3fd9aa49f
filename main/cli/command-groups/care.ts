/** What finds faults, and what keeps the library safe. */
import type { CommandGroup } from './command.ts';

export const CARE_COMMANDS: CommandGroup = {
  title: 'Health and backups',
  commands: [
    {
      name: 'health',
      usage:
        'health [NAME] [--limit n] | health --spectrum ID | health fix NAME [QUERY] [--to VALUE] [--dry-run] [--preview DIGEST]',
      summary: 'list what needs attention, and mend it',
      examples: [
        ['health lossy', 'what one check has found'],
        ['health fix title-numbers --dry-run', 'what would mend it, change by change'],
        ['health --spectrum 12', 'the mean spectrum of a track'],
      ],
      load: () => import('../commands/health.ts'),
      details: [
        'Without NAME it tells how much each check has found: broken and missing files, tags that are missing, garbled or disagree, albums in parts,',
        'names in several spellings, covers. With the NAME of a check it lists its findings, and says what to do about them.',
        'health fix NAME mends what a check has found, as one batch that one undo takes back; with QUERY only in tracks that it finds. --dry-run shows',
        'every change. A fix that guesses is only shown: --preview DIGEST then applies what was shown, or --to VALUE names the right spelling.',
        'health --spectrum ID draws the mean spectrum of a track, marks where its sound ends, and tells what was found about the sound.',
        'Exit code: 0 when nothing needs attention (notices do not count), 1 when something does.',
      ],
    },
    {
      name: 'verify',
      usage: 'verify [QUERY] [--deep [--rate MB/s] [--restart]]',
      summary: 'check whether original files have changed since the last scan',
      examples: [
        ['verify', 'whether files have changed'],
        ['verify --deep --rate 20', 'also their audio, at 20 MB a second'],
      ],
      load: () => import('../commands/verify.ts'),
      details: [
        'Compares size, times and inode of every file with what the last scan saw. --deep also decodes every file to its end, and compares the audio of',
        'FLAC files with their checksum and that of all files with what was analysed. Without QUERY it checks all files, also missing ones.',
        'A deep check that was ended by Ctrl-C, or by a restart, goes on behind the last file when the same is asked for again; --restart begins anew.',
        '--rate, and the setting verify.rate, are the MB per second that it reads at most. It never writes to an original.',
        'Exit code: 0 when no file has changed, 1 when one has or the check was cancelled.',
      ],
    },
    {
      name: 'backup',
      usage: 'backup FILE [--force] | backup list',
      summary: 'write the whole library into one file, while it is in use',
      examples: [
        ['backup ~/music-library.backup', 'the whole library, as one file'],
        ['backup list', 'the daily backups of the edits'],
      ],
      load: () => import('../commands/backup.ts'),
      details: [
        'FILE holds tags, edits and their history, playlists, settings, pictures, fingerprints and vectors; not your music files.',
        'descant restore FILE puts it into a library, here or on another machine. There, add the folders of the music and scan: tracks are',
        'known by their sound. --force replaces an existing file.',
        'list shows the backups of your edits, which the service makes once a day; descant restore takes those, too.',
      ],
    },
    {
      name: 'restore',
      usage: 'restore [BACKUP | latest]',
      summary: 'list the backups of your edits, or restore one',
      examples: [
        ['restore latest', 'the newest of the daily backups'],
        ['restore ~/music-library.backup --library ~/new-library', 'a whole library, into a new folder'],
      ],
      load: () => import('../commands/restore.ts'),
      details: [
        'The service backs up edits, settings and folders once a day, in the folder backups of the library, and keeps the last three.',
        'BACKUP is a name from the list, or a path. The service has to be stopped. The database that is replaced is kept beside the new one.',
        'Then run descant scan: it brings back the tracks without edits. A file that descant backup wrote has them all.',
      ],
    },
    {
      name: 'rebuild',
      usage: 'rebuild [--search] [--index] [--vectors]',
      summary: 'rebuild the search, the fingerprint index and the vectors',
      examples: [
        ['rebuild --search --index', 'what takes seconds'],
        ['rebuild', 'all three'],
      ],
      load: () => import('../commands/rebuild.ts'),
      details: [
        'Without options it rebuilds all three. Tags, edits and settings stay as they are.',
        '--search   the full-text search and the columns that lists sort by, from tags and edits: takes seconds',
        '--index    the fingerprint index, from the fingerprints in the database: takes seconds',
        '--vectors  the vectors that similar compares. They have no second copy, so every file is analysed again, which takes as long as the first time.',
        '           Ctrl-C ends the wait; the analysis continues later.',
        'A running analysis pauses during the rebuild. After a crash the next start continues.',
      ],
    },
  ],
};
