/**
 * The messages between a program and the thread its indexes run in. One thread can have several indexes open; each is
 * named by the handle that `open` returned.
 */

import type { IndexInfo, IndexStatistics, SegmentInfo } from '../contract/fingerprint-index.ts';
import type { PackedError } from './packed-error.ts';
import type { QueryOptions } from '../engine/query.ts';
import type { PackedResults } from '../engine/packed-results.ts';
import type { Update } from '../engine/update-queue.ts';

/** What of an engine's options can travel. */
export interface OpenOptions {
  /** Memory for blocks of file segments, shared by all indexes of the thread: the first one says how much; 64 MiB by default. */
  readonly cacheBytes?: number;
  readonly memoryPostings?: number;
  readonly checkpointAfter?: number;
  readonly sync?: boolean;
}

/** For each method: what it takes and what it returns. */
export interface WorkerMethods {
  open: { request: { readonly directory: string; readonly options: OpenOptions }; result: number };
  update: { request: { readonly handle: number } & Update; result: number };
  search: {
    request: { readonly handle: number; readonly hashes: Uint32Array; readonly options: QueryOptions };
    result: PackedResults;
  };
  has: { request: { readonly handle: number; readonly id: number }; result: boolean };
  info: { request: { readonly handle: number }; result: IndexInfo };
  segments: { request: { readonly handle: number }; result: readonly SegmentInfo[] };
  statistics: { request: { readonly handle: number }; result: IndexStatistics };
  pinFiles: { request: { readonly handle: number }; result: PinnedCopy };
  unpinFiles: { request: { readonly pin: number }; result: void };
  checkpoint: { request: { readonly handle: number }; result: void };
  settle: { request: { readonly handle: number }; result: void };
  close: { request: { readonly handle: number }; result: void };
}

/** The files of an index, kept until they are unpinned. */
export interface PinnedCopy {
  readonly pin: number;
  readonly manifest: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

export type MethodName = keyof WorkerMethods;

export type WorkerRequest = {
  [M in MethodName]: { readonly call: number; readonly method: M } & WorkerMethods[M]['request'];
}[MethodName];

/** Gives up a search. */
export interface CancelRequest {
  readonly cancel: number;
}

export type WorkerReply =
  | { readonly call: number; readonly result: WorkerMethods[MethodName]['result'] }
  | { readonly call: number; readonly error: PackedError }
  /** A failure that no call reports. */
  | { readonly handle: number; readonly problem: PackedError };
