/** The table of commands: a command is a file in commands/ and a row here. The help comes from the rows. */

export interface Command {
  /** One or two words; the file has the same name, with a hyphen between two words. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Lines that `--help` adds for this command: options and exit codes that need a sentence. */
  readonly details?: readonly string[];
  /** Makes further lines that `--help` adds for this command, from tables of the library. */
  longHelp?(): Promise<readonly string[]>;
  /** The command reads all its options itself, also `--help`. */
  readonly ownOptions?: boolean;
  /** @returns the module of the command; its `run` takes the arguments behind the name and returns the exit code */
  load(): Promise<{ run(argv: readonly string[]): Promise<number> }>;
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'scan',
    usage: 'scan [FOLDER…] [--wait tags|analysis]',
    summary: 'add folders to the library and scan it for changes',
    load: () => import('./commands/scan.ts'),
  },
  {
    name: 'status',
    usage: 'status',
    summary: 'show what the library holds and what the service does',
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'folders',
    usage: 'folders [list | remove DIR]',
    summary: 'list the folders of the library, or take one out of it',
    load: () => import('./commands/folders.ts'),
    details: [
      'DIR is the path of a folder, or its number in the list. Its tracks leave the library, and its files stay as they are. Your edits are',
      'kept: they are back when the folder is added again by descant scan DIR.',
    ],
  },
  {
    name: 'errors',
    usage: 'errors [--limit n]',
    summary: 'list the files that could not be read, analysed or served, and why',
    load: () => import('./commands/errors.ts'),
  },
  {
    name: 'analysis',
    usage: 'analysis [pause | resume | retry]',
    summary: 'show how far the analysis is, hold it, or try failed files again',
    load: () => import('./commands/analysis.ts'),
    details: [
      'A paused analysis goes on by resume, or when the service starts again. retry takes the files that failed before.',
    ],
  },
  {
    name: 'about',
    usage: 'about',
    summary: 'show the version, and what the files of the library take on the disk',
    load: () => import('./commands/about.ts'),
  },
  {
    name: 'tracks',
    usage: 'tracks [QUERY] [--fields a,b] [--sort f] [--limit n] [--as-of DATE]',
    summary: 'list the tracks that match a query',
    load: () => import('./commands/tracks.ts'),
    longHelp: async () => (await import('./long-help.ts')).queryHelp(),
  },
  {
    name: 'albums',
    usage: 'albums [QUERY | --id n] [--sort f] [--limit n]',
    summary: 'list the albums with tracks that match a query, or one album with its tracks',
    load: () => import('./commands/albums.ts'),
    details: [
      'An album is a MusicBrainz release, or what album artist, title and folders show to be one: discs in folders of their own are one album.',
      '--sort artist, title, year, added, tracks, length or missing; a minus sign behind the name begins with the greatest.',
      'The last column says which tracks are missing, by the numbers and totals of the others. descant tracks albumid:12 lists tracks.',
    ],
  },
  {
    name: 'artists',
    usage: 'artists [QUERY | --name NAME] [--search TEXT] [--sort f] [--limit n]',
    summary: 'list the artists of the tracks that match a query, or the albums of one artist',
    load: () => import('./commands/artists.ts'),
    details: ['--sort name, tracks or albums; a minus sign behind the name begins with the greatest.'],
  },
  {
    name: 'facets',
    usage: 'facets FIELD [QUERY] [--search TEXT] [--sort count|name] [--limit n] [--variants]',
    summary: 'list the values of a field with the number of their tracks',
    load: () => import('./commands/facets.ts'),
    details: [
      'FIELD is a field whose values tracks share: genre, artist, composer, label, mood, year, decade, kind, sound ….',
      'Spellings that differ in case, accents, spaces and signs are one value; --variants lists those with several spellings, told apart.',
    ],
  },
  {
    name: 'fields',
    usage: 'fields [list] | fields add NAME --type TYPE [--title TEXT] [--tag NAME] | fields remove NAME [--clear]',
    summary: 'list the fields, and declare fields of your own',
    load: () => import('./commands/fields.ts'),
    details: [
      'TYPE is text, list (a text of which a track may have several), number, date, boolean, duration or rating. Edits, queries, facets, sorting, actions and path templates then know the field.',
      'Files hold it as a tag of that name, or of the name behind --tag: TXXX, a Vorbis comment, a freeform atom, an APEv2 item.',
      'fields remove leaves the values in the tracks, as texts; with --clear it removes them. descant undo takes either back.',
    ],
  },
  {
    name: 'edit',
    usage: 'edit QUERY field=value… [--dry-run]',
    summary: 'change tags: field= removes a field, a repeated field gets several values',
    load: () => import('./commands/edit.ts'),
    longHelp: async () => (await import('./long-help.ts')).fieldsHelp(),
  },
  {
    name: 'revert',
    usage: 'revert QUERY FIELD… | revert QUERY --all',
    summary: 'take edited fields of tracks back to what their files say',
    load: () => import('./commands/revert.ts'),
    details: [
      'QUERY is one argument: quote it. --all takes all fields back, ratings and notes too. descant undo brings the edits back.',
    ],
  },
  {
    name: 'act',
    usage: 'act [NAME QUERY [param=value…] [--dry-run] [--limit n] [--preview DIGEST]]',
    summary: 'change many tracks by an action or a group of actions',
    load: () => import('./commands/act.ts'),
    details: [
      'act                  lists all actions and groups, with their parameters',
      'act NAME QUERY …     runs one on the tracks of QUERY ("" for all), as one batch, which descant undo takes back as a whole',
      'act save NAME action param=value… [then action …]    saves a group under a name',
      'act delete NAME      deletes a group of your own',
      'act export           writes your groups as JSON; act import FILE reads them',
      '--dry-run            shows each change, and changes nothing. It is computed as the changes themselves are',
      '--preview DIGEST     changes the tracks only if the changes are still those of a dry run, whose --json names the digest',
      '--limit n            lists the changes of at most n tracks (200)',
      'Ctrl-C ends a run that has not begun to write; then no track is changed. docs/actions.md explains each action.',
    ],
  },
  {
    name: 'rate',
    usage: 'rate QUERY N [--dry-run]',
    summary: 'rate tracks from 0 to 5 in halves; none takes the rating away',
    load: () => import('./commands/rate.ts'),
  },
  {
    name: 'art',
    usage: 'art list | set | find | copy | remove | export | clean …',
    summary: 'show and change the pictures of tracks: covers, backs, booklets, discs',
    load: () => import('./commands/art.ts'),
    details: [
      'art list [QUERY]                 type, pixels, format, bytes and source of each picture',
      'art set QUERY FILE [--type T] [--description D] [--only]   gives tracks a picture; it takes the place of those of its type,',
      '                                 with --only of all',
      'art find [QUERY] [--type T]      gives tracks without a picture the best one of their folders (setting art.names)',
      'art copy ID QUERY [--type T]     gives tracks the pictures of another one',
      'art remove QUERY [--type T]      takes pictures away',
      'art clean                        deletes pictures of the library that neither a track, the history nor a backup names',
      'art export QUERY DIR [--name PATTERN] [--force]            writes them as files; the usual PATTERN is $albumartist/$album/$type',
      '--type     front (usual for set), back, booklet, disc, artist …; find takes front, back, disc and artist',
      '--fit      scales down what art.most-bytes and art.most-pixels refuse',
      '--dry-run  shows what would change. Every change is one batch, which descant undo takes back. More: docs/art.md',
    ],
  },
  {
    name: 'history',
    usage: 'history [ID | compact [--before DATE] [--dry-run]]',
    summary: 'list the edits of the library or of one track',
    load: () => import('./commands/history.ts'),
    details: [
      'compact drops values of edits before DATE, which is a year ago unless told: of each field of each track those between the first edit',
      'and the last one. Who changed what and when stays. Batches that lost values cannot be undone, and --as-of reaches back to DATE.',
      '--dry-run says how much it would save. Ctrl-C ends it between two pages; the next run goes on.',
    ],
  },
  {
    name: 'undo',
    usage: 'undo [BATCH]',
    summary: 'undo the last batch of edits, or the batch given',
    load: () => import('./commands/undo.ts'),
  },
  {
    name: 'redo',
    usage: 'redo',
    summary: 'redo the batch that was undone last',
    load: () => import('./commands/redo.ts'),
  },
  {
    name: 'similar',
    usage: 'similar ID|FILE [--limit n]',
    summary: 'list the tracks most similar in sound to a track or a file',
    load: () => import('./commands/similar.ts'),
  },
  {
    name: 'lookup',
    usage: 'lookup FILE… [--limit n]',
    summary: 'find which tracks of the library files are, or are a part of, by their sound',
    load: () => import('./commands/lookup.ts'),
    details: [
      'FILE need not be in the library: a whole recording, or a clip of at least five seconds. A match is the same recording, a part of it, or',
      'related. Its length is how much is the same, and its offset where in the track FILE begins. How it decides: docs/recognition.md',
      'Exit code: 0 when each file was looked up, also where it is not in the library; 1 when one could not be read or recognised.',
    ],
  },
  {
    name: 'compare',
    usage: 'compare A B',
    summary: 'tell whether two tracks or files are one recording, and which parts are the same',
    load: () => import('./commands/compare.ts'),
    details: ['A and B are tracks by their ids, or files; --json gives the matching stretches in seconds.'],
  },
  {
    name: 'recordings',
    usage:
      'recordings [RECORDING] [--several | --all] [--limit n] | recordings merge A B… | split TRACK… | mbid RECORDING MBID [--enable] [--dry-run]',
    summary: 'list the recordings of the library, show one, merge several or split tracks off',
    load: () => import('./commands/recordings.ts'),
    details: [
      'Copies of a recording belong to one, whatever their format. RECORDING is its id or its gid, also that of a merged one.',
      'recordings          lists them with their tracks; --several those with several tracks, --all also those without any',
      'recordings merge    makes several one: the oldest stays, and the gids of the others lead to it',
      'recordings split    takes tracks of one recording out of it, into a new one',
      'recordings mbid     says that a submitted MusicBrainz id does not belong to a recording; --enable takes that back',
      'All hold: the background neither joins what was split nor parts what was merged. descant undo takes them back.',
    ],
  },
  {
    name: 'identify',
    usage:
      'identify [QUERY] [--release ID] [--accept certain|all|NUMBER] [--skip NUMBER] [--never NUMBER] [--show NUMBER] [--dry-run]',
    summary: 'find which releases tracks are, and show or accept what their tags would become',
    details: [
      "With a query the tracks are identified, album by album; '' is the whole library. Without one the open proposals are listed; --state accepted, skipped or never lists others.",
      'Nothing changes without --accept: NUMBER is a proposal, certain those in which everything agrees, all every album with a release. Each source makes one batch, which descant undo takes back.',
      '--release names a MusicBrainz release: with a query for all of its tracks, with --accept or --show one of those of the proposal.',
      '--skip puts a proposal aside, --never keeps its tracks from being identified, --reopen takes either back.',
      'Services on the network are off until you switch them on: descant config identify.musicbrainz true, identify.acoustid true, identify.cover-art true.',
      'The exit code is 1 where an album has no release.',
    ],
    load: () => import('./commands/identify.ts'),
  },
  {
    name: 'duplicates',
    usage:
      'duplicates [QUERY] [--kind audio|recording|part|version] [--score 0.75] [--all] [--hide | --trash | --keep-all] [--merge-tags] [--dry-run]',
    summary: 'find recordings that the library has more than once, and decide about their copies',
    load: () => import('./commands/duplicates.ts'),
    details: [
      'Copies of one recording are a group, the best first; crops, excerpts and clips of one are its parts. From 0.4 on --score also finds other',
      'versions of a piece. docs/recognition.md explains the score.',
      'QUERY lists the recordings of which a track matches. --kind audio: copies with the very audio of the best one; recording: in other encodings; part; version.',
      '--hide leaves all copies but the best out of lists and of the mount; --trash moves them to the trash (descant trash); --merge-tags gives the best one the fields, the cover, the rating and the plays that it lacks.',
      '--keep-all says that the tracks are no copies: they are listed again with --all only. All of it is one batch, which descant undo takes back; no file is touched.',
    ],
  },
  {
    name: 'trash',
    usage: 'trash [list | restore | paths [--null]] [QUERY]',
    summary: 'list, restore, or hand to other tools the tracks in the trash; no file is touched',
    load: () => import('./commands/trash.ts'),
    details: [
      'paths prints the path of each file on a line of its own, or with --null before a NUL character: descant trash paths --null | xargs -0 gio trash',
    ],
  },
  {
    name: 'fingerprint',
    usage: 'fingerprint FILE…',
    summary: 'print Chromaprint fingerprints, with the options and output of fpcalc',
    ownOptions: true,
    load: () => import('./commands/fingerprint.ts'),
  },
  {
    name: 'mount',
    usage: 'mount [DIR] [--template T] [--as-of DATE] [--foreground]',
    summary: 'mount the library as a folder of files that carry your tags',
    load: () => import('./commands/mount.ts'),
    details: [
      '--as-of DATE  shows the library as it was (2026-05-01, 2026-05-01T18:30, -30d): read-only, of the files that are there still.',
      '              mount without it shows the library of now again. More: docs/mount.md',
    ],
  },
  {
    name: 'unmount',
    usage: 'unmount [DIR] [--force]',
    summary: 'unmount the library, with --force also while programs use it',
    load: () => import('./commands/unmount.ts'),
  },
  {
    name: 'refused-saves',
    usage: 'refused-saves [list | dismiss ID… | dismiss --all]',
    summary: 'list what programs could not save in the mount, and why',
    load: () => import('./commands/refused-saves.ts'),
    details: ['dismiss takes entries off the list, and deletes the bytes that were kept for them.'],
  },
  {
    name: 'stop',
    usage: 'stop [--force]',
    summary: 'unmount the library and end its service',
    load: () => import('./commands/stop.ts'),
  },
  {
    name: 'views',
    usage: 'views [add NAME [--template T] [--query Q] [--playlist] [--best-copies] | remove NAME]',
    summary: 'list, add and remove the views of the mount',
    load: () => import('./commands/views.ts'),
  },
  {
    name: 'playlists',
    usage: 'playlists [list | show | create | change | rename | delete | add | remove | move | import | export]',
    summary: 'list, show and change playlists, smart playlists and saved searches',
    load: () => import('./commands/playlists.ts'),
    details: [
      'NAME is the name of a playlist, its number, or its name behind those of its folders: Trips/Road.',
      'list                     the tree of playlists, with the number and the length of their tracks',
      'list and show take --as-of DATE: playlists and their tracks as they were then',
      'show NAME                the tracks in order; those whose file is missing are marked',
      'create NAME [--folder F] a playlist ordered by hand; folders that are not there are created',
      'create NAME --query Q [--sort F] [--limit N] [--random SEED]   a smart playlist: what the query matches now',
      'create NAME --query Q --search                                 a saved search',
      'change NAME [--query Q] [--sort F] [--limit N] [--random SEED] [--folder F]; / is the folder of all others',
      'rename NAME NEW-NAME     delete NAME, a folder with all that is in it',
      'add NAME QUERY           at the end, in the order of the query; a track may be in a playlist twice',
      'remove NAME QUERY        the tracks that match, wherever they are in the list',
      'move NAME FROM TO        positions as in show, from 1',
      'import FILE… [--folder F]   .m3u, .m3u8, .xspf, and .nsp of Navidrome; what was not found is listed, with exit code 1',
      'export NAME FILE [--paths originals|relative|mount] [--force]   as .m3u8, .xspf or .nsp, as the name of FILE says',
      '--limit takes a number of tracks, 90min or 700MB; none for no limit. --random takes a number: another number, another order.',
      'Each change is a batch of the history: descant undo undoes it. --dry-run says what would change.',
    ],
  },
  {
    name: 'health',
    usage:
      'health [NAME] [--limit n] | health --spectrum ID | health fix NAME [QUERY] [--to VALUE] [--dry-run] [--preview DIGEST]',
    summary: 'list what needs attention, and mend it',
    load: () => import('./commands/health.ts'),
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
    load: () => import('./commands/verify.ts'),
    details: [
      'Compares size, times and inode of every file with what the last scan saw. --deep also decodes every file to its end, and compares the audio of',
      'FLAC files with their checksum and that of all files with what was analysed. Without QUERY it checks all files, also missing ones.',
      'A deep check that was ended by Ctrl-C, or by a restart, goes on behind the last file when the same is asked for again; --restart begins anew.',
      '--rate, and the setting verify.rate, are the MB per second that it reads at most. It never writes to an original.',
      'Exit code: 0 when no file has changed, 1 when one has or the check was cancelled.',
    ],
  },
  {
    name: 'export',
    usage: 'export [QUERY] [--format json|jsonl|csv] [--output FILE] [--history] [--as-of DATE] [--force]',
    summary: 'write everything the library knows about tracks, for other programs',
    load: () => import('./commands/export.ts'),
    details: [
      'Without QUERY it exports all tracks, also those whose file is missing. --history adds every edit; in csv each edit is a row.',
      'The format follows the extension of FILE. FILE appears only when it is complete; --force replaces an existing file. Fields: docs/export.md',
    ],
  },
  {
    name: 'copy',
    usage: 'copy QUERY DIR [--template T] [--names posix|windows|portable] [--convert FORMAT] [--delete] [--dry-run]',
    summary: 'make a folder hold copies of tracks with their tags, for a device',
    load: () => import('./commands/copy.ts'),
    details: [
      'The copies have the tags, covers and paths of the mount, and the audio of the originals. A second run copies only what has changed; one that was',
      'interrupted goes on. DIR gets a list of the copies; files that are not in it are never touched.',
      '--convert mp3|aac|opus|vorbis|flac  converts lossless files with ffmpeg; lossy ones are copied as they are',
      '--delete       deletes copies of tracks that QUERY does not find any more',
      '--sidecars     copies covers, cue sheets and lyrics beside the tracks, too',
      '--best-copies  of several copies of a track only the best',
      'Names are those that the disk allows: Windows names on FAT, exFAT and NTFS, otherwise those of the setting mount.names.',
      'Exit code: 0 when all copies are there, 1 when a file could not be copied.',
    ],
  },
  {
    name: 'backup',
    usage: 'backup FILE [--force] | backup list',
    summary: 'write the whole library into one file, while it is in use',
    load: () => import('./commands/backup.ts'),
    details: [
      'FILE holds tags, edits and their history, playlists, settings, pictures, fingerprints and vectors; not your music files.',
      'descant restore FILE puts it into a library, here or on another machine. There, add the folders of the music and scan: tracks are',
      'known by their sound. --force replaces an existing file.',
      'list shows the backups of your edits, which the service makes once a day; descant restore takes those, too.',
    ],
  },
  {
    name: 'import',
    usage: 'import SOURCE [--from KIND] [--map OLD=NEW]… [--overwrite] [--dry-run]',
    summary: 'import ratings, plays, dates and playlists from another program',
    load: () => import('./commands/import.ts'),
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
    name: 'restore',
    usage: 'restore [BACKUP | latest]',
    summary: 'list the backups of your edits, or restore one',
    load: () => import('./commands/restore.ts'),
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
    load: () => import('./commands/rebuild.ts'),
    details: [
      'Without options it rebuilds all three. Tags, edits and settings stay as they are.',
      '--search   the full-text search and the columns that lists sort by, from tags and edits: takes seconds',
      '--index    the fingerprint index, from the fingerprints in the database: takes seconds',
      '--vectors  the vectors that similar compares. They have no second copy, so every file is analysed again, which takes as long as the first time.',
      '           Ctrl-C ends the wait; the analysis continues later.',
      'A running analysis pauses during the rebuild. After a crash the next start continues.',
    ],
  },
  {
    name: 'config',
    usage: 'config [KEY [VALUE]] [--unset]',
    summary: 'show and change settings',
    load: () => import('./commands/config.ts'),
    longHelp: async () => (await import('./long-help.ts')).settingsHelp(),
  },
  {
    name: 'serve',
    usage: 'serve [--port n] [--mount DIR] [--api acoustid,index [--host H]]',
    summary: 'run the library service in the foreground, for other programs too',
    load: () => import('./commands/serve.ts'),
    details: [
      '--api acoustid  answers programs that speak the web API of AcoustID, from this library: pyacoustid, beets and others (docs/acoustid.md)',
      '--api index     answers clients of acoustid-index: they search the fingerprint index of the library at /main, and cannot change it',
      '--api acoustid,index serves both. --port is then the port of these APIs (6080), and --host their address: 127.0.0.1, unless you name another',
      'one; whoever reaches it can ask what the library holds. Where the service of the library runs already, they are served beside it.',
    ],
  },
  {
    name: 'index serve',
    usage: 'index serve --dir D [--host H] [--port P]',
    summary: 'serve a fingerprint index alone, to clients of acoustid-index',
    load: () => import('./commands/index-serve.ts'),
  },
];

/** Options with a value that may stand in front of the command. */
const LEADING = new Set(['--library']);

/** What `argv` calls. Options may come first. */
interface Called {
  /** The word that should name a command; null where there is none. */
  readonly word: string | null;
  /** The command of that name; null where there is none. */
  readonly command: Command | null;
  /** The arguments of the command. */
  readonly argv: readonly string[];
}

export function findCommand(argv: readonly string[]): Called {
  const leading: string[] = [];
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith('--')) {
    leading.push(argv[at]!);
    if (LEADING.has(argv[at]!) && at + 1 < argv.length) leading.push(argv[++at]!);
    at++;
  }
  const words = argv.slice(at);
  const command =
    COMMANDS.find(({ name }) => name === `${words[0]} ${words[1]}`) ??
    COMMANDS.find(({ name }) => name === words[0]) ??
    null;
  const length = command?.name.split(' ').length ?? 0;
  return { word: words[0] ?? null, command, argv: [...leading, ...words.slice(length)] };
}
