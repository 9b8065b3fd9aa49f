/**
 * The library service as a program: owns a library folder and serves it on 127.0.0.1 until it is told to stop. A
 * second start hands its folders and its mount over to the service that is running, and ends.
 *
 * With `--until-unmounted` it ends after its mount, unless a client uses it.
 * With `--announce json` it reports events as one JSON object per line on standard output.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openHttpFace } from '../app/api/http.ts';
import { Backups } from '../app/service/backups.ts';
import { followDesktop } from '../app/service/desktop-controls.ts';
import { endAfterUnmount } from '../app/service/end-after-unmount.ts';
import { LibraryService } from '../app/service/service.ts';
import { defaultMountDirectory, libraryFolder } from '../app/storage/library-folder.ts';
import { LibraryPlace } from '../app/storage/library-place.ts';
import { LibraryInUseError } from '../app/storage/lock.ts';
import { ignoreClosedOutput } from './cli/closed-output.ts';
import { attach, type ServiceClient } from './cli/connect.ts';
import { usePrivateUmask } from './private-umask.ts';
import { ANALYSIS_PROGRAM, COPY_THREAD, MOUNT_PROGRAM, RENDERER_FOLDER, THUMBNAIL_PROGRAM } from './programs.ts';
import { printable, printableLines } from './setup/printable-text.mjs';

const USAGE = `Usage: service [--library DIR] [--folder DIR]… [--mount DIR | --no-mount] [--template T] [--port N] [--no-analysis] [--no-watch] [--until-unmounted] [--announce json]`;

/** Exit code for wrong arguments, of sysexits(3). */
const EX_USAGE = 64;
/** Exit code for a library that is gone, of sysexits(3). */
const EX_NOINPUT = 66;

/** What the program was started to do. */
interface StartRequest {
  readonly folders: readonly string[];
  /** Directory of the mount; null for no mount. */
  readonly mount: string | null;
  readonly template: string | undefined;
}

const { values } = parseArgs({
  options: {
    library: { type: 'string' },
    folder: { type: 'string', multiple: true, default: [] },
    mount: { type: 'string' },
    'no-mount': { type: 'boolean', default: false },
    template: { type: 'string' },
    port: { type: 'string', default: '0' },
    'no-analysis': { type: 'boolean', default: false },
    'no-watch': { type: 'boolean', default: false },
    'until-unmounted': { type: 'boolean', default: false },
    announce: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const asJson = values.announce === 'json';

function announce(event: string, detail: Record<string, unknown>, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify({ event, ...detail })}\n` : `${printable(text)}\n`);
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`descant: --port takes a number from 0 to 65535, not "${values.port}"\n`);
    process.exit(EX_USAGE);
  }
  const library = libraryFolder(values.library);
  const request: StartRequest = {
    folders: values.folder.map((folder) => resolve(folder)),
    mount: values['no-mount'] ? null : resolve(values.mount ?? defaultMountDirectory()),
    template: values.template,
  };
  try {
    await serveLibrary(library, port, request);
  } catch (error) {
    if (!(error instanceof LibraryInUseError)) throw error;
    await handOver(library, request, error);
  }
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

  let stopping = false;
  const stop = async (code?: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    place.close();
    await backups.close();
    await leaveDesktop();
    await face.close();
    await service.close();
    announce('stopped', {}, 'Stopped.');
    process.exit(code);
  };
  const backups = new Backups(library, ({ message }) =>
    announce('backup-failed', { message }, `The edits could not be backed up: ${message}`),
  );
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
    .catch((error: Error) => announce('rebuild-failed', { message: error.message }, error.message));
  announce('listening', { url: face.url, library, attached: false }, `Descant serves ${library} at ${face.url}`);

  await service.tellKeptSaves();
  for (const folder of request.folders) {
    await service
      .addFolder(folder)
      .catch((error: Error) => announce('folder-failed', { folder, message: error.message }, error.message));
  }
  if (request.mount !== null) await service.mount.start(request.mount, request.template ?? null);
  if (!values['no-watch']) await service.watch.begin();
  await service.scans
    .scan()
    .catch((error: Error) => announce('scan-failed', { message: error.message }, error.message));
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
}

ignoreClosedOutput();
main().catch((error: Error & { code?: string }) => {
  announce('failed', { code: error.code ?? 'INTERNAL', message: error.message }, '');
  process.stderr.write(`${error.code ? printable(error.message) : printableLines(error.stack ?? error.message)}\n`);
  process.exit(1);
});
