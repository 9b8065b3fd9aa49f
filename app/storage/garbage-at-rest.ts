/**
 * Collects a thread's garbage when the thread rests. V8 does so only when the heap grows again: what a large call has left
 * would stay in memory while other threads work, and that of all threads is a sixth of the service's memory.
 */

/** Milliseconds of work from which on there is garbage to collect. */
const WORKED_MS = 500;
/**
 * Milliseconds without a call after which a thread rests: the analysis stores something every second. A collection takes
 * some 20.
 */
const REST_MS = 300;

export interface GarbageOptions {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Calls `work` after so many milliseconds, unless the returned function is called before. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  readonly collect: () => void;
}

export class GarbageAtRest {
  readonly #options: GarbageOptions;
  #open = 0;
  #beganAt = 0;
  #worked = 0;
  #cancel: () => void = () => {};

  constructor(options: GarbageOptions = OF_THE_THREAD) {
    this.#options = options;
  }

  /** A call begins. */
  begins(): void {
    this.#cancel();
    if (this.#open === 0) this.#beganAt = this.#options.now();
    this.#open += 1;
  }

  /** A call has ended. */
  ends(): void {
    this.#open -= 1;
    if (this.#open > 0) return;
    this.#worked += this.#options.now() - this.#beganAt;
    if (this.#worked < WORKED_MS) return;
    this.#cancel = this.#options.after(REST_MS, () => {
      this.#worked = 0;
      this.#options.collect();
    });
  }
}

const OF_THE_THREAD: GarbageOptions = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  // It is there in threads that `startThread` has started, and where the program was started with it.
  collect: () => globalThis.gc?.(),
};
