/**
 * Keeps the answers to `like:` in kept queries up to date (`app/library/kept-likes.ts`): after playlists or views have
 * changed, and after files were analysed. Runs follow one another; calls during a run lead to one more.
 */
import type { SimilarTo } from '../library/kept-likes.ts';

/** Read and write methods that the upkeep uses. */
export interface LikeReads {
  keptLikes(): Promise<{ named: readonly SimilarTo[]; unused: readonly number[] }>;
}
export interface LikeWrites {
  storeLikes(request: { changed: readonly SimilarTo[] }): Promise<void>;
}

export class LikeUpkeep {
  readonly #read: LikeReads;
  readonly #write: LikeWrites;
  readonly #similarTo: (id: number) => Promise<readonly number[]>;
  readonly #onProblem: (error: Error) => void;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /**
   * @param similarTo the ids of the tracks similar to one
   * @param onProblem called with what ended a run; the next one tries again
   */
  constructor(
    read: LikeReads,
    write: LikeWrites,
    similarTo: (id: number) => Promise<readonly number[]>,
    onProblem: (error: Error) => void,
  ) {
    this.#read = read;
    this.#write = write;
    this.#similarTo = similarTo;
    this.#onProblem = onProblem;
  }

  /** Brings up to date what kept queries name by now. The promise never fails. */
  run(): Promise<void> {
    if (this.#running === null) return (this.#running = this.#begin());
    return (this.#next ??= this.#running.then(() => {
      this.#next = null;
      return (this.#running = this.#begin());
    }));
  }

  /** Waits for the runs that were asked for. */
  async idle(): Promise<void> {
    await (this.#next ?? this.#running);
  }

  async #begin(): Promise<void> {
    try {
      await this.#update();
    } catch (error) {
      this.#onProblem(error as Error);
    } finally {
      this.#running = null;
    }
  }

  async #update(): Promise<void> {
    const { named, unused } = await this.#read.keptLikes();
    const changed: SimilarTo[] = unused.map((track) => ({ track, similar: [] }));
    for (const { track, similar } of named) {
      const found = [...(await this.#similarTo(track))].sort((a, b) => a - b);
      if (found.join() !== similar.join()) changed.push({ track, similar: found });
    }
    if (changed.length > 0) await this.#write.storeLikes({ changed });
  }
}
