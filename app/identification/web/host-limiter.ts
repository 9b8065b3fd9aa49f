/**
 * Spaces the requests to one host: each begins so many milliseconds after the one before it at the earliest, whoever asks,
 * in the order in which they ask. A host that asks for a pause gets it.
 */
import type { Clock } from '../../model/clock.ts';

export class HostLimiter {
  readonly #clock: Clock;
  readonly #interval: number;
  /** When the next request may begin. */
  #next = 0;
  /** Settles when the one that asked last has its turn. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param interval milliseconds between the begins of two requests */
  constructor(clock: Clock, interval: number) {
    this.#clock = clock;
    this.#interval = interval;
  }

  /** Resolves when the request may begin; rejects when the signal aborts. */
  turn(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#wait(signal));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** No request begins within the time. */
  pause(milliseconds: number): void {
    this.#next = Math.max(this.#next, this.#clock.now() + milliseconds);
  }

  async #wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // A pause may be asked for while this waits.
    for (let wait = this.#next - this.#clock.now(); wait > 0; wait = this.#next - this.#clock.now()) {
      await this.#clock.sleep(wait, signal);
    }
    this.#next = this.#clock.now() + this.#interval;
  }
}
