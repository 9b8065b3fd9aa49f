/**
 * Tells the mount which tracks a scan has stored: few at once, many less often. A large scan stores thousands of tracks
 * several times a second. Each time the mount would read them, drop the listings of their folders and make these again
 * for the programs that walk through it, beside a scan that needs the processors.
 *
 * After some tracks nothing is told for as long as there were many, so a few new files never wait for each other.
 */

/** Milliseconds of pause for each track that was told. */
export const PAUSE_PER_TRACK = 0.5;
/** Longest pause in milliseconds: with the time that reading takes, what a scan finds shows within two seconds. */
export const LONGEST_PAUSE = 1500;

export class PacedChanges {
  readonly #tell: (ids: readonly number[]) => void;
  readonly #waiting = new Set<number>();
  #pause: NodeJS.Timeout | null = null;

  constructor(tell: (ids: readonly number[]) => void) {
    this.#tell = tell;
  }

  /** Tells of these tracks, at once or after the pause. */
  add(ids: readonly number[]): void {
    if (this.#pause === null) this.#send(ids);
    else for (const id of ids) this.#waiting.add(id);
  }

  #send(ids: readonly number[]): void {
    this.#tell(ids);
    const pause = Math.min(ids.length * PAUSE_PER_TRACK, LONGEST_PAUSE);
    // It keeps no service alive: the mount of the next one reads everything.
    this.#pause = setTimeout(() => this.#goOn(), pause).unref();
  }

  #goOn(): void {
    this.#pause = null;
    if (this.#waiting.size === 0) return;
    const ids = [...this.#waiting];
    this.#waiting.clear();
    this.#send(ids);
  }
}
