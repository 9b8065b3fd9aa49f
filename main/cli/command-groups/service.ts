/** Settings, the process that runs in the background, and the player of its pages. */
import type { CommandGroup } from './command.ts';

export const SERVICE_COMMANDS: CommandGroup = {
  title: 'Service',
  commands: [
    {
      name: 'config',
      usage: 'config [KEY [VALUE]] [--unset] | config --test [SERVICE…]',
      summary: 'show and change settings; --test asks the services that they name',
      examples: [
        ['config mount.names', 'one setting'],
        ['config mount.names windows', 'change it'],
        ['config --test musicbrainz', 'ask whether a service answers'],
      ],
      details: ['SERVICE is musicbrainz, acoustid, cover-art or index; without one all are asked, once.'],
      load: () => import('../commands/config.ts'),
      longHelp: async () => (await import('../long-help.ts')).settingsHelp(),
    },
    {
      name: 'serve',
      usage: 'serve [--port n] [--mount DIR] [--api acoustid,index [--host H]]',
      summary: 'run the library service in the foreground, for other programs too',
      examples: [
        ['serve', 'the service, until Ctrl-C'],
        ['serve --api acoustid,index --port 6080', 'for other programs, too'],
      ],
      load: () => import('../commands/serve.ts'),
      details: [
        '--api acoustid  answers programs that speak the web API of AcoustID, from this library: pyacoustid, beets and others (docs/acoustid.md)',
        '--api index     answers clients of acoustid-index: they search the fingerprint index of the library at /main, and cannot change it',
        '--api acoustid,index serves both. --port is then the port of these APIs (6080), and --host their address: 127.0.0.1, unless you name another',
        'one; whoever reaches it can ask what the library holds. Where the service of the library runs already, they are served beside it.',
      ],
    },
    {
      name: 'events',
      usage: 'events',
      summary: 'follow what the service announces: progress, changed tracks, the mount',
      examples: [
        ['events', 'in words, until Ctrl-C'],
        ['events --json', 'one JSON object a line'],
      ],
      load: () => import('../commands/events.ts'),
      details: [
        'The current state comes first, then each event as it happens. With --json each line is one JSON object with a type (app/model/events.ts).',
        'It ends with exit code 0 on Ctrl-C and when the service stops, and with 1 where it was read too slowly and events are lost.',
      ],
    },
    {
      name: 'stop',
      usage: 'stop [--force]',
      summary: 'unmount the library and end its service',
      examples: [['stop', 'unmount, and end the service']],
      load: () => import('../commands/stop.ts'),
    },
    {
      name: 'player',
      usage: 'player [play | pause | toggle | stop | next | previous | seek PLACE | volume N | shuffle | repeat]',
      summary: 'show and control what an open page plays, as media keys do',
      examples: [
        ['player toggle', 'pause or go on'],
        ['player seek +10', 'ten seconds on'],
        ['player volume 40', 'softer'],
      ],
      load: () => import('../commands/player.ts'),
      details: [
        'player            what plays, and where it is',
        'player seek 1:30  goes to a place; +10 and -10 go on and back by seconds',
        'player volume 40  from 0 to 100',
        'player shuffle on | off     player repeat off | all | one     player raise: brings the window to the front',
        'Of several pages it is the one that began to play last. The exit code is 1 where no open page has a track.',
      ],
    },
    {
      name: 'index serve',
      usage: 'index serve --dir D [--host H] [--port P]',
      summary: 'serve a fingerprint index alone, to clients of acoustid-index',
      examples: [['index serve --dir ~/fingerprints --port 6081', 'on this machine alone']],
      load: () => import('../commands/index-serve.ts'),
    },
  ],
};
