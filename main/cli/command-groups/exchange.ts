/** What brings data in from elsewhere, and takes it out. */
import type { CommandGroup } from './command.ts';

export const EXCHANGE_COMMANDS: CommandGroup = {
  title: 'In and out',
  commands: [
    {
      name: 'import',
      usage: 'import SOURCE [--from KIND] [--map OLD=NEW]… [--overwrite] [--dry-run]',
      summary: 'import ratings, plays, dates and playlists from another program',
      examples: [
        ['import ~/.config/quodlibet --dry-run', 'what would be imported'],
        ['import Library.xml --map /Volumes/Music=/home/me/Music', 'of iTunes, whose folder lies elsewhere now'],
      ],
      load: () => import('../commands/import.ts'),
      details: [
        'SOURCE is a library of beets, iTunes or Music (Library.xml), Rhythmbox, Strawberry, Clementine, Quod Libet or MusicBee, an export of',
        "foobar2000's playback statistics, or the folder that it is in. --from tells the program where it cannot be recognised.",
        'Tracks are found by path, also in folders that have moved, by MusicBrainz recording, by AcoustID, by tags and length, and by the sound;',
        '--map says where a folder lies now.',
        'Everything is one batch, which descant undo takes back. Importing again adds only what is new. --overwrite also replaces what differs.',
        '--dry-run shows what would be imported. --json lists every record, and how it was found or why it was not.',
        'Exit code: 0 when every record was found, 1 when some were not. More: docs/import.md',
      ],
    },
    {
      name: 'export',
      usage: 'export [QUERY] [--format json|jsonl|csv] [--output FILE] [--history] [--as-of DATE] [--force]',
      summary: 'write everything the library knows about tracks, for other programs',
      examples: [
        ['export --output library.json', 'all tracks'],
        ["export 'rating:4..' --format csv --output best.csv", 'a table of those that match'],
      ],
      load: () => import('../commands/export.ts'),
      details: [
        'Without QUERY it exports all tracks, also those whose file is missing. --history adds every edit; in csv each edit is a row.',
        'The format follows the extension of FILE. FILE appears only when it is complete; --force replaces an existing file. Fields: docs/export.md',
      ],
    },
    {
      name: 'copy',
      usage:
        'copy QUERY DIR [--template T] [--names posix|windows|portable] [--convert FORMAT] [--as-of DATE] [--delete] [--dry-run]',
      summary: 'make a folder hold copies of tracks with their tags, for a device',
      examples: [
        ["copy 'rating:4..' /media/player --convert opus", 'smaller copies on a device'],
        ['copy playlist:Road /media/player --delete --dry-run', 'what would be copied and deleted'],
      ],
      load: () => import('../commands/copy.ts'),
      details: [
        'The copies have the tags, covers and paths of the mount, and the audio of the originals. A second run copies only what has changed; one that was',
        'interrupted goes on. DIR gets a list of the copies; files that are not in it are never touched.',
        '--convert mp3|aac|opus|vorbis|flac  converts lossless files with ffmpeg; lossy ones are copied as they are',
        '--delete       deletes copies of tracks that QUERY does not find any more',
        '--sidecars     copies covers, cue sheets and lyrics beside the tracks, too',
        '--best-copies  of several copies of a track only the best',
        '--as-of DATE   copies the tracks as they were then (2026-05-01, 2026-05-01T18:30, -30d), of the files that are there still',
        'Names are those that the disk allows: Windows names on FAT, exFAT and NTFS, otherwise those of the setting mount.names.',
        'Exit code: 0 when all copies are there, 1 when a file could not be copied.',
      ],
    },
  ],
};
