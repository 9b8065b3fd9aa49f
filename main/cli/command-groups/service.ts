/** Settings, and the process that runs in the background. */
import type { CommandGroup } from './command.ts';

export const SERVICE_COMMANDS: CommandGroup = {
  title: 'Service',
  commands: [
    {
      name: 'config',
      usage: 'config [KEY [VALUE]] [--unset] | config --test [SERVICE…]',
      summary: 'show and change settings; --test asks the services that they name',
      details: ['SERVICE is musicbrainz, acoustid, cover-art or index; without one all are asked, once.'],
      load: () => import('../commands/config.ts'),
      longHelp: async () => (await import('../long-help.ts')).settingsHelp(),
    },
    {
      name: 'serve',
      usage: 'serve [--port n] [--mount DIR] [--api acoustid,index [--host H]]',
      summary: 'run the library service in the foreground, for other programs too',
      load: () => import('../commands/serve.ts'),
      details: [
        '--api acoustid  answers programs that speak the web API of AcoustID, from this library: pyacoustid, beets and others (docs/acoustid.md)',
        '--api index     answers clients of acoustid-index: they search the fingerprint index of the library at /main, and cannot change it',
        '--api acoustid,index serves both. --port is then the port of these APIs (6080), and --host their address: 127.0.0.1, unless you name another',
        'one; whoever reaches it can ask what the library holds. Where the service of the library runs already, they are served beside it.',
      ],
    },
    {
      name: 'stop',
      usage: 'stop [--force]',
      summary: 'unmount the library and end its service',
      load: () => import('../commands/stop.ts'),
    },
    {
      name: 'index serve',
      usage: 'index serve --dir D [--host H] [--port P]',
      summary: 'serve a fingerprint index alone, to clients of acoustid-index',
      load: () => import('../commands/index-serve.ts'),
    },
  ],
};
