/**
 * The library service as a program: owns a library folder and serves it on 127.0.0.1 until it is told to stop. A
 * second start hands its folders and its mount over to the service that is running, and ends.
 *
 * With `--api` it also answers programs that speak the APIs of other services. Where another service runs already, this
 * process stays and passes their requests on to it.
 *
 * A mount that a killed service has left is mounted again where it was, also with `--no-mount`.
 *
 * With `--until-unmounted` it ends after its mount, unless a client uses it.
 * With `--announce json` it reports events as one JSON object per line on standard output.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openHttpFace } from '../app/api/http.ts';
import {
  answersOf,
  forwardTo,
  INDEX_NAME,
  openProgramApis,
  PROGRAM_APIS,
  type AnswerProgram,
  type ProgramApi,
  type ProgramApis,
} from '../app/api/program-apis.ts';
import { MountedPlace } from '../app/mount/mounted-place.ts';
import { Backups } from '../app/service/backups.ts';
import { followDesktop } from '../app/service/desktop-controls.ts';
import { endAfterUnmount } from '../app/service/end-after-unmount.ts';
import { LibraryService } from '../app/service/service.ts';
import { defaultMountDirectory, libraryFolder } from '../app/storage/library-folder.ts';
import { LibraryPlace } from '../app/storage/library-place.ts';
import { LibraryInUseError, readOwner } from '../app/storage/lock.ts';
import { ignoreClosedOutput } from './cli/closed-output.ts';
import { attach, type ServiceClient } from './cli/connect.ts';
import { leftMount } from './left-mount.ts';
import { usePrivateUmask } from './private-umask.ts';
import { ANALYSIS_PROGRAM, COPY_THREAD, MOUNT_PROGRAM, RENDERER_FOLDER, THUMBNAIL_PROGRAM } from './programs.ts';
import { printable, printableLines } from './setup/printable-text.mjs';
import { wordsOf } from '../app/model/system-errors.ts';

const USAGE = `Usage: service [--library DIR] [--folder DIR]… [--mount DIR | --no-mount] [--template T] [--port N] [--api acoustid,index [--api-host H] [--api-port N]] [--no-analysis] [--no-watch] [--until-unmounted] [--announce json]`;

/** Exit code for wrong arguments, of sysexits(3). */
const EX_USAGE = 64;
/** Exit code for a library that is gone, of sysexits(3). */
const EX_NOINPUT = 66;

/** Beside 6081, where servers of the index listen. */
const DEFAULT_API_PORT = '6080';

/** What the program was started to do. */
interface StartRequest {
  readonly folders: readonly string[];
  /** Directory of the mount; null for no mount. */
  readonly mount: string | null;
  readonly template: string | undefined;
  /** APIs for other programs; none is empty. */
  readonly apis: readonly ProgramApi[];
}

