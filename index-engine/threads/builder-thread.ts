/**
 * The engine's side of the thread that writes file segments.
 * The thread is started by the first job and ended when it has had nothing to do for a while, which gives its memory
 * back. Whoever makes a `BuilderThread` closes it.
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

interface Waiting {
  readonly resolve: (result: SegmentJobResult) => void;
  readonly reject: (error: unknown) => void;
}

export class BuilderThread implements JobRunner {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #nextCall = 1;
  #idle: NodeJS.Timeout | undefined;

  run(job: SegmentJob): Promise<SegmentJobResult> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    return new Promise((resolve, reject) => {
      const call = this.#nextCall++;
      this.#waiting.set(call, { resolve, reject });
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
      const waiting = this.#waiting.get(reply.call);
      this.#waiting.delete(reply.call);
      if (this.#waiting.size === 0) this.#rest(worker);
      if ('result' in reply) waiting?.resolve(reply.result);
      else waiting?.reject(unpackError(reply.error));
    });
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, undefined));
    return worker;
  }

  /** Ends the thread after a while without a job. */
  #rest(worker: Worker): void {
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
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
