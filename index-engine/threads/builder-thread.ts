/**
 * Runs segment jobs in a worker thread.
 * The first job starts the thread; some time after the last job it is ended, which frees its memory.
 *
 * Invariant: while jobs are pending, `#worker` is the thread that runs them.
 */

import type { Worker } from 'node:worker_threads';
import { IndexError } from '../contract/index-error.ts';
import type { JobRunner, SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import type { BuilderReply, BuilderRequest } from './builder-protocol.ts';
import { unpackError } from './packed-error.ts';
import { startBuilderThread } from './start-thread.ts';

const IDLE_MILLISECONDS = 5000;

interface PendingJob {
  readonly resolve: (result: SegmentJobResult) => void;
  readonly reject: (error: unknown) => void;
}

export class BuilderThread implements JobRunner {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  readonly #pending = new Map<number, PendingJob>();
  #nextCall = 1;
  #idle: NodeJS.Timeout | undefined;

  /** `start` starts a thread that runs `builder-worker.ts`. */
  constructor(start: () => Worker = startBuilderThread) {
    this.#start = start;
  }

  /** Rejects with the job's error, or with `Internal` when the thread ends before the job. */
  run(job: SegmentJob): Promise<SegmentJobResult> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#startWorker());
    worker.ref();
    return new Promise((resolve, reject) => {
      const call = this.#nextCall++;
      this.#pending.set(call, { resolve, reject });
      worker.postMessage({ call, job } satisfies BuilderRequest);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #startWorker(): Worker {
    const worker = this.#start();
    worker.on('message', (reply: BuilderReply) => this.#receive(worker, reply));
    worker.on('error', (error) => this.#lose(worker, `: ${String(error)}`, error));
    worker.on('exit', () => this.#lose(worker, '', undefined));
    return worker;
  }

  #receive(worker: Worker, reply: BuilderReply): void {
    const pending = this.#pending.get(reply.call);
    // A thread that crashed may have replied to a job before; its reply can arrive after the news of the crash.
    if (pending === undefined) return;
    this.#pending.delete(reply.call);
    if (this.#pending.size === 0) this.#endWhenIdle(worker);
    if ('result' in reply) pending.resolve(reply.result);
    else pending.reject(unpackError(reply.error));
  }

  /** Ends the thread after IDLE_MILLISECONDS without a job. */
  #endWhenIdle(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => {
      this.#worker = undefined;
      void worker.terminate();
    }, IDLE_MILLISECONDS).unref();
  }

  /** Fails the pending jobs of a thread that has ended, or is about to. */
  #lose(worker: Worker, how: string, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const error = new IndexError('Internal', `The thread that writes segments ended${how}.`, { cause });
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
