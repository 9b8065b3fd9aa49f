/** Lets tracks follow recordings, one pass after the other: see `tracksToFollow`. */
import { tracksToFollow, type FollowingTrack, type RecordingReads } from '../duplicates/follow-recordings.ts';
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { Author } from '../library/edit-history.ts';

const AUTHOR: Author = { name: 'Descant', kind: 'rule' };

/** The write method of the database that this uses. */
export interface FollowerWrites {
  moveTracks(request: {
    readonly moves: readonly FollowingTrack[];
    readonly author: Author;
    readonly note: string;
  }): Promise<unknown>;
}

export class RecordingFollower {
  readonly #read: RecordingReads;
  readonly #write: FollowerWrites;
  readonly #index: Pick<FingerprintIndex, 'search'>;
  readonly #onProblem: (error: Error) => void;
  #running: Promise<void> | null = null;
  #again = false;

  /** @param onProblem called with what ended a pass; the next one tries again */
  constructor(
    read: RecordingReads,
    write: FollowerWrites,
    index: Pick<FingerprintIndex, 'search'>,
    onProblem: (error: Error) => void,
  ) {
    this.#read = read;
    this.#write = write;
    this.#index = index;
    this.#onProblem = onProblem;
  }

  /** Files may have gone, or have been analysed. Resolves when what was known by now has been looked at. */
  run(): Promise<void> {
    if (this.#running) this.#again = true;
    this.#running ??= this.#passes().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Resolves when no pass is running. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #passes(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#pass();
      } catch (error) {
        this.#onProblem(error as Error);
      }
    } while (this.#again);
  }

  async #pass(): Promise<void> {
    const moves = await tracksToFollow(this.#read, this.#index);
    if (moves.length === 0) return;
    await this.#write.moveTracks({ moves, author: AUTHOR, note: 'the same recording in another file' });
  }
}
