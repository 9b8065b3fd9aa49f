/**
 * Runs segment jobs in a worker thread, for one engine.
 * The first job starts the thread; some time after the last job it is ended, which frees its memory. The engine closes
 * its `BuilderThread`.
 */

import type { Worker } from 'node:worker_threads';
import { IndexError } from '../contract/index-error.ts';
import { unpackError } from './packed-error.ts';
import type { PackedError } from './packed-error.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import type { SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import { startBuilderThread } from './start-thread.ts';

const IDLE_MILLISECONDS = 5000;

export interface BuilderRequest {
  readonly call: number;
  readonly job: SegmentJob;
}

export type BuilderReply = { readonly call: number } & (
  | { readonly result: SegmentJobResult }
  | { readonly error: PackedError }
);

interface PendingJob {
  readonly resolve: (result: SegmentJobResult) => void;
  readonly reject: (error: unknown) => void;
}

export class BuilderThread implements JobRunner {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, PendingJob>();
  #nextCall = 1;
  #idle: NodeJS.Timeout | undefined;

  run(job: SegmentJob): Promise<SegmentJobResult> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
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

  #start(): Worker {
    const worker = startBuilderThread();
    worker.on('message', (reply: BuilderReply) => {
      const pending = this.#pending.get(reply.call);
      this.#pending.delete(reply.call);
      if (this.#pending.size === 0) this.#endWhenIdle(worker);
      if ('result' in reply) pending?.resolve(reply.result);
      else pending?.reject(unpackError(reply.error));
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, undefined));
    return worker;
  }

  /** Ends the thread after IDLE_MILLISECONDS without a job. */
  #endWhenIdle(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => {
      this.#worker = undefined;
      void worker.terminate();
    }, IDLE_MILLISECONDS).unref();
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#worker = undefined;
    else if (this.#worker !== undefined) return;
    const error = new IndexError(
      'Internal',
      `The thread that writes segments ended${cause === undefined ? '' : `: ${String(cause)}`}.`,
      { cause },
    );
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
