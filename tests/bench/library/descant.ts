/** The library service as the bench drives it: the real program, on a fresh library, through its API. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type LibraryConnection } from '../../../main/cli/connect.ts';

const SERVICE = fileURLToPath(new URL('../../../main/service.ts', import.meta.url));
/** The API waits no longer than this in one request. */
const WAIT_MS = 20_000;

export interface RunningDescant {
  readonly pid: number;
  readonly api: LibraryConnection['api'];
  /** Scans folders (none: those it knows) for tags and waits for the end. */
  scan(paths: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the service on the library folder, without analysing audio: only tags are measured here. */
export async function startDescant(folder: string): Promise<RunningDescant> {
  const library = join(folder, 'library');
  const child = spawn(
    process.execPath,
    [SERVICE, '--announce', 'json', '--library', library, '--no-mount', '--no-analysis'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => text.includes('"listening"') && resolve());
    void ended.then(() => reject(new Error('the service ended before it listened')));
  });
  const { api } = await connect(library, { analyse: false });
  return {
    pid: child.pid ?? 0,
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
