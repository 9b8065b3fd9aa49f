/**
 * `descant serve`: the library service in the foreground, until Ctrl-C. With `--api` it answers programs that speak the
 * APIs of other services, too; `--port` is then theirs. Beside a running service these are all that it serves.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { serviceArgv, serviceEnvironment } from '../../service-process.mjs';
import { SERVICE_PROGRAM } from '../service-program.ts';
import { readArguments, readNumber, UsageError } from '../command-line.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(
    argv,
    {
      port: { type: 'string' },
      mount: { type: 'string' },
      template: { type: 'string' },
      api: { type: 'string' },
      host: { type: 'string' },
    },
    0,
  );
  if (values.port !== undefined) readNumber('--port', values.port, 0, 65_535);
  if (values.host !== undefined && values.api === undefined) {
    throw new UsageError('--host is for the APIs of --api; the page is served on 127.0.0.1 only');
  }
  const portOption = values.api === undefined ? '--port' : '--api-port';
  const options = [
    ...(values.library === undefined ? [] : ['--library', values.library]),
    ...(values.port === undefined ? [] : [portOption, values.port]),
    ...(values.mount === undefined ? ['--no-mount'] : ['--mount', values.mount]),
    ...(values.template === undefined ? [] : ['--template', values.template]),
    ...(values.api === undefined ? [] : ['--api', values.api]),
    ...(values.host === undefined ? [] : ['--api-host', values.host]),
    ...(values.json ? ['--announce', 'json'] : []),
  ];
  const service = spawn(process.execPath, serviceArgv(fileURLToPath(SERVICE_PROGRAM), options), {
    stdio: 'inherit',
    env: serviceEnvironment(),
  });
  // The terminal sends Ctrl-C to both processes: the service ends first.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => service.kill('SIGTERM'));
  const [code] = (await once(service, 'exit')) as [number | null];
  return code ?? 1;
}
