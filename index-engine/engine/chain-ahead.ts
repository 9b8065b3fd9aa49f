/**
 * Puts the postings of updates into the hash table of the active memory segment while the log is written and synced, before
 * searches see these updates. Otherwise the next search would do it: two milliseconds or more for a batch of a thousand
 * documents. An index that is written and not searched does not pay for it: only a segment that was searched, and the one
 * after it, have a table.
 *
 * It works in short steps, each in a turn of the event loop of its own, so that searches come between them. Where there are
 * searches, the thread sleeps between the steps: a caller that a result has woken may be waiting for this very processor.
 */

import type { LogRecord } from '../log/log-format.ts';
import type { IndexState } from './index-state.ts';

/** Postings of a step: about 200 µs. */
const STEP_POSTINGS = 16384;
const SLEEP_MILLISECONDS = 1;

export class ChainAhead {
  readonly #state: IndexState;
  /** Searches that had ended when work ended last. */
  #searchesBefore = 0;

  constructor(state: IndexState) {
    this.#state = state;
  }

  /** Resolves when everything is chained. The caller has reserved the memory; it applies the updates, or unstages them. */
  async chain(group: readonly LogRecord[]): Promise<void> {
    const { active, searchContext } = this.#state;
    this.#state.stage(group);
    while (active.chain(STEP_POSTINGS)) {
      const isSearched = searchContext.searches > this.#searchesBefore;
      await new Promise<void>((resolve) => {
        if (isSearched) setTimeout(resolve, SLEEP_MILLISECONDS);
        else setImmediate(resolve);
      });
    }
    this.#searchesBefore = searchContext.searches;
  }
}
