/**
 * Runs searches on the engine's thread in turns (round robin): each gets a slice of time, and one that has not ended then
 * goes to the end of the queue. So a search of very common hashes does not delay a hundred others, and between slices the
 * thread answers updates and cancellations.
 */

import { IndexError } from '../contract/index-error.ts';
import { TimeSlice } from '../segments/time-slice.ts';

const SLICE_MILLISECONDS = 3;

/** Set by a caller to end a search early. */
export interface Cancellation {
  cancelled: boolean;
}

interface Task<T> {
  readonly steps: Generator<void, T>;
  readonly deadline: number;
  readonly timeout: number;
  readonly cancellation: Cancellation;
  readonly resolve: (result: T) => void;
  readonly reject: (error: unknown) => void;
}

export class SearchScheduler<T> {
  readonly #queue: Task<T>[] = [];
  readonly #slice = new TimeSlice();
  #scheduled: NodeJS.Immediate | undefined;

  /**
   * Runs the search that `begin` returns, which yields when the slice is over. Rejects with `SearchTimeout` after `timeout`
   * milliseconds and with `Closed` when it was cancelled.
   */
  run(begin: (slice: TimeSlice) => Generator<void, T>, timeout: number, cancellation: Cancellation): Promise<T> {
    return new Promise((resolve, reject) => {
      const steps = begin(this.#slice);
      this.#queue.push({ steps, deadline: performance.now() + timeout, timeout, cancellation, resolve, reject });
      // The only search begins at once: most end within the first slice.
      if (this.#scheduled === undefined) this.#turn();
    });
  }

  /** Rejects all searches that have not ended. */
  close(error: IndexError): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    for (const task of this.#queue.splice(0)) end(task, error);
  }

  #turn(): void {
    this.#scheduled = undefined;
    // There is one: a turn is scheduled only while searches wait, and `close` ends both.
    this.#runSlice(this.#queue.shift()!);
    if (this.#queue.length > 0) this.#scheduled ??= setImmediate(() => this.#turn());
  }

  #runSlice(task: Task<T>): void {
    const failure = failureOf(task);
    if (failure !== undefined) {
      end(task, failure);
      return;
    }
    this.#slice.begin(Math.min(SLICE_MILLISECONDS, task.deadline - performance.now()));
    try {
      const step = task.steps.next();
      if (step.done === true) task.resolve(step.value);
      else this.#queue.push(task);
    } catch (error) {
      task.reject(error);
    }
  }
}

/** Why a task may not continue. */
function failureOf<T>(task: Task<T>): IndexError | undefined {
  if (task.cancellation.cancelled) return new IndexError('Closed', 'The search was cancelled.');
  if (performance.now() > task.deadline) {
    return new IndexError('SearchTimeout', `The search took longer than ${task.timeout} ms.`);
  }
  return undefined;
}

/** Ends a search early; its generator runs its `finally` blocks. */
function end<T>(task: Task<T>, error: IndexError): void {
  task.steps.return(undefined as T);
  task.reject(error);
}
