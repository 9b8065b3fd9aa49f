/**
 * The contract of a fingerprint index: what callers send, what they get back, and the interface that every index
 * implements, in memory, in a worker thread or behind HTTP.
 *
 * An index knows only numbers: a document is a u32 id with a list of u32 hashes.
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
  /** Smallest score of a result; floor((query length + 19) / 20) by default. */
  readonly minScore?: number;
  /** Results under this share of the best score are dropped; 10 by default. */
  readonly minScorePercent?: number;
  /** Milliseconds; 500 by default, at most 10 000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface SearchResult {
  readonly id: number;
  /** Number of the document's hashes that are in the query. */
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

/** An index in memory, in a worker thread, or behind HTTP. */
export interface FingerprintIndex {
  /** Atomic and durable when the promise resolves. The last change of an id in a batch wins. */
  update(changes: readonly Change[], options?: UpdateOptions): Promise<{ readonly version: number }>;
  /** Score descending, then id ascending. Exact over one consistent state. */
  search(hashes: Uint32Array, options?: SearchOptions): Promise<readonly SearchResult[]>;
  has(id: number): Promise<boolean>;
  info(): Promise<IndexInfo>;
  close(): Promise<void>;
}

/** An index on a server. */
export interface ServedIndex extends FingerprintIndex {
  /** Removes all documents, the metadata and the version. */
  empty(): Promise<void>;
}

/** One segment of an index, for inspection. */
export interface SegmentInfo {
  readonly kind: 'memory' | 'file';
  readonly documents: number;
  readonly deadDocuments: number;
  readonly tombstones: number;
  readonly postings: number;
  /** 0 for a memory segment. */
  readonly bytes: number;
}

/** Counters since an index was opened. */
export interface IndexStatistics {
  readonly checkpoints: number;
  readonly merges: number;
  readonly searches: number;
  /** Hashes that searches looked up, summed over segments. */
  readonly hashesLookedUp: number;
  /** Postings that were counted for these hashes. */
  readonly postingsCounted: number;
  /** Blocks of file segments that searches used. */
  readonly blocksUsed: number;
  /** Those of them that had to be read from a file. */
  readonly blocksRead: number;
}

/** An index in a local directory. */
export interface EmbeddedIndex extends FingerprintIndex {
  /** Writes everything to file segments. */
  checkpoint(): Promise<void>;
  /** Checkpoints, then merges file segments as an idle index does. */
  settle(): Promise<void>;
  segments(): Promise<readonly SegmentInfo[]>;
  statistics(): Promise<IndexStatistics>;
}
