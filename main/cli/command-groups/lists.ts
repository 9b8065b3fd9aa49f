/** What is found in the library, and playlists. */
import type { CommandGroup } from './command.ts';

export const LISTS_COMMANDS: CommandGroup = {
  title: 'Lists',
  commands: [
    {
      name: 'tracks',
      usage:
        'tracks [QUERY] [--fields a,b] [--sort f] [--offset n] [--limit n] [--as-of DATE] | tracks … --position ID',
      summary: 'list the tracks that match a query',
      examples: [
        ["tracks 'ash year:1999'", 'a word, and a year'],
        ['tracks genre:folk --sort year- --limit 20 --fields title,artist,year', 'the newest twenty, three columns'],
        ['tracks missing:genre --as-of 2026-05-01', 'as they were on that day'],
      ],
      details: [
        '--fields fingerprint prints what fpcalc prints of analysed files.',
        '--position prints the place of a track in the list, from 0 as --offset counts; the exit code is 1 where the query does not match it.',
      ],
      load: () => import('../commands/tracks.ts'),
      longHelp: async () => (await import('../long-help.ts')).queryHelp(),
    },
    {
      name: 'query',
      usage: 'query QUERY | --rule JSON',
      summary: 'say what a query means, in words or as a rule, or write the query of a rule',
      examples: [
        ["query 'genre:folk is:lossless'", 'what it means, in words'],
        [`query --rule '{"not":{"has":"lyrics"}}'`, 'the query of a rule'],
      ],
      load: () => import('../commands/query.ts'),
      details: [
        'With --json it prints the rule that the query is, with its sorting and its limit, for programs that build queries.',
        '--rule takes such JSON, or a rule alone: descant query --rule \'{"not":{"has":"lyrics"}}\' writes missing:lyrics.',
      ],
    },
    {
      name: 'albums',
      usage: 'albums [QUERY | --id n] [--sort f] [--limit n] [--as-of DATE]',
      summary: 'list the albums with tracks that match a query, or one album with its tracks',
      examples: [
        ['albums genre:jazz --sort year-', 'the newest first'],
        ['albums --id 12', 'one album with its tracks'],
      ],
      load: () => import('../commands/albums.ts'),
      details: [
        'An album is a MusicBrainz release, or what album artist, title and folders show to be one: discs in folders of their own are one album.',
        '--sort artist, title, year, added, tracks, length or missing; a minus sign behind the name begins with the greatest.',
        'The last column says which tracks are missing, by the numbers and totals of the others. descant tracks albumid:12 lists tracks.',
      ],
    },
    {
      name: 'artists',
      usage: 'artists [QUERY | --name NAME] [--search TEXT] [--sort f] [--limit n] [--as-of DATE]',
      summary: 'list the artists of the tracks that match a query, or the albums of one artist',
      examples: [
        ['artists --sort tracks- --limit 10', 'those with the most tracks'],
        ["artists --name 'Juniper Hall'", 'the albums of one artist'],
      ],
      load: () => import('../commands/artists.ts'),
      details: ['--sort name, tracks or albums; a minus sign behind the name begins with the greatest.'],
    },
    {
      name: 'facets',
      usage: 'facets FIELD [QUERY] [--search TEXT] [--sort count|name] [--limit n] [--variants] [--as-of DATE]',
      summary: 'list the values of a field with the number of their tracks',
      examples: [
        ['facets genre', 'every genre with its number of tracks'],
        ['facets artist --variants', 'artists in several spellings'],
        ['facets decade is:lossless --sort name', 'only of tracks that match'],
      ],
      load: () => import('../commands/facets.ts'),
      details: [
        'FIELD is a field whose values tracks share: genre, artist, composer, label, mood, year, decade, kind, sound ….',
        'Spellings that differ in case, accents, spaces and signs are one value; --variants lists those with several spellings, told apart.',
      ],
    },
    {
      name: 'playlists',
      usage:
        'playlists [list | show | create | change | rename | delete | add | remove | move | sort | import | export]',
      summary: 'list, show and change playlists, smart playlists and saved searches',
      examples: [
        ["playlists create New --query 'added:-1w..'", 'a smart playlist'],
        ["playlists add Trips/Road 'album:Dusk'", 'tracks at the end of a playlist'],
        ['playlists export Trips/Road ~/road.m3u8', 'a file for other programs'],
      ],
      load: () => import('../commands/playlists.ts'),
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
        'sort NAME FIELD…         once, such as artist year- title; FIELD- begins with the greatest',
        'import FILE… [--folder F]   .m3u, .m3u8, .xspf, and .nsp of Navidrome; what was not found is listed, with exit code 1',
        'export NAME FILE [--paths originals|relative|mount] [--force]   as .m3u8, .xspf or .nsp, as the name of FILE says',
        '--limit takes a number of tracks, 90min or 700MB; none for no limit. --random takes a number: another number, another order.',
        'Each change is a batch of the history: descant undo undoes it. --dry-run says what would change.',
      ],
    },
  ],
};
