/**
 * Puts new postings into the hash table of the active memory segment while the thread has nothing else to do. Otherwise
 * the next search would do it: a millisecond or more after a batch of a thousand documents. An index that is written and
 * not searched does not pay for it: only a segment that was searched, and the one after it, have a table.
 *
 * It works in short steps, each in a turn of the event loop of its own, so that searches and updates come between them.
 */

import type { IndexState } from './index-state.ts';

/** Postings of a step: about 50 µs. */
const STEP_POSTINGS = 8192;

export class ChainAhead {
  readonly #state: IndexState;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(state: IndexState) {
    this.#state = state;
  }

  /** Begins, if there are postings to chain and work has not begun. To be called after an update. */
  start(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = undefined;
      if (this.#state.active.chain(STEP_POSTINGS)) this.start();
    });
  }

  /** Ends the work as far as it has come. */
  stop(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
  }
}
