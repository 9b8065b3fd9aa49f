/**
 * The public face of the index engine: an embedded LSM index of audio fingerprints.
 * It knows only numbers: documents are u32 ids with lists of u32 hashes.
 */

export interface InsertChange {
  readonly type: 'insert';
  /** ≥ 1. Replaces a document of the same id. */
  readonly id: number;
  /** Any number of hashes; a hash that occurs twice counts twice in a score. */
  readonly hashes: Uint32Array;
}

export interface DeleteChange {
  readonly type: 'delete';
  readonly id: number;
}

export type Change = InsertChange | DeleteChange;

export interface UpdateOptions {
  /** Fails with `VersionMismatch` when the index is not at this version. */
  readonly expectedVersion?: number;
  /** Merged by key into the index's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface SearchOptions {
  /** Clamped to 1..100; 40 by default. */
  readonly limit?: number;
  /** Smallest score that counts; floor((query length + 19) / 20) by default. */
  readonly minScore?: number;
  /** Results under this share of the best score are dropped; 10 by default. */
  readonly minScorePercent?: number;
  /** Milliseconds; 500 by default, at most 10 000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface SearchResult {
  readonly id: number;
  /** How many of the query's hashes the document has. */
  readonly score: number;
}

export interface IndexInfo {
  readonly version: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly documents: number;
  readonly segments: number;
  readonly minDocumentId: number;
  readonly maxDocumentId: number;
}

/** One index, wherever it lives: in memory, in a worker thread, or behind HTTP. */
export interface FingerprintIndex {
  /** Atomic and durable when the promise resolves. The last change of an id in a batch wins. */
  update(changes: readonly Change[], options?: UpdateOptions): Promise<{ readonly version: number }>;
  /** Score descending, then id ascending. Exact over one consistent state. */
  search(hashes: Uint32Array, options?: SearchOptions): Promise<readonly SearchResult[]>;
  has(id: number): Promise<boolean>;
  info(): Promise<IndexInfo>;
  close(): Promise<void>;
}

/** An index in a directory of this machine. */
export interface EmbeddedIndex extends FingerprintIndex {
  /** Writes everything to file segments. */
  checkpoint(): Promise<void>;
  /** Checkpoints, then merges file segments until they are few. */
  settle(): Promise<void>;
}

export { IndexError } from './errors.ts';
export type { IndexErrorCode } from './errors.ts';
export { openIndex, openMemoryIndex } from './open-index.ts';
export type { OpenIndexOptions } from './open-index.ts';
