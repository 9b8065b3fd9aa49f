/** A clock that stands still until somebody sleeps: sleeping takes no time, but the time passes. */
import type { Clock } from './clock.ts';

export class FakeClock implements Clock {
  #now: number;
  /** Milliseconds of each sleep. */
  readonly sleeps: number[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.sleeps.push(milliseconds);
    // Whoever has slept wakes behind all that others do meanwhile.
    const until = this.#now + milliseconds;
    await new Promise(setImmediate);
    signal.throwIfAborted();
    this.#now = Math.max(this.#now, until);
  }
}
