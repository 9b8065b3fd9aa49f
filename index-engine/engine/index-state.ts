/**
 * The state of one index in memory: its segments from old to new, its version and metadata.
 *
 * Every change is a method that runs to its end without waiting, so callers see one consistent state, and that cannot
 * fail: what can fail (writing the log, a file, the manifest) comes before. Nothing else changes the state.
 *
 * Invariants: of all documents with the same id at most one is alive; the newest segment that mentions the id has it.
 */

import type { IndexInfo, SegmentInfo } from '../contract/fingerprint-index.ts';
import { MAX_U32 } from '../contract/document-id.ts';
import { applyBatch, batchHashes, batchIdRange, batchSize } from '../log/change-batch.ts';
import type { LogRecord, Metadata } from '../log/log-format.ts';
import type { FileSegment } from '../segments/file-segment.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { newestEntry } from '../segments/segment.ts';
import type { Segment } from '../segments/segment.ts';
import { copyNewlyDead } from '../segments/segment-replacement.ts';
import { supersede } from '../segments/superseded-documents.ts';
import { SegmentMemory } from '../segments/segment-memory.ts';
import { SearchContext } from './search.ts';
import type { Snapshot } from './search.ts';

/** A segment that is being replaced, and the view of its dead set with which that began. */
export interface ReplacedSegment<S extends Segment> {
  readonly segment: S;
  readonly dead: Uint32Array;
}

export class IndexState {
  #version: number;
  #metadata: Metadata;
  #files: readonly FileSegment[];
  #frozen: readonly MemorySegment[] = [];
  readonly #memory = new SegmentMemory();
  readonly #expectedPostings: number;
  #active: MemorySegment;
  readonly searchContext = new SearchContext();

  /**
   * `files` from old to new; the state takes over the caller's use of them. `expectedPostings`: how large memory segments are
   * likely to become; they get the room at once, which takes memory as they fill.
   */
  constructor(version: number, metadata: Metadata, files: readonly FileSegment[], expectedPostings = 0) {
    this.#version = version;
    this.#metadata = metadata;
    this.#files = files;
    this.#expectedPostings = expectedPostings;
    this.#active = new MemorySegment(this.#memory, expectedPostings);
  }

  get version(): number {
    return this.#version;
  }

  get metadata(): Metadata {
    return this.#metadata;
  }

  /** From old to new. */
  get files(): readonly FileSegment[] {
    return this.#files;
  }

  /** Memory segments that wait to be written to files, from old to new. */
  get frozen(): readonly MemorySegment[] {
    return this.#frozen;
  }

  /** The memory segment that takes updates. */
  get active(): MemorySegment {
    return this.#active;
  }

