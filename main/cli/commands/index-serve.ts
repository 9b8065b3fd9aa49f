/** `descant index serve`: the fingerprint index alone, with the HTTP interface of acoustid-index. */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { serveIndex } from '../../../index-engine/index.ts';
import { makeFolder } from '../../../app/storage/make-folder.ts';
import { readArguments, readNumber, UsageError } from '../command-line.ts';
import { printJson, printLines } from '../output.ts';

const DEFAULT_PORT = '6081';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {
    dir: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: DEFAULT_PORT },
    'legacy-port': { type: 'string' },
  });
  if (values.dir === undefined) throw new UsageError('name the folder of the index: --dir D');
  if (values['legacy-port'] !== undefined) {
    process.stderr.write('descant: the line protocol of --legacy-port is not supported; use HTTP\n');
  }
  const port = readNumber('--port', values.port, 0, 65_535);
  const directory = resolve(values.dir);
  makeFolder(directory);
  const server = await serveIndex({ directory, host: values.host, port });
  const url = `http://${values.host}:${server.port}`;
  if (values.json) printJson({ event: 'listening', url });
  else printLines([`Serving the index in ${values.dir} at ${url}`]);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.close();
  return 0;
}
