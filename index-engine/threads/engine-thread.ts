/**
 * The program's side of the thread that indexes run in: sends requests, matches replies to them, and turns the end of the
 * thread, whatever its cause, into errors for everyone who waits.
 * Whoever makes an `EngineThread` ends it; until then it keeps the program running only while calls are under way.
 */

import type { Worker } from 'node:worker_threads';
import { indexClosed, IndexError } from '../contract/index-error.ts';
import { unpackError } from './packed-error.ts';
import type { CancelRequest, MethodName, WorkerMethods, WorkerReply, WorkerRequest } from './engine-protocol.ts';

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly stopListening: () => void;
}

export class EngineThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #problemListeners = new Map<number, (error: IndexError) => void>();
  #nextCall = 1;
  /** Why no more calls are taken. */
  #lost: IndexError | undefined;

  /** Takes over a thread that runs `engine-worker.ts`. `onEnd` is called when it has ended, whatever the cause. */
  constructor(worker: Worker, onEnd: () => void) {
    this.#worker = worker;
    this.#worker.unref();
    this.#worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    this.#worker.on('error', (error) =>
      this.#lose(`: ${error instanceof Error ? error.message : String(error)}`, error),
    );
    this.#worker.on('exit', (code) => {
      onEnd();
      this.#lose(` with code ${code}`, undefined);
    });
  }

  /** Calls a method of the thread. Rejects with the method's error, or with `WorkerLost`. `signal` gives a search up. */
  call<M extends MethodName>(
    method: M,
    request: WorkerMethods[M]['request'],
    transfer: ArrayBuffer[] = [],
    signal?: AbortSignal,
  ): Promise<WorkerMethods[M]['result']> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#worker.ref();
      const onAbort = (): void => this.#cancel(call, signal!);
      signal?.addEventListener('abort', onAbort);
      this.#waiting.set(call, { resolve, reject, stopListening: () => signal?.removeEventListener('abort', onAbort) });
      this.#worker.postMessage({ call, method, ...request } as unknown as WorkerRequest, transfer);
    });
  }

  /** Has `listener` told of an index's failures that no call reports. */
  onProblem(handle: number, listener: (error: IndexError) => void): void {
    this.#problemListeners.set(handle, listener);
  }

  /** Ends the thread at once; indexes that are open there come back with everything that was acknowledged. */
  async end(): Promise<void> {
    this.#lost ??= indexClosed();
    await this.#worker.terminate();
  }

  #receive(reply: WorkerReply): void {
    if ('problem' in reply) {
      this.#problemListeners.get(reply.handle)?.(unpackError(reply.problem));
      return;
    }
    const waiting = this.#forget(reply.call);
    if ('error' in reply) waiting?.reject(unpackError(reply.error));
    else waiting?.resolve(reply.result as never);
  }

  #cancel(call: number, signal: AbortSignal): void {
    const waiting = this.#forget(call);
    if (waiting === undefined) return;
    this.#worker.postMessage({ cancel: call } satisfies CancelRequest);
    waiting.reject(signal.reason);
  }

  #forget(call: number): Waiting | undefined {
    const waiting = this.#waiting.get(call);
    if (waiting === undefined) return undefined;
    waiting.stopListening();
    this.#waiting.delete(call);
    if (this.#waiting.size === 0) this.#worker.unref();
    return waiting;
  }

  #lose(how: string, cause: unknown): void {
    this.#lost ??= new IndexError(
      'WorkerLost',
      `The index's thread ended${how}. Open the index again: everything that was acknowledged is there.`,
      { cause },
    );
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}
