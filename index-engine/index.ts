/**
 * The face of the index engine: opens an index in a directory, in memory or on a server, serves indexes over HTTP, and
 * re-exports the contract that all of them implement.
 *
 * Invariant: nothing inside the engine imports this file. The HTTP parts are loaded on first use, so a program that only
 * opens a directory starts without them.
 */

import { mkdirSync } from 'node:fs';
import type { EmbeddedIndex, FingerprintIndex, IndexInfo, ServedIndex } from './contract/fingerprint-index.ts';
import type { IndexError } from './contract/index-error.ts';
import { MemoryIndex } from './engine/memory-index.ts';
import type { ApiRequest } from './http/answer.ts';
import type { ReadOnlyResponse, SearchedIndex } from './http/answer-read-only.ts';
import type { ConnectOptions } from './http/http-index.ts';
import type { IndexServer, ServeOptions } from './http/server.ts';
import { lockDirectory } from './storage/directory-lock.ts';
import type { OpenOptions } from './threads/engine-protocol.ts';
import { EngineThread } from './threads/engine-thread.ts';
import { startEngineThread } from './threads/start-thread.ts';
import { ThreadedIndex } from './threads/threaded-index.ts';

export type {
  Change,
  DeleteChange,
  EmbeddedIndex,
  FingerprintIndex,
  IndexInfo,
  IndexStatistics,
  InsertChange,
  SearchOptions,
  SearchResult,
  SegmentInfo,
  ServedIndex,
  UpdateOptions,
} from './contract/fingerprint-index.ts';
export { IndexError } from './contract/index-error.ts';
export { isFromWebPage } from './http/request-guard.ts';
export type { IndexErrorCode } from './contract/index-error.ts';
export type { ReadOnlyResponse, SearchedIndex } from './http/answer-read-only.ts';
export type { ConnectOptions } from './http/http-index.ts';
export type { IndexServer, ServeOptions } from './http/server.ts';

export interface OpenIndexOptions extends OpenOptions {
  /** Called with failures that no call reports: a file that cannot be written or merged. */
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
    return new ThreadedIndex(thread, handle, () => thread.end());
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** An index in this thread's memory, gone when it is closed: for tests and small tasks. */
export function openMemoryIndex(): FingerprintIndex {
  return new MemoryIndex();
}

/**
 * Connects to the index with this URL, such as `http://127.0.0.1:6081/main`, on a server that speaks the protocol of
 * acoustid-index; creates the index where it is missing. Rejects with `Unreachable`, or with the server's error.
 */
export async function connectIndex(url: string, options: ConnectOptions = {}): Promise<ServedIndex> {
  const { HttpIndex } = await import('./http/http-index.ts');
  return HttpIndex.connect(url, options);
}

/**
 * What a server says of the index with this URL; null where it has none. Nothing is made. Rejects with `Unreachable`, with
 * a `cause` where nothing answers and without one where no such server does, or with the server's error.
 */
export async function describeIndex(url: string): Promise<IndexInfo | null> {
  const { HttpIndex } = await import('./http/http-index.ts');
  return HttpIndex.describe(url);
}

/**
 * Serves the indexes in a directory over HTTP. Rejects with `IndexLocked` when the directory is open elsewhere, and with
 * the system's error when the port is taken.
 */
export async function serveIndex(options: ServeOptions): Promise<IndexServer> {
  const { startServer } = await import('./http/server.ts');
  return startServer(options);
}

/** Answers a request of the HTTP protocol to an index that other programs may search and not change. Never rejects. */
export async function answerReadOnly(
  index: SearchedIndex,
  name: string,
  request: ApiRequest,
): Promise<ReadOnlyResponse> {
  const { answerReadOnly: answer } = await import('./http/answer-read-only.ts');
  return answer(index, name, request);
}
