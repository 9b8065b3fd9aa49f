/** What changes tags, and takes changes back. */
import type { CommandGroup } from './command.ts';

export const TAGS_COMMANDS: CommandGroup = {
  title: 'Tags and history',
  commands: [
    {
      name: 'edit',
      usage: 'edit QUERY field=value… [--dry-run]',
      summary: 'change tags: field= removes a field, a repeated field gets several values',
      examples: [
        ["edit 'album:Dusk' genre=Folk --dry-run", 'show what would change'],
        ["edit id:12 artist=Ember artist='Juniper Hall'", 'two values'],
        ['edit genre:=Other genre=', 'take a field away'],
      ],
      load: () => import('../commands/edit.ts'),
      longHelp: async () => (await import('../long-help.ts')).fieldsHelp(),
    },
    {
      name: 'act',
      usage: 'act [NAME QUERY [param=value…] [--dry-run] [--limit n] [--preview DIGEST]]',
      summary: 'change many tracks by an action or a group of actions',
      examples: [
        ["act 'Clean up' 'added:-1w..' --dry-run", 'show each change of a group'],
        ["act split '' field=genre separator=/", 'one action on all tracks'],
        ["act save 'Tidy up' split field=genre separator=/ then sort-names fields=artist", 'a group of your own'],
      ],
      load: () => import('../commands/act.ts'),
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
      examples: [
        ["rate 'title:Dusk' 4.5", 'four and a half stars'],
        ['rate id:12 none', 'no rating'],
      ],
      load: () => import('../commands/rate.ts'),
    },
    {
      name: 'played',
      usage: 'played ID… [--skipped] [--at DATE]',
      summary: 'count a play of tracks that another player has played',
      examples: [
        ['played 12', 'count a play that ends now'],
        ['played 12 13 --at -2h', 'of two tracks, two hours ago'],
      ],
      load: () => import('../commands/played.ts'),
      details: [
        '--skipped counts a skip: a track that was left before half of it, or four minutes, were heard.',
        '--at says when it was: 2026-05-01T18:30, 2026-05-01 or -2h. Without it, it is now.',
      ],
    },
    {
      name: 'art',
      usage: 'art list | set | find | copy | remove | export | clean …',
      summary: 'show and change the pictures of tracks: covers, backs, booklets, discs',
      examples: [
        ['art find --dry-run', 'which tracks would get the picture of their folder'],
        ["art set 'album:Dusk' cover.jpg", 'give an album a cover'],
        ["art export 'album:Dusk' ~/covers", 'write its pictures as files'],
      ],
      load: () => import('../commands/art.ts'),
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
      name: 'revert',
      usage: 'revert QUERY FIELD… | revert QUERY --all',
      summary: 'take edited fields of tracks back to what their files say',
      examples: [
        ["revert 'album:Dusk' genre", 'one field, back to what the files say'],
        ['revert id:12 --all', 'all fields of a track'],
      ],
      load: () => import('../commands/revert.ts'),
      details: [
        'QUERY is one argument: quote it. --all takes all fields back, ratings and notes too. descant undo brings the edits back.',
      ],
    },
    {
      name: 'history',
      usage:
        'history [ID | --by user|program|descant | --find WORDS | --batch N [--limit n] | compact [--before DATE] [--dry-run]]',
      summary: 'list the edits of the library, of one track or of one batch',
      examples: [
        ['history --find dusk', 'the batches that have the word'],
        ['history --batch 7', 'what one batch has changed'],
        ['history 12', 'the edits of a track'],
      ],
      load: () => import('../commands/history.ts'),
      details: [
        '--find lists the batches that have all of WORDS, which are beginnings of words: of fields, values, titles, artists, albums, playlists, makers and notes.',
        '--batch says what a batch has changed: each change with its number of tracks, then the first n tracks.',
        'compact drops values of edits before DATE, which is a year ago unless told: of each field of each track those between the first edit',
        'and the last one. Who changed what and when stays. Batches that lost values cannot be undone, and --as-of reaches back to DATE.',
        '--dry-run says how much it would save. Ctrl-C ends it between two pages; the next run goes on.',
      ],
    },
    {
      name: 'undo',
      usage: 'undo [BATCH]',
      summary: 'undo the last batch of edits, or the batch given',
      examples: [
        ['undo', 'the last batch'],
        ['undo 7', 'a batch of descant history'],
      ],
      load: () => import('../commands/undo.ts'),
    },
    {
      name: 'redo',
      usage: 'redo',
      summary: 'redo the batch that was undone last',
      examples: [['redo', 'make the undone edits again']],
      load: () => import('../commands/redo.ts'),
    },
    {
      name: 'fields',
      usage: 'fields [list] | fields add NAME --type TYPE [--title TEXT] [--tag NAME] | fields remove NAME [--clear]',
      summary: 'list the fields, and declare fields of your own',
      examples: [
        ['fields add shelf --type text --title Shelf', 'declare a field'],
        ['fields remove shelf --clear', 'take it back, with its values'],
      ],
      load: () => import('../commands/fields.ts'),
      details: [
        'TYPE is text, list (a text of which a track may have several), number, date, boolean, duration or rating. Edits, queries, facets, sorting, actions and path templates then know the field.',
        'Files hold it as a tag of that name, or of the name behind --tag: TXXX, a Vorbis comment, a freeform atom, an APEv2 item.',
        'fields remove leaves the values in the tracks, as texts; with --clear it removes them. descant undo takes either back.',
      ],
    },
  ],
};
