/**
 * The connection of a command to a library: to the service that owns it or, when none runs, to a service in the
 * command's own process. Both offer the same typed API.
 */
import { createTRPCClient, httpLink, unstable_localLink, type TRPCClient } from '@trpc/client';
import { setTimeout } from 'node:timers/promises';
import type { AppRouter } from '../../app/api/router.ts';
import type { LibraryEvent } from '../../app/model/events.ts';
import { LibraryInUseError, readOwner, type LibraryLock } from '../../app/storage/lock.ts';
import { usePrivateUmask } from '../private-umask.ts';
import { readEvents } from './event-stream.ts';

export type Api = TRPCClient<AppRouter>;

export interface ServiceClient {
  readonly api: Api;
  readonly url: string;
  /** What the service announces, until it stops or `signal` is aborted; see `readEvents`. */
  events(signal: AbortSignal): AsyncGenerator<LibraryEvent>;
}

export interface LibraryConnection {
  readonly api: Api;
  /** Address of the running service; null when this process opened the library itself. */
  readonly url: string | null;
  close(): Promise<void>;
}

const ATTACH_TRIES = 50;
const ATTACH_PAUSE_MS = 200;

/**
 * The service that owns `library`. Waits for one that is just starting.
 * @param tries how often the service is looked for
 * @returns null when no service answers
 */
export async function attach(library: string, tries = ATTACH_TRIES): Promise<ServiceClient | null> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const owner = readOwner(library);
    if (owner?.url && owner.port !== null && owner.token !== null) {
      const { token } = owner;
      const url = `http://127.0.0.1:${owner.port}/trpc`;
      const api = createTRPCClient<AppRouter>({
        links: [httpLink({ url, headers: { Authorization: `Bearer ${token}` } })],
      });
      const alive = await api.mount.state.query().then(
        () => true,
        () => false,
      );
      if (alive) return { api, url: owner.url, events: (signal) => readEvents(`${url}/events`, token, signal) };
    }
    if (attempt + 1 < tries) await setTimeout(ATTACH_PAUSE_MS);
  }
  return null;
}

/** Tells other commands which process has the library. On a full disk they do without the number: reading needs no room. */
function nameOwner(lock: LibraryLock): void {
  try {
    lock.announce({ pid: process.pid, url: null, port: null, token: null });
  } catch {
    // The lock holds all the same.
  }
}

/**
 * Waits for a service that is just starting, and for another command that has the library for a moment.
 * @param options.analyse whether files are analysed when the service is in this process
 * @param tries how often a library is tried that another process has
 * @throws LibraryInUseError when another command keeps the library
 */
export async function connect(
  library: string,
  options: { analyse: boolean },
  tries = ATTACH_TRIES,
): Promise<LibraryConnection> {
  for (let attempt = 1; ; attempt++) {
    const running = await attach(library, 1);
    if (running) return { ...running, close: async () => {} };
    try {
      return await openHere(library, options);
    } catch (error) {
      if (!(error instanceof LibraryInUseError) || attempt >= tries) throw error;
    }
    await setTimeout(ATTACH_PAUSE_MS);
  }
}

/** @throws LibraryInUseError */
async function openHere(library: string, options: { analyse: boolean }): Promise<LibraryConnection> {
  const { LibraryService } = await import('../../app/service/service.ts');
  const { appRouter } = await import('../../app/api/router.ts');
  const { ANALYSIS_PROGRAM, COPY_THREAD, MOUNT_PROGRAM, THUMBNAIL_PROGRAM } = await import('../programs.ts');
  const restoreUmask = usePrivateUmask();
  try {
    const service = await LibraryService.open({
      library,
      analysisProgram: ANALYSIS_PROGRAM,
      mountProgram: MOUNT_PROGRAM,
      thumbnailProgram: THUMBNAIL_PROGRAM,
      copyThread: COPY_THREAD,
      analyse: options.analyse,
    });
    nameOwner(service.lock);
    const api = createTRPCClient<AppRouter>({
      links: [unstable_localLink({ router: appRouter, createContext: async () => ({ service }) })],
    });
    return { api, url: null, close: () => service.close().finally(restoreUmask) };
  } catch (error) {
    restoreUmask();
    throw error;
  }
}
