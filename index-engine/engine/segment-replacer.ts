/**
 * Replaces segments of an index: a frozen memory segment by its file, adjacent file segments by a merged one.
 *
 * Both take three steps. First everything that can fail: the job runner writes the new file. Then the durable step: the
 * manifest. Then the swap in memory, which cannot fail. Documents that died while the file was being written are marked in
 * it before any search sees it.
 */

import type { BlockCache, BlockUsage } from '../blocks/block-cache.ts';
import type { JobRunner, SegmentJob } from '../jobs/segment-job.ts';
import { FileSegment } from '../segments/file-segment.ts';
import type { MemorySegment } from '../segments/memory-segment.ts';
import { neededTombstones } from '../segments/segment-replacement.ts';
import type { FileRemover } from '../storage/file-remover.ts';
import { logPath, segmentPath } from '../storage/index-files.ts';
import type { IndexState } from './index-state.ts';
import type { Manifest } from './manifest.ts';
import type { ManifestWriter } from './manifest-writer.ts';

/** The log of a frozen segment, and the index's version and metadata after its last record. */
export interface FrozenLog {
  readonly number: number;
  readonly version: number;
  readonly metadata: Manifest['metadata'];
}

export interface SegmentReplacerParts {
  readonly directory: string;
  readonly state: IndexState;
  readonly cache: BlockCache;
  readonly usage: BlockUsage;
  readonly runner: JobRunner;
  readonly manifest: ManifestWriter;
  readonly remover: FileRemover;
  /** A number that no file of the index has had. */
  readonly newNumber: () => number;
}

export class SegmentReplacer {
  readonly #parts: SegmentReplacerParts;
  /** Searches that had ended when the last file was written. */
  #searchesBefore = 0;

  constructor(parts: SegmentReplacerParts) {
    this.#parts = parts;
  }

  /** Writes the oldest frozen memory segment to a file; its log is removed. Rejects with `WriteFailed`. */
  async flush(segment: MemorySegment, log: FrozenLog): Promise<void> {
    const { state, manifest, remover, directory } = this.#parts;
    const tombstones = neededTombstones(segment.tombstones, state.files);
    const content = segment.content();
    const live = segment.documentCount - segment.dead.count;
    const file = await this.#write(live, (path) => ({ kind: 'flush', path, content, tombstones }), tombstones);
    await manifest.change(
      file,
      ({ segments }) => ({
        version: log.version,
        metadata: log.metadata,
        segments: file === undefined ? segments : [...segments, file.number],
        firstLog: log.number + 1,
      }),
      () => state.swapFlushed({ segment, dead: content.dead }, file),
    );
    remover.remove(logPath(directory, log.number));
  }

  /**
   * Merges adjacent file segments, at least one. Other merges may run meanwhile, of other segments: they move the place of
   * these among the files, but not their order. Rejects with `WriteFailed`, or `CorruptFile` for a damaged segment.
   */
  async merge(segments: readonly FileSegment[]): Promise<void> {
    const { state, manifest, remover } = this.#parts;
    const inputs = segments.map((segment) => ({ segment, dead: segment.dead.view() }));
    const first = segments[0]!;
    const live = inputs.reduce((sum, { segment }) => sum + segment.documentCount - segment.dead.count, 0);
    const tombstones = neededTombstones(
      inputs.flatMap(({ segment }) => [...segment.tombstones]),
      state.files.slice(0, state.files.indexOf(first)),
    );
    const file = await this.#write(
      live,
      (path) => ({
        kind: 'merge',
        path,
        postings: segments.reduce((sum, { postingCount }) => sum + postingCount, 0),
        inputs: inputs.map(({ segment, dead }) => ({ path: segment.path, dead })),
        tombstones,
      }),
      tombstones,
    );
    await manifest.change(
      file,
      (current) => ({
        ...current,
        segments: current.segments.toSpliced(
          current.segments.indexOf(first.number),
          inputs.length,
          ...(file === undefined ? [] : [file.number]),
        ),
      }),
      () => state.swapMerged(inputs, file),
    );
    for (const segment of segments) segment.retire(remover);
  }

  /** Writes a segment with `live` documents and opens it; undefined when it would be empty. */
  async #write(
    live: number,
    jobFor: (path: string) => SegmentJob,
    tombstones: Uint32Array,
  ): Promise<FileSegment | undefined> {
    if (live === 0 && tombstones.length === 0) return undefined;
    const { directory, runner, cache, usage, newNumber } = this.#parts;
    const number = newNumber();
    const path = segmentPath(directory, number);
    await runner.run(jobFor(path));
    const file = new FileSegment(number, path, cache, usage);
    await this.#readAhead(file);
    return file;
  }

  /** Reads what searches need of a new file before they see it, if there were searches since the last file was written. */
  async #readAhead(file: FileSegment): Promise<void> {
    const { searches } = this.#parts.state.searchContext;
    const isSearched = searches > this.#searchesBefore;
    this.#searchesBefore = searches;
    if (!isSearched) return;
    try {
      for (const _ of file.readAhead()) await new Promise((resolve) => setTimeout(resolve, 1));
    } catch {
      // A file that is damaged already: searches that use the block name it.
    }
  }
}
