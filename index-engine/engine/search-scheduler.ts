/**
 * Gives searches their turns on the engine's thread: first come, first served, but only for a slice of time; who is not
 * done then goes to the end of the queue. So one search of very common hashes does not hold up a hundred others, and
 * between slices the thread answers updates and cancellations.
 */

import { IndexError } from '../contract/index-error.ts';
import { Pace } from '../segments/time-slice.ts';

const SLICE_MILLISECONDS = 3;

/** How a caller gives a search up. */
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
  readonly #pace = new Pace();
  #scheduled: NodeJS.Immediate | undefined;

  /**
   * Runs a search made by `begin`, which gets the pace it has to keep. Rejects with `SearchTimeout` after `timeout`
   * milliseconds and with `Closed` when it was cancelled.
   */
  run(begin: (pace: Pace) => Generator<void, T>, timeout: number, cancellation: Cancellation): Promise<T> {
    return new Promise((resolve, reject) => {
      const steps = begin(this.#pace);
      this.#queue.push({ steps, deadline: performance.now() + timeout, timeout, cancellation, resolve, reject });
      // With nobody before it a search begins at once: most are over within the first slice.
      if (this.#scheduled === undefined) this.#turn();
    });
  }

  /** Rejects all searches that are not done. */
  close(error: IndexError): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    for (const task of this.#queue.splice(0)) end(task, error);
  }

  #turn(): void {
    this.#scheduled = undefined;
    const task = this.#queue.shift();
    if (task === undefined) return;
    this.#slice(task);
    if (this.#queue.length > 0) this.#scheduled ??= setImmediate(() => this.#turn());
  }

  #slice(task: Task<T>): void {
    const problem = this.#problem(task);
    if (problem !== undefined) {
      end(task, problem);
      return;
    }
    this.#pace.begin(Math.min(SLICE_MILLISECONDS, task.deadline - performance.now()));
    try {
      const step = task.steps.next();
      if (step.done === true) task.resolve(step.value);
      else this.#queue.push(task);
    } catch (error) {
      task.reject(error);
    }
  }

  #problem(task: Task<T>): IndexError | undefined {
    if (task.cancellation.cancelled) return new IndexError('Closed', 'The search was cancelled.');
    if (performance.now() > task.deadline) {
      return new IndexError('SearchTimeout', `The search took longer than ${task.timeout} ms.`);
    }
    return undefined;
  }
}

/** Ends a search early: its generator runs its `finally` blocks. */
function end<T>(task: Task<T>, error: IndexError): void {
  task.steps.return(undefined as T);
  task.reject(error);
}
