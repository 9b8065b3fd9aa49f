/**
 * The two jobs that write file segments, as data: they run in a thread of their own, so neither searches nor writes wait.
 */

/** What a memory segment holds. */
export interface MemoryContent {
  /** The hashes of all documents, one document after the other. */
  readonly hashes: Uint32Array;
  /** For each document where its hashes begin; then where the last one's end. */
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** View of the dead set. */
  readonly dead: Uint32Array;
}

/** Write a memory segment to a file. */
export interface FlushJob {
  readonly kind: 'flush';
  readonly path: string;
  readonly content: MemoryContent;
  readonly tombstones: Uint32Array;
}

/** Write the living documents of some file segments to one. */
export interface MergeJob {
  readonly kind: 'merge';
  readonly path: string;
  readonly inputs: readonly { readonly path: string; readonly dead: Uint32Array }[];
  readonly tombstones: Uint32Array;
}

export type SegmentJob = FlushJob | MergeJob;

export interface SegmentJobResult {
  readonly postings: number;
  readonly bytes: number;
}