const { values } = parseArgs({
  options: {
    library: { type: 'string' },
    folder: { type: 'string', multiple: true, default: [] },
    mount: { type: 'string' },
    'no-mount': { type: 'boolean', default: false },
    template: { type: 'string' },
    port: { type: 'string', default: '0' },
    api: { type: 'string' },
    'api-host': { type: 'string', default: '127.0.0.1' },
    'api-port': { type: 'string', default: DEFAULT_API_PORT },
    'no-analysis': { type: 'boolean', default: false },
    'no-watch': { type: 'boolean', default: false },
    'until-unmounted': { type: 'boolean', default: false },
    announce: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const API_PATHS: Readonly<Record<ProgramApi, string>> = { acoustid: '/v2/', index: `/${INDEX_NAME}` };
const API_WORDS: Readonly<Record<ProgramApi, string>> = { acoustid: 'AcoustID API', index: 'fingerprint index' };

const asJson = values.announce === 'json';

function announce(event: string, detail: Record<string, unknown>, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify({ event, ...detail })}\n` : `${printable(text)}\n`);
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const port = portOf('--port', values.port);
  const library = libraryFolder(values.library);
  const request: StartRequest = {
    folders: values.folder.map((folder) => resolve(folder)),
    mount: values['no-mount'] ? null : resolve(values.mount ?? defaultMountDirectory()),
    template: values.template,
    apis: apisOf(values.api ?? ''),
  };
  try {
    await serveLibrary(library, port, request);
  } catch (error) {
    if (!(error instanceof LibraryInUseError)) throw error;
    await handOver(library, request, error);
  }
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return refuse(`${name} takes a number from 0 to 65535, not "${text}"`);
}

function apisOf(text: string): readonly ProgramApi[] {
  const names = text.split(',').filter((name) => name !== '');
  const isApi = (name: string): name is ProgramApi => (PROGRAM_APIS as readonly string[]).includes(name);
  if (names.every(isApi)) return [...new Set(names)];
  return refuse(`--api takes ${PROGRAM_APIS.join(' and ')}, with a comma between them, not "${text}"`);
}

function refuse(message: string): never {
  process.stderr.write(`descant: ${printable(message)}\n`);
  process.exit(EX_USAGE);
}

/** Listens for requests to the APIs that were asked for. */
async function openApis({ apis }: StartRequest, answer: AnswerProgram): Promise<ProgramApis | null> {
  if (apis.length === 0) return null;
  const host = values['api-host'];
  const opened = await openProgramApis(answer, { apis, host, port: portOf('--api-port', values['api-port']) });
  for (const api of apis) {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${opened.port}${API_PATHS[api]}`;
    announce('api', { api, url }, `The ${API_WORDS[api]} is at ${url}`);
  }
  return opened;
}

async function serveLibrary(library: string, port: number, request: StartRequest): Promise<void> {
  usePrivateUmask();
  const service = await LibraryService.open({
    library,
    analysisProgram: ANALYSIS_PROGRAM,
    mountProgram: MOUNT_PROGRAM,
    thumbnailProgram: THUMBNAIL_PROGRAM,
    copyThread: COPY_THREAD,
    analyse: !values['no-analysis'],
  });
  // The scan that follows tells what is wrong, if something is.
  service.write.prepareScans().catch(() => {});
  const renderer = existsSync(new URL('index.html', RENDERER_FOLDER)) ? fileURLToPath(RENDERER_FOLDER) : null;
  const face = await openHttpFace(service, { port, renderer });
  service.lock.announce({ pid: process.pid, url: face.url, port: face.port, token: face.token });
  const apis = await openApis(request, answersOf(service)).catch(async (error: Error) => {
    await face.close();
    await service.close();
    throw error;
  });

  let stopping = false;
  const stop = async (code?: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    place.close();
    await backups.close();
    await leaveDesktop();
    await apis?.close();
    await face.close();
    await service.close();
    await mountedPlace.settled();
    announce('stopped', {}, 'Stopped.');
    process.exit(code);
  };
  const backups = new Backups(library, ({ message }) =>
    announce('backup-failed', { message }, `The edits could not be backed up: ${message}`),
  );
  const mountedPlace = new MountedPlace(library);
  const bus = process.env['DBUS_SESSION_BUS_ADDRESS'];
  const leaveDesktop =
    process.platform !== 'linux' || !bus
      ? async (): Promise<void> => {}
      : followDesktop(service, bus, ({ message }) =>
          announce('media-controls-off', { message }, `The desktop's media controls are off: ${message}`),
        );
  const place = new LibraryPlace(library, () => {
    const message = `The library is no longer at ${library}: its folder was moved or deleted, so Descant stops. Start it again with the folder's new place as --library.`;
    announce('library-gone', { library, message }, message);
    void stop(EX_NOINPUT);
  });
  if (values['until-unmounted']) endAfterUnmount(service, () => void stop());
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  service.events.subscribe((event) => {
    if (event.type === 'mount') mountedPlace.follow(event.mount);
    if (event.type === 'progress') {
      announce(
        'progress',
        { ...event.progress },
        `${event.progress.job}: ${event.progress.state}, ${event.progress.done} of ${event.progress.total ?? '?'}`,
      );
    }
    if (event.type === 'refused-save') {
      announce(
        'refused-save',
        { ...event.save },
        `${event.save.path}: ${event.save.reason}${event.save.kept === null ? '' : ` (kept in ${event.save.kept})`}`,
      );
    }
    if (event.type === 'mount' && event.mount.state === 'mounted') {
      announce('mounted', { ...event.mount }, `Mounted at ${event.mount.directory}`);
    }
    if (event.type === 'mount' && event.mount.state === 'failed') {
      announce('mount-failed', { ...event.mount }, `Not mounted: ${event.mount.message}`);
    }
  });
  // Clients that ask for its progress find it running.
  await service
    .finishRebuild()
    .catch((error: Error) => announce('rebuild-failed', { message: wordsOf(error) }, wordsOf(error)));
  announce('listening', { url: face.url, library, attached: false }, `Descant serves ${library} at ${face.url}`);

  await service.tellKeptSaves();
  for (const folder of request.folders) {
    await service
      .addFolder(folder)
      .catch((error: Error) => announce('folder-failed', { folder, message: wordsOf(error) }, wordsOf(error)));
  }
  const mount = request.mount ?? (await leftMount(library));
  if (mount !== null) await service.mount.start(mount, request.template ?? null);
  if (!values['no-watch']) await service.watch.begin();
  await service.scans
    .scan()
    .catch((error: Error) => announce('scan-failed', { message: wordsOf(error) }, wordsOf(error)));
}

/** Hands the request over to the process that owns the library. */
async function handOver(library: string, request: StartRequest, inUse: LibraryInUseError): Promise<void> {
  const running: ServiceClient | null = await attach(library);
  if (!running) throw inUse;
  announce('listening', { url: running.url, library, attached: true }, `Descant is running already, at ${running.url}`);
  if (request.folders.length > 0) await running.api.scan.start.mutate({ paths: [...request.folders] });
  if (request.mount !== null && (await running.api.mount.state.query()).state !== 'mounted') {
    const state = await running.api.mount.start.mutate({ directory: request.mount, template: request.template });
    announce(
      state.state === 'mounted' ? 'mounted' : 'mount-failed',
      { ...state },
      state.message ?? `Mounted at ${state.directory}`,
    );
  }
  const apis = await openApis(
    request,
    forwardTo(() => serviceOf(library)),
  );
  if (apis === null) return;
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await apis.close();
}

/** Where the service of a library is reached now; null where none runs. */
function serviceOf(library: string): { readonly port: number; readonly token: string } | null {
  const { port = null, token = null } = readOwner(library) ?? {};
  return port === null || token === null ? null : { port, token };
}

ignoreClosedOutput();
main().catch((error: Error & { code?: string }) => {
  announce('failed', { code: error.code ?? 'INTERNAL', message: wordsOf(error) }, '');
  process.stderr.write(`${error.code ? printable(wordsOf(error)) : printableLines(error.stack ?? error.message)}\n`);
  process.exit(1);
});