  /** All segments from old to new. */
  get segments(): readonly Segment[] {
    return [...this.#files, ...this.#frozen, this.#active];
  }

  /**
   * Puts the hashes of updates that are about to be applied into the active segment, where no search finds them yet: see
   * `MemorySegment.stage`. The caller has reserved the memory in `active`.
   */
  stage(group: readonly LogRecord[]): void {
    for (const { batch } of group) this.#active.stage(batchHashes(batch));
  }

  /** Applies an update: every later snapshot has all of it. The caller has reserved the memory in `active`. */
  apply(record: LogRecord): void {
    const { documents, postings } = batchSize(record.batch);
    this.#active.reserve(documents, postings);
    const [lowest, highest] = batchIdRange(record.batch);
    // Mostly none: new documents have new ids.
    const older = [...this.#files, ...this.#frozen].filter((segment) => segment.mayMention(lowest, highest));
    applyBatch(
      record.batch,
      (id, hashes) => {
        supersede(older, id);
        this.#active.insert(id, hashes);
      },
      (id) => this.#active.delete(id, supersede(older, id)),
    );
    this.#version = record.version;
    if (Object.keys(record.metadata).length > 0) this.#metadata = { ...this.#metadata, ...record.metadata };
  }

  /** Freezes the active memory segment and begins a new one. */
  freeze(): MemorySegment {
    const frozen = this.#active;
    this.#frozen = [...this.#frozen, frozen];
    this.#active = new MemorySegment(this.#memory, this.#expectedPostings);
    if (frozen.isSearched) this.#active.expectSearches();
    return frozen;
  }

  /** Swaps the oldest frozen memory segment for the file with its live documents; without one, none was left. */
  swapFlushed({ segment, dead }: ReplacedSegment<MemorySegment>, file: FileSegment | undefined): void {
    if (file !== undefined) {
      copyNewlyDead(segment, dead, file);
      this.#files = [...this.#files, file];
    }
    this.#frozen = this.#frozen.slice(1);
    segment.release();
  }

  /**
   * Swaps adjacent file segments, at least one, for the file with their live documents; without one, none was left. The
   * caller retires the replaced segments.
   */
  swapMerged(inputs: readonly ReplacedSegment<FileSegment>[], file: FileSegment | undefined): void {
    const merged = file === undefined ? [] : [file];
    const start = this.#files.indexOf(inputs[0]!.segment);
    for (const to of merged) for (const { segment, dead } of inputs) copyNewlyDead(segment, dead, to);
    this.#files = this.#files.toSpliced(start, inputs.length, ...merged);
  }

  /** Ends the index's use of its files. */
  release(): void {
    for (const file of this.#files) file.release();
  }

  snapshot(): Snapshot {
    const segments = this.segments.filter((segment) => segment.postingCount > 0);
    for (const segment of segments) segment.retain();
    const parts = segments.map((segment) => ({ segment, bound: segment.documentCount, dead: segment.dead.view() }));
    return { parts, release: () => segments.forEach((segment) => segment.release()) };
  }

  has(id: number): boolean {
    const entry = newestEntry(this.segments, id);
    return entry !== undefined && entry.ordinal >= 0 && !entry.segment.dead.has(entry.ordinal);
  }

  segmentInfo(): SegmentInfo[] {
    const describe = (segment: Segment, kind: SegmentInfo['kind'], tombstones: number, bytes: number): SegmentInfo => ({
      kind,
      documents: segment.documentCount,
      deadDocuments: segment.dead.count,
      tombstones,
      postings: segment.postingCount,
      bytes,
    });
    return [
      ...this.#files.map((file) => describe(file, 'file', file.tombstones.length, file.bytes)),
      ...[...this.#frozen, this.#active].map((segment) => describe(segment, 'memory', segment.tombstones.size, 0)),
    ];
  }

  info(): IndexInfo {
    let documents = 0;
    let minDocumentId = MAX_U32;
    let maxDocumentId = 0;
    for (const segment of this.segments) {
      documents += segment.documentCount - segment.dead.count;
      const [lowest, highest] = liveIdRange(segment);
      minDocumentId = Math.min(minDocumentId, lowest);
      maxDocumentId = Math.max(maxDocumentId, highest);
    }
    const segments = this.segments.filter((segment) => segment.documentCount > 0).length;
    return {
      version: this.#version,
      metadata: this.#metadata,
      documents,
      segments,
      minDocumentId: documents === 0 ? 0 : minDocumentId,
      maxDocumentId,
    };
  }
}

/** The smallest and the largest id that is alive; [MAX_U32, 0] when none is. */
function liveIdRange(segment: Segment): readonly [lowest: number, highest: number] {
  const { dead, documentCount } = segment;
  let lowest = MAX_U32;
  let highest = 0;
  if (dead.count === documentCount) return [lowest, highest];
  if (segment.isOrdered) {
    let first = 0;
    let last = documentCount - 1;
    while (dead.has(first)) first++;
    while (dead.has(last)) last--;
    return [segment.idOf(first), segment.idOf(last)];
  }
  for (let ordinal = 0; ordinal < documentCount; ordinal++) {
    if (dead.has(ordinal)) continue;
    const id = segment.idOf(ordinal);
    lowest = Math.min(lowest, id);
    highest = Math.max(highest, id);
  }
  return [lowest, highest];
}
