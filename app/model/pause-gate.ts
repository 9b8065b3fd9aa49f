/**
 * Where work stops while it is paused. It passes the gate at the borders of its steps, where it holds no transaction and
 * nothing else that others wait for. Whoever cancels paused work opens the gate, too.
 */
export class PauseGate {
  #closed: PromiseWithResolvers<void> | null = null;

  get isPaused(): boolean {
    return this.#closed !== null;
  }

  pause(): void {
    this.#closed ??= Promise.withResolvers();
  }

  resume(): void {
    this.#closed?.resolve();
    this.#closed = null;
  }

  set(isPaused: boolean): void {
    if (isPaused) this.pause();
    else this.resume();
  }

  /** Resolves when the gate is open. */
  async passed(): Promise<void> {
    while (this.#closed !== null) await this.#closed.promise;
  }
}
