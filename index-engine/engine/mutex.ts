/**
 * Mutual exclusion between asynchronous actions: each begins when all earlier ones have ended, in the order of the calls.
 * A failed action fails its own caller only.
 */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `action` when all earlier ones have ended; settles as it does. */
  run<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#last.then(action);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when every action that was passed to `run` so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
