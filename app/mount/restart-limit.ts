/** How often a lost mount is mounted again without being asked for: a mount that is lost again and again stays lost. */

/** Remount attempts allowed per RESTART_PERIOD (ms). */
export const RESTARTS = 3;
export const RESTART_PERIOD = 60_000;

export class RestartLimit {
  readonly #now: () => number;
  /** When the mount was lost within the last period. */
  #losses: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The number of losses within the last period, as of the last loss. */
  get losses(): number {
    return this.#losses.length;
  }

  /** Counts a loss. @returns whether the mount may be mounted again */
  lost(): boolean {
    const now = this.#now();
    this.#losses = [...this.#losses.filter((at) => now - at < RESTART_PERIOD), now];
    return this.#losses.length <= RESTARTS;
  }

  /** Forgets all losses. */
  reset(): void {
    this.#losses = [];
  }
}
