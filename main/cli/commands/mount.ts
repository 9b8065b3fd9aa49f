/**
 * `descant mount [DIR]`: mounts the library. The service mounts it; without a running service the command starts one
 * in the background, which ends after `unmount` if no page is open. With `--foreground` this process is the service, until Ctrl-C.
 * With `--as-of` the mount shows the library as it was, read-only.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultMountDirectory, libraryFolder } from '../../../app/storage/library-folder.ts';
import { serviceArgv, serviceEnvironment } from '../../service-process.mjs';
import { SERVICE_PROGRAM } from '../service-program.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { attach, type ServiceClient } from '../connect.ts';
import { throwWithForce } from '../leave-mount.ts';
import { formatTime, printError, printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    argv,
    {
      template: { type: 'string' },
      foreground: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      ...AS_OF,
    },
    1,
  );
  const then = asOfOption(values['as-of']);
  if (values.foreground && then.asOf !== undefined) {
    throw new UsageError('--as-of mounts by a service in the background; leave out --foreground');
  }
  if (values.foreground) {
    return (await import('./serve.ts')).run([
      '--mount',
      resolve(positionals[0] ?? defaultMountDirectory()),
      ...(values.library === undefined ? [] : ['--library', values.library]),
      ...(values.template === undefined ? [] : ['--template', values.template]),
      ...(values.json ? ['--json'] : []),
    ]);
  }
  const { api } = await runningService(libraryFolder(values.library));
  const directory = positionals[0] === undefined ? undefined : resolve(positionals[0]);
  // A command that was called inside a mount would itself keep it busy.
  process.chdir('/');
  const force = values.force ? { force: true } : {};
  const state = await api.mount.start
    .mutate({ directory, template: values.template, ...then, ...force })
    .catch(throwWithForce);
  if (state.state !== 'mounted') {
    printError(
      { code: 'MOUNT_FAILED', message: state.message ?? 'the library could not be mounted', path: state.directory },
      values.json,
    );
    return 1;
  }
  if (values.json) printJson(state);
  else {
    printLines([
      `Mounted at ${state.directory}`,
      ...(state.asOf === undefined
        ? []
        : [`It shows the library as of ${formatTime(state.asOf)}, and takes no saves.`]),
      ...(state.message ? [`With ${state.backend}: ${state.message}`] : []),
    ]);
  }
  return 0;
}

async function runningService(library: string): Promise<ServiceClient> {
  const running = await attach(library, 1);
  if (running) return running;
  const options = ['--library', library, '--no-mount', '--until-unmounted'];
  const service = spawn(process.execPath, serviceArgv(fileURLToPath(SERVICE_PROGRAM), options), {
    env: serviceEnvironment(),
    detached: true,
    stdio: 'ignore',
  });
  service.unref();
  const started = await attach(library);
  if (!started) {
    throw Object.assign(new Error(`the service for ${library} did not start; run descant serve to see why`), {
      code: 'SERVICE_FAILED',
      path: library,
    });
  }
  return started;
}
