/**
 * The state of one index in memory: its segments from old to new, its version and metadata.
 * Every method runs to its end without waiting, so whoever calls sees one consistent state, and applying an update that
 * is already durable cannot fail half-way.
 *
 * Invariants: of all documents with the same id at most one is alive; the newest segment that mentions an id has it.
 */

import { MAX_U32 } from '../contract/document-id.ts';
import { applyBatch, batchSize } from '../log/change-batch.ts';
import type { FileSegment } from '../segments/file-segment.ts';
import type { Metadata, LogRecord } from '../log/log-format.ts';
import { MemorySegment } from '../segments/memory-segment.ts';
import { SearchContext } from './search.ts';
import type { Snapshot } from './search.ts';
import { newestEntry } from '../segments/segment.ts';
import { supersede } from '../segments/superseded-documents.ts';
import type { Segment } from '../segments/segment.ts';
import { WordPool } from '../segments/word-pool.ts';
import type { IndexInfo, SegmentInfo } from '../contract/fingerprint-index.ts';

export class IndexState {
  version: number;
  metadata: Metadata;
  /** From old to new. */
  files: readonly FileSegment[] = [];
  /** Memory segments that wait for their files, from old to new. */
  frozen: readonly MemorySegment[] = [];
  readonly #pool = new WordPool();
  active = new MemorySegment(this.#pool);
  readonly searchContext = new SearchContext();

  constructor(version: number, metadata: Metadata) {
    this.version = version;
    this.metadata = metadata;
  }

  /** All segments from old to new. */
  get segments(): readonly Segment[] {
    return [...this.files, ...this.frozen, this.active];
  }

  /** Applies an update: from now on every search sees all of it. */
  apply(record: LogRecord): void {
    const { documents, postings } = batchSize(record.batch);
    this.active.reserve(documents, postings);
    const older = [...this.files, ...this.frozen];
    applyBatch(
      record.batch,
      (id, hashes) => {
        supersede(older, id);
        this.active.insert(id, hashes);
      },
      (id) => this.active.delete(id, supersede(older, id)),
    );
    this.version = record.version;
    if (Object.keys(record.metadata).length > 0) this.metadata = { ...this.metadata, ...record.metadata };
  }

  /** The active memory segment takes no more; a new one begins. */
  freeze(): MemorySegment {
    const frozen = this.active;
    this.frozen = [...this.frozen, frozen];
    // The next one is likely to become as large.
    this.active = new MemorySegment(this.#pool, frozen.postingCount);
    return frozen;
  }

  snapshot(): Snapshot {
    const segments = this.segments.filter((segment) => segment.postingCount > 0);
    for (const segment of segments) segment.retain();
    const parts = segments.map((segment) => ({ segment, bound: segment.documentCount, dead: segment.dead.view() }));
    return { parts, release: () => segments.forEach((segment) => segment.release()) };
  }

  has(id: number): boolean {
    const mention = newestEntry(this.segments, id);
    return mention !== undefined && mention.ordinal >= 0 && !mention.segment.dead.has(mention.ordinal);
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
      ...this.files.map((file) => describe(file, 'file', file.tombstones.length, file.bytes)),
      ...[...this.frozen, this.active].map((segment) => describe(segment, 'memory', segment.tombstones.size, 0)),
    ];
  }

  info(): IndexInfo {
    let documents = 0;
    let minDocumentId = MAX_U32;
    let maxDocumentId = 0;
    for (const segment of this.segments) {
      documents += segment.documentCount - segment.dead.count;
      const [lowest, highest] = livingIdRange(segment);
      minDocumentId = Math.min(minDocumentId, lowest);
      maxDocumentId = Math.max(maxDocumentId, highest);
    }
    const segments = this.segments.filter((segment) => segment.documentCount > 0).length;
    return {
      version: this.version,
      metadata: this.metadata,
      documents,
      segments,
      minDocumentId: documents === 0 ? 0 : minDocumentId,
      maxDocumentId,
    };
  }
}

/** The smallest and the largest living id; [MAX_U32, 0] when all are dead. */
function livingIdRange(segment: Segment): readonly [lowest: number, highest: number] {
  const { dead, documentCount } = segment;
  let lowest = MAX_U32;
  let highest = 0;
  if (segment.isOrdered) {
    let first = 0;
    let last = documentCount - 1;
    while (first <= last && dead.has(first)) first++;
    while (last > first && dead.has(last)) last--;
    return first > last ? [lowest, highest] : [segment.idOf(first), segment.idOf(last)];
  }
  for (let ordinal = 0; ordinal < documentCount; ordinal++) {
    if (dead.has(ordinal)) continue;
    const id = segment.idOf(ordinal);
    lowest = Math.min(lowest, id);
    highest = Math.max(highest, id);
  }
  return [lowest, highest];
}
