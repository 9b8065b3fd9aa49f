/**
 * The messages between a program and the thread its indexes run in. One thread can have several indexes open; each is
 * named by the handle that `open` returned.
 */

import type { IndexInfo } from './index.ts';
import type { PackedError } from './packed-error.ts';
import type { QueryOptions } from './query.ts';
import type { PackedResults } from './search.ts';
import type { Update } from './update-queue.ts';

/** What of an engine's options can travel. */
export interface OpenOptions {
  readonly cacheBytes?: number;
  readonly memoryPostings?: number;
  readonly checkpointAfter?: number;
  readonly sync?: boolean;
}

/** For each method: what it takes and what it returns. */
export interface WorkerMethods {
  open: { request: { readonly directory: string; readonly options: OpenOptions }; result: number };
  update: { request: { readonly handle: number } & Update; result: number };
  search: { request: { readonly handle: number; readonly hashes: Uint32Array; readonly options: QueryOptions }; result: PackedResults };
  has: { request: { readonly handle: number; readonly id: number }; result: boolean };
  info: { request: { readonly handle: number }; result: IndexInfo };
  checkpoint: { request: { readonly handle: number }; result: void };
  settle: { request: { readonly handle: number }; result: void };
  close: { request: { readonly handle: number }; result: void };
}

export type MethodName = keyof WorkerMethods;

export type WorkerRequest = { [M in MethodName]: { readonly call: number; readonly method: M } & WorkerMethods[M]['request'] }[MethodName];

/** Gives up a search. */
export interface CancelRequest {
  readonly cancel: number;
}

export type WorkerReply =
  | { readonly call: number; readonly result: WorkerMethods[MethodName]['result'] }
  | { readonly call: number; readonly error: PackedError }
  /** A failure that no call reports. */
  | { readonly handle: number; readonly problem: PackedError };
