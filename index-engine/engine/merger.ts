/**
 * Merges the file segments of an open index as `merge-policy.ts` says; `segment-replacer.ts` does each merge.
 *
 * Merges of different segments run side by side: a merge of large segments takes minutes, and those of the small ones, of
 * which flushes make more all the time, must not wait for it.
 * Invariant: a segment is an input of at most one running merge, and the inputs of a merge are adjacent.
 */

import type { FileSegment } from '../segments/file-segment.ts';
import type { IndexError } from '../contract/index-error.ts';
import type { IndexState } from './index-state.ts';
import { planMerge } from './merge-policy.ts';
import type { SegmentReplacer } from './segment-replacer.ts';

/** What a plan counts as one segment: a segment, or the inputs of a running merge. */
interface Unit {
  readonly segments: readonly FileSegment[];
  readonly isMerging: boolean;
}

export class Merger {
  readonly #state: IndexState;
  readonly #replacer: SegmentReplacer;
  readonly #onFailure: (error: IndexError) => void;
  /** The running merges by their first inputs. */
  readonly #running = new Map<FileSegment, { readonly unit: Unit; readonly end: Promise<void> }>();
  #stopped = false;
  /** Whether the index is merged as an idle one. */
  idle = false;
  /** Merges that have ended well. */
  merges = 0;

  /** Calls `onFailure` with every merge's failure. */
  constructor(state: IndexState, replacer: SegmentReplacer, onFailure: (error: IndexError) => void) {
    this.#state = state;
    this.#replacer = replacer;
    this.#onFailure = onFailure;
  }

  /** Begins all merges that are due. */
  start(): void {
    while (!this.#stopped) {
      const units = this.#units();
      const range = planMerge(units.map(sizeOf), { idle: this.idle, searched: this.#state.active.expectsSearches });
      if (range === undefined) return;
      this.#begin(units.slice(range.start, range.end).flatMap(({ segments }) => segments));
    }
  }

  /** Begins no merges any more. */
  stop(): void {
    this.#stopped = true;
  }

  /** Resolves with true when one of the running merges has ended, with false if none runs. Rejects when it fails. */
  async oneEnded(): Promise<boolean> {
    if (this.#running.size === 0) return false;
    await Promise.race([...this.#running.values()].map(({ end }) => end));
    return true;
  }

  /** Resolves when all merges have ended, also those that follow from them. Rejects when one fails. */
  async allEnded(): Promise<void> {
    while (await this.oneEnded());
  }

  /** Resolves when all merges that run now have ended, however they end. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(({ end }) => end));
  }

  #begin(segments: readonly FileSegment[]): void {
    const first = segments[0]!;
    const end = this.#replacer.merge(segments).then(
      () => {
        this.#running.delete(first);
        this.merges++;
        this.start();
      },
      (error: IndexError) => {
        this.#running.delete(first);
        this.#onFailure(error);
        throw error;
      },
    );
    // `onFailure` has it; callers of `oneEnded` get it as well.
    end.catch(() => undefined);
    this.#running.set(first, { unit: { segments, isMerging: true }, end });
  }

  /** The files from old to new. */
  #units(): Unit[] {
    const { files } = this.#state;
    const units: Unit[] = [];
    for (let i = 0; i < files.length;) {
      const unit = this.#running.get(files[i]!)?.unit ?? { segments: [files[i]!], isMerging: false };
      units.push(unit);
      i += unit.segments.length;
    }
    return units;
  }
}

function sizeOf({ segments, isMerging }: Unit): Parameters<typeof planMerge>[0][number] {
  const sum = (of: (segment: FileSegment) => number): number =>
    segments.reduce((total, segment) => total + of(segment), 0);
  return {
    postings: sum(({ postingCount }) => postingCount),
    documents: sum(({ documentCount }) => documentCount),
    dead: sum(({ dead }) => dead.count),
    isMerging,
  };
}
