/** What is decided by the sound of files. */
import type { CommandGroup } from './command.ts';

export const SOUND_COMMANDS: CommandGroup = {
  title: 'Sound',
  commands: [
    {
      name: 'similar',
      usage: 'similar ID|FILE [--limit n]',
      summary: 'list the tracks most similar in sound to a track or a file',
      examples: [
        ['similar 12 --limit 10', 'the ten nearest to a track'],
        ['similar ~/Downloads/song.mp3', 'to a file that need not be in the library'],
      ],
      load: () => import('../commands/similar.ts'),
    },
    {
      name: 'lookup',
      usage: 'lookup FILE… [--limit n]',
      summary: 'find which tracks of the library files are, or are a part of, by their sound',
      examples: [['lookup ~/Downloads/clip.mp3 --limit 3', 'the three best matches of a clip']],
      load: () => import('../commands/lookup.ts'),
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
      examples: [
        ['compare 12 13', 'two tracks'],
        ['compare 12 ~/Downloads/song.mp3', 'a track and a file'],
      ],
      load: () => import('../commands/compare.ts'),
      details: ['A and B are tracks by their ids, or files; --json gives the matching stretches in seconds.'],
    },
    {
      name: 'recordings',
      usage:
        'recordings [RECORDING] [--several | --all] [--limit n] | recordings merge A B… | split TRACK… | mbid RECORDING MBID [--enable] [--dry-run]',
      summary: 'list the recordings of the library, show one, merge several or split tracks off',
      examples: [
        ['recordings --several', 'those with several tracks'],
        ['recordings merge 12 13', 'make two recordings one'],
        ['recordings split 41', 'take a track out of its recording'],
      ],
      load: () => import('../commands/recordings.ts'),
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
        'identify [QUERY] [--release ID] [--accept certain|all|NUMBER] [--skip NUMBER] [--never NUMBER] [--show NUMBER] [--dry-run] | identify QUERY --submit',
      summary: 'find which releases tracks are, and show or accept what their tags would become',
      examples: [
        ['identify missing:album', 'look for the releases of these tracks'],
        ['identify --show 3', 'what a proposal would change'],
        ['identify --accept certain', 'accept those in which everything agrees'],
      ],
      details: [
        "With a query the tracks are identified, album by album; '' is the whole library. Without one the open proposals are listed; --state accepted, skipped or never lists others.",
        'Nothing changes without --accept: NUMBER is a proposal, certain those in which everything agrees, all every album with a release. Each source makes one batch, which descant undo takes back.',
        '--release names a MusicBrainz release: with a query for all of its tracks, with --accept or --show one of those of the proposal.',
        '--skip puts a proposal aside, --never keeps its tracks from being identified, --reopen takes either back.',
        'Services on the network are off until you switch them on: descant config identify.musicbrainz true, identify.acoustid true, identify.cover-art true.',
        '--submit sends the fingerprints of the tracks with their tags to AcoustID, and changes nothing here: see descant submissions.',
        'The exit code is 1 where an album has no release.',
      ],
      load: () => import('../commands/identify.ts'),
    },
    {
      name: 'dumps',
      usage: 'dumps [add FILE|FOLDER… [--dry-run] | remove]',
      summary: 'read published dumps of AcoustID and MusicBrainz, to identify without the network',
      examples: [
        ['dumps add --dry-run ~/dumps', 'how long it takes, and what it needs'],
        ['dumps add ~/dumps', 'all lists in a folder, or single files'],
        ['dumps remove', 'free the disk; your files stay'],
      ],
      load: () => import('../commands/dumps.ts'),
      details: [
        'add reads 2026-07-22-fingerprint-update.jsonl.gz and the other lists of AcoustID, and release.tar.xz and recording.tar.xz of',
        'MusicBrainz; of a folder all of them. Ended by Ctrl-C or a kill, it goes on where it was when it is called again. --dry-run only',
        'says how long it takes and what it needs. Without a word, dumps lists what was read. remove leaves the files themselves alone.',
        'Exit code of add: 0 when every line was taken, 1 when some were not. More: docs/dumps.md',
      ],
    },
    {
      name: 'submissions',
      usage: 'submissions [list [--state S] [--limit n] | send | retry [TRACK…] | drop [TRACK…]]',
      summary: 'what of the library is submitted to AcoustID, and what became of it',
      examples: [
        ['submissions list --state refused', 'what AcoustID did not take, and why'],
        ['submissions retry', 'send it again'],
      ],
      details: [
        'identify QUERY --submit   queues tracks: their fingerprints, lengths, tags and MusicBrainz ids are sent in batches in the background',
        'submissions         lists them: waiting, sent (no answer came), pending at AcoustID, imported with its id, refused with the reason',
        'submissions send    tries at once what waits for the network',
        'submissions retry   sends again what was refused or not answered, of these tracks or all',
        'submissions drop    forgets what AcoustID does not have, or whatever is known of these tracks',
        'Off until you give your key and that of an application: descant config identify.acoustid-user-key KEY, identify.acoustid-key KEY.',
        'The exit code is 1 where something waits that cannot be sent now.',
      ],
      load: () => import('../commands/submissions.ts'),
    },
    {
      name: 'duplicates',
      usage:
        'duplicates [QUERY] [--kind bytes|audio|recording|part|version] [--score 0.75] [--all] [--hide | --trash | --keep-all] [--merge-tags] [--dry-run]',
      summary: 'find recordings that the library has more than once, and decide about their copies',
      examples: [
        ['duplicates --kind bytes', 'copies that are the very same file'],
        ["duplicates 'album:Dusk' --trash --merge-tags --dry-run", 'what would become of them'],
      ],
      load: () => import('../commands/duplicates.ts'),
      details: [
        'Copies of one recording are a group, the best first; crops, excerpts and clips of one are its parts. From 0.4 on --score also finds other',
        'versions of a piece. docs/recognition.md explains the score.',
        'QUERY lists the recordings of which a track matches. --kind bytes: copies that are the very same file as the best one; audio: with its very audio; recording: in other encodings; part; version.',
        '--hide leaves all copies but the best out of lists and of the mount; --trash moves them to the trash (descant trash); --merge-tags gives the best one the fields, the cover, the rating and the plays that it lacks.',
        '--keep-all says that the tracks are no copies: they are listed again with --all only. All of it is one batch, which descant undo takes back; no file is touched.',
      ],
    },
    {
      name: 'trash',
      usage: 'trash [list | restore | paths [--null]] [QUERY]',
      summary: 'list, restore, or hand to other tools the tracks in the trash; no file is touched',
      examples: [
        ['trash', 'what is in it'],
        ["trash restore 'album:Dusk'", 'take tracks out of it'],
      ],
      load: () => import('../commands/trash.ts'),
      details: [
        'paths prints the path of each file on a line of its own, or with --null before a NUL character: descant trash paths --null | xargs -0 gio trash',
      ],
    },
    {
      name: 'fingerprint',
      usage: 'fingerprint FILE…',
      summary: 'print Chromaprint fingerprints, with the options and output of fpcalc',
      examples: [
        ['fingerprint song.flac', 'length and fingerprint, as fpcalc prints them'],
        ['fingerprint -json -length 60 song.flac', 'of the first minute, as JSON'],
      ],
      ownOptions: true,
      load: () => import('../commands/fingerprint.ts'),
    },
  ],
};
