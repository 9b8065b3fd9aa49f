/** The real service as a child process, its announcements as events, and the typed API to it. The test that starts it stops it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { attach, type Api } from '../../main/cli/connect.ts';

const SERVICE = fileURLToPath(new URL('../../main/service.ts', import.meta.url));

/** Option of a test: the folders are watched. In most tests files change only when a scan is asked for. */
export const WATCH = '--watch';

/** One line that the service announces. */
export interface Announcement {
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface RunningService {
  readonly process: ChildProcess;
  readonly library: string;
  readonly url: string;
  readonly port: number;
  readonly api: Api;
  /** Everything that was announced so far. */
  readonly announced: readonly Announcement[];
  /** The first announcement, past or to come, that fits. Rejects when the service ends first. */
  until(fits: (announcement: Announcement) => boolean): Promise<Announcement>;
  /** Ends it as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

/**
 * Starts the service on `library`.
 * @param onStarted told how to stop it as soon as there is something to stop
 */
export async function startServiceProcess(
  library: string,
  options: readonly string[],
  onStarted: (stop: () => Promise<unknown>) => void = () => {},
): Promise<RunningService> {
  const words = options.includes(WATCH) ? options.filter((option) => option !== WATCH) : [...options, '--no-watch'];
  const child = spawn(process.execPath, [SERVICE, '--library', library, '--announce', 'json', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const announced: Announcement[] = [];
  const waiting = new Set<{
    fits: (announcement: Announcement) => boolean;
    resolve: (announcement: Announcement) => void;
    reject: (error: Error) => void;
  }>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const announcement = JSON.parse(line) as Announcement;
    announced.push(announcement);
    for (const one of waiting) {
      if (!one.fits(announcement)) continue;
      waiting.delete(one);
      one.resolve(announcement);
    }
  });
  const gone = once(child, 'exit').then(([code]) => {
    for (const one of waiting) {
      one.reject(new Error(`the service ended with code ${code}; it said ${JSON.stringify(announced.slice(-5))}`));
    }
    return code as number | null;
  });
  const until = (fits: (announcement: Announcement) => boolean): Promise<Announcement> => {
    const past = announced.find(fits);
    return past ? Promise.resolve(past) : new Promise((resolve, reject) => waiting.add({ fits, resolve, reject }));
  };
  const stop = (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    return gone;
  };
  onStarted(stop);
  const { url } = (await until(({ event }) => event === 'listening')) as Announcement & { url: string };
  const client = await attach(library);
  if (!client) throw new Error('the service cannot be reached');
  return {
    process: child,
    library,
    url,
    port: Number(new URL(url).port),
    api: client.api,
    announced,
    until,
    stop,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Fits the announcement that a job has come to rest after having done something. */
export const jobDone =
  (job: 'scan' | 'analysis') =>
  (announcement: Announcement): boolean =>
    announcement.event === 'progress' &&
    announcement['job'] === job &&
    announcement['state'] === 'idle' &&
    (announcement['done'] as number) > 0;
