/**
 * Tells long work when its slice of time is over, so that others on the same thread get their turn.
 * Asking costs next to nothing: the clock is only looked at every so many steps.
 */

const STEPS_PER_LOOK = 64;

export class Pace {
  #sliceEnd = 0;
  #steps = STEPS_PER_LOOK;

  /** Begins a slice of so many milliseconds. */
  begin(milliseconds: number): void {
    this.#sliceEnd = performance.now() + milliseconds;
    this.#steps = STEPS_PER_LOOK;
  }

  /** Whether the slice is over. To be asked after each small step of work. */
  due(): boolean {
    if (--this.#steps > 0) return false;
    this.#steps = STEPS_PER_LOOK;
    return performance.now() >= this.#sliceEnd;
  }
}
