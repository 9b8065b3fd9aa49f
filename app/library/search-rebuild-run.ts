/**
 * The rebuild of the search as the writing thread serves it: it can be paused, and ended for good, or for the next start
 * to continue.
 */
import { PauseGate } from '../model/pause-gate.ts';
import type { Connection } from '../storage/connection.ts';
import { LATER, rebuildSearch } from './search-rebuild.ts';
import type { TrackWriter } from './track-writer.ts';

export interface SearchRebuildObserver {
  progress(done: number, total: number): void;
  /** Tracks whose derived columns were wrong and are corrected. Not called when there are none. */
  mended(ids: readonly number[]): void;
}

export class SearchRebuildRun {
  readonly #connection: Connection;
  readonly #tracks: TrackWriter;
  readonly #observer: SearchRebuildObserver;
  readonly #gate = new PauseGate();
  #running: AbortController | null = null;

  constructor(connection: Connection, tracks: TrackWriter, observer: SearchRebuildObserver) {
    this.#connection = connection;
    this.#tracks = tracks;
    this.#observer = observer;
  }

  /** @returns the number of tracks; null when the rebuild was ended before its end */
  async rebuild(): Promise<number | null> {
    this.#running = new AbortController();
    try {
      const result = await rebuildSearch(
        this.#connection,
        this.#tracks,
        (done, total) => this.#observer.progress(done, total),
        this.#running.signal,
        this.#gate,
      );
      if (result === null) return null;
      if (result.mended.length > 0) this.#observer.mended(result.mended);
      return result.tracks;
    } finally {
      this.#running = null;
      this.#gate.resume();
    }
  }

  /** Lets a rebuild rest between two slices, or go on. */
  setPaused(isPaused: boolean): void {
    if (this.#running !== null) this.#gate.set(isPaused);
  }

  /** @param later keeps what is done, for the next start of the library to continue; otherwise it is discarded */
  end(later: boolean): void {
    this.#running?.abort(later ? LATER : undefined);
    this.#gate.resume();
  }
}
