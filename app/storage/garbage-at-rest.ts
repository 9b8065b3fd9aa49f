/**
 * Collects a thread's garbage when the thread rests, and gives the system all pages of its heap that are free then. V8
 * does so only when the heap grows again: what a large call, or loading the code, has left would stay in memory while
 * other threads work, and that of all threads is a fifth of the service's memory.
 */

/** Milliseconds of work from which on there is garbage to collect. */
const WORKED_MS = 500;
/**
 * Milliseconds without a call after which a thread rests: the analysis stores something every second. A collection takes
 * some 30.
 */
const REST_MS = 300;
/** The same for a thread that has started: others are starting beside it, and the first list is waited for. */
const FIRST_REST_MS = 2000;

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
  /** Loading its code is work, too. */
  #worked = WORKED_MS;
  #rest = FIRST_REST_MS;
  #cancel: () => void = () => {};

  constructor(options: GarbageOptions = ofThisThread()) {
    this.#options = options;
    this.#collectAtRest();
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
    this.#collectAtRest();
  }

  #collectAtRest(): void {
    this.#cancel = this.#options.after(this.#rest, () => {
      [this.#worked, this.#rest] = [0, REST_MS];
      this.#options.collect();
    });
  }
}

/** @param rest called before each collection: gives back what the thread has outside of its heap */
export function ofThisThread(rest: () => void = () => {}): GarbageOptions {
  return {
    now: () => performance.now(),
    after: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds).unref();
      return () => clearTimeout(timer);
    },
    // It is there in threads that `startThread` has started, and where the program was started with it. The usual flavour
    // keeps the room for new objects, holes between objects, and a reserve of free pages.
    collect: () => {
      rest();
      globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
    },
  };
}
