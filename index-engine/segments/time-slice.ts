/**
 * Tells long-running work when its slice of time has ended, so that other work on the same thread gets its turn.
 * Asking is cheap: the clock is read only once in STEPS_PER_READING steps.
 */

const STEPS_PER_READING = 64;

export class TimeSlice {
  #end = 0;
  #steps = STEPS_PER_READING;

  /** Begins a slice of this many milliseconds. */
  begin(milliseconds: number): void {
    this.#end = performance.now() + milliseconds;
    this.#steps = STEPS_PER_READING;
  }

  /** Whether the slice has ended. To be called after each small step of work. */
  isOver(): boolean {
    if (--this.#steps > 0) return false;
    this.#steps = STEPS_PER_READING;
    return performance.now() >= this.#end;
  }
}
