/**
 * The messages between a program and the thread its indexes run in. One thread can have several indexes open; each is
 * named by the handle that `open` returned.
 */

import type { IndexInfo, IndexStatistics, SegmentInfo } from '../contract/fingerprint-index.ts';
import type { PackedError } from './packed-error.ts';
import type { QueryOptions } from '../engine/query.ts';
import type { PackedResults } from '../engine/packed-results.ts';
import type { Update } from '../engine/update-queue.ts';

/** The engine's options that can be sent to its thread. */
export interface OpenOptions {
  /** Size of the block cache that all indexes of the thread share; the first index sets it; 64 MiB by default. */
  readonly cacheBytes?: number;
  readonly memoryPostings?: number;
  readonly checkpointAfter?: number;
  readonly sync?: boolean;
}

/** For each method its request and its result. */
export interface EngineMethods {
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
  checkpoint: { request: { readonly handle: number }; result: void };
  settle: { request: { readonly handle: number }; result: void };
  close: { request: { readonly handle: number }; result: void };
}

export type MethodName = keyof EngineMethods;

export type EngineRequest = {
  [M in MethodName]: { readonly call: number; readonly method: M } & EngineMethods[M]['request'];
}[MethodName];

/** Ends a search early. */
export interface CancelRequest {
  readonly cancel: number;
}

export type EngineReply =
  | { readonly call: number; readonly result: EngineMethods[MethodName]['result'] }
  | { readonly call: number; readonly error: PackedError }
  /** A failure that no call reports. */
  | { readonly handle: number; readonly problem: PackedError };
