/** `descant serve`: the library service in the foreground, until Ctrl-C. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SERVICE_PROGRAM } from '../service-program.ts';
import { readArguments } from '../command-line.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {
    port: { type: 'string' },
    mount: { type: 'string' },
    template: { type: 'string' },
  });
  const options = [
    ...(values.library === undefined ? [] : ['--library', values.library]),
    ...(values.port === undefined ? [] : ['--port', values.port]),
    ...(values.mount === undefined ? ['--no-mount'] : ['--mount', values.mount]),
    ...(values.template === undefined ? [] : ['--template', values.template]),
    ...(values.json ? ['--announce', 'json'] : []),
  ];
  const service = spawn(process.execPath, [fileURLToPath(SERVICE_PROGRAM), ...options], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both processes: the service ends first.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => service.kill('SIGTERM'));
  const [code] = (await once(service, 'exit')) as [number | null];
  return code ?? 1;
}
