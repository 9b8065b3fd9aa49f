/**
 * Opening an index: in a directory, run by a worker thread; in memory only; or on a server. And being such a server.
 * What speaks HTTP is loaded when it is used: who only opens a directory starts sooner without it.
 */

import { mkdirSync } from 'node:fs';
import { lockDirectory } from './storage/directory-lock.ts';
import { EngineThread } from './threads/engine-thread.ts';
import type { IndexError } from './contract/index-error.ts';
import type { ConnectOptions } from './http/http-index.ts';
import type { IndexServer, ServeOptions } from './http/server.ts';
import type { EmbeddedIndex, FingerprintIndex } from './index.ts';
import { MemoryIndex } from './engine/memory-index.ts';
import { startEngineThread } from './threads/start-thread.ts';
import { WorkerClient } from './threads/threaded-index.ts';
import type { OpenOptions } from './threads/engine-protocol.ts';

export interface OpenIndexOptions extends OpenOptions {
  /** Told of failures that no call reports: a file that cannot be written or merged. */
  readonly onProblem?: (error: IndexError) => void;
}

/**
 * Opens the index in `directory`, or creates it, in a worker thread of its own. Rejects with an `IndexError`:
 * `IndexLocked` when it is open elsewhere, `CorruptFile` naming a damaged file.
 */
export async function openIndex(directory: string, options: OpenIndexOptions = {}): Promise<EmbeddedIndex> {
  const { onProblem, ...rest } = options;
  mkdirSync(directory, { recursive: true });
  const unlock = lockDirectory(directory);
  const thread = new EngineThread(startEngineThread(), unlock);
  try {
    const handle = await thread.call('open', { directory, options: rest });
    if (onProblem !== undefined) thread.onProblem(handle, onProblem);
    return new WorkerClient(thread, handle, () => thread.end());
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** An index that lives in this thread's memory and is gone when it is closed: for tests and small tasks. */
export function openMemoryIndex(): FingerprintIndex {
  return new MemoryIndex();
}

/**
 * Connects to an index by its URL, such as `http://127.0.0.1:6081/main`, on a server that speaks the protocol of
 * acoustid-index, and creates it when it is not there. Rejects with `Unreachable`, or with the server's error.
 */
export async function connectIndex(url: string, options: ConnectOptions = {}): Promise<FingerprintIndex> {
  const { HttpIndex } = await import('./http/http-index.ts');
  return HttpIndex.connect(url, options);
}

/** Serves the indexes in a directory over HTTP. Rejects when the directory is open elsewhere or the port is taken. */
export async function serveIndex(options: ServeOptions): Promise<IndexServer> {
  const { startServer } = await import('./http/server.ts');
  return startServer(options);
}
