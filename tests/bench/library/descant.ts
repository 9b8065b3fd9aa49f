/** The library service as the bench drives it: the real program, on a fresh library, through its API. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type LibraryConnection } from '../../../main/cli/connect.ts';
import { serviceArgv, serviceEnvironment } from '../../../main/service-process.mjs';

const SERVICE = fileURLToPath(new URL('../../../main/service.ts', import.meta.url));
/** The API waits no longer than this in one request. */
const WAIT_MS = 20_000;

export interface RunningDescant {
  readonly pid: number;
  /** Address of the page, with what opens it for a browser. */
  readonly url: string;
  readonly api: LibraryConnection['api'];
  /** Scans folders (none: those it knows) for tags and waits for the end. */
  scan(paths: string[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the service on a library in the folder, without analysing audio: only tags are measured here.
 * @param mount directory where the library is mounted before the function returns; null for no mount
 */
export async function startDescant(folder: string, mount: string | null = null): Promise<RunningDescant> {
  const library = join(folder, 'library');
  const child = spawn(
    process.execPath,
    serviceArgv(SERVICE, [
      '--announce',
      'json',
      '--library',
      library,
      ...(mount === null ? ['--no-mount'] : ['--mount', mount]),
      '--no-analysis',
    ]),
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: serviceEnvironment(),
    },
  );
  const ended = once(child, 'close');
  const awaited = mount === null ? '"listening"' : '"event":"mounted"';
  let url = '';
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      url = (JSON.parse(line) as { url?: string }).url ?? url;
      if (line.includes(awaited)) resolve();
    });
    void ended.then(() => reject(new Error('the service ended before it listened')));
  });
  const { api } = await connect(library, { analyse: false });
  return {
    pid: child.pid ?? 0,
    url,
    api,
    async scan(paths) {
      await api.scan.start.mutate({ paths });
      while (!(await api.scan.wait.mutate({ for: 'tags', milliseconds: WAIT_MS })).settled);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
