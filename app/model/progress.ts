/** Measures the progress of a job: counts, rate over the last ten seconds, and time left. */
import type { JobProgress } from './jobs.ts';

const WINDOW_MS = 10_000;

interface Sample {
  readonly at: number;
  readonly done: number;
}

export class ProgressMeter {
  readonly #job: JobProgress['job'];
  readonly #now: () => number;
  #state: JobProgress['state'] = 'idle';
  #done = 0;
  #total: number | null = null;
  #failed = 0;
  #message: string | null = null;
  #samples: Sample[] = [];

  constructor(job: JobProgress['job'], now: () => number = () => performance.now()) {
    this.#job = job;
    this.#now = now;
  }

  /** Starts counting from zero, or continues after a pause. */
  start(): void {
    if (this.#state !== 'paused') {
      this.#done = 0;
      this.#total = null;
      this.#failed = 0;
    }
    this.#state = 'running';
    this.#message = null;
    this.#samples = [{ at: this.#now(), done: this.#done }];
  }

  update(counts: { done: number; total: number | null; failed: number }): void {
    this.#done = counts.done;
    this.#total = counts.total;
    this.#failed = counts.failed;
    const now = this.#now();
    this.#samples.push({ at: now, done: counts.done });
    while (this.#samples.length > 2 && this.#samples[0]!.at < now - WINDOW_MS) this.#samples.shift();
  }

  end(state: Exclude<JobProgress['state'], 'running'>, message: string | null = null): void {
    this.#state = state;
    this.#message = message;
  }

  get current(): JobProgress {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    const seconds = first && last ? (last.at - first.at) / 1000 : 0;
    const rate = seconds > 0 ? (last!.done - first!.done) / seconds : 0;
    const left =
      this.#total === null || this.#state !== 'running' || rate === 0 ? null : (this.#total - this.#done) / rate;
    return {
      job: this.#job,
      state: this.#state,
      done: this.#done,
      total: this.#total,
      failed: this.#failed,
      rate,
      timeLeft: left,
      message: this.#message,
    };
  }
}
