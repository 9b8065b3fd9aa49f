/**
 * The program's side of the engine protocol: sends requests to the worker thread, matches replies to them, and turns the
 * end of the thread, whatever its cause, into errors for all pending calls.
 * The owner of an `EngineThread` ends it; until then it keeps the program running only while calls are pending.
 */

import type { Worker } from 'node:worker_threads';
import { indexClosed, IndexError } from '../contract/index-error.ts';
import type { CancelRequest, EngineMethods, EngineReply, EngineRequest, MethodName } from './engine-protocol.ts';
import { unpackError } from './packed-error.ts';

interface PendingCall {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly stopListening: () => void;
}

export class EngineThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, PendingCall>();
  readonly #problemListeners = new Map<number, (error: IndexError) => void>();
  #nextCall = 1;
  /** The error of all further calls. */
  #lost: IndexError | undefined;
  /** The owner waits for the end of the thread: replies that arrive until then must not let the program end before it. */
  #ending = false;

  /** Takes over a thread that runs `engine-worker.ts`. Calls `onEnd` when it has ended, whatever the cause. */
  constructor(worker: Worker, onEnd: () => void) {
    this.#worker = worker;
    this.#worker.unref();
    this.#worker.on('message', (reply: EngineReply) => this.#receive(reply));
    this.#worker.on('error', (error) =>
      this.#lose(`: ${error instanceof Error ? error.message : String(error)}`, error),
    );
    this.#worker.on('exit', (code) => {
      onEnd();
      this.#lose(` with code ${code}`, undefined);
    });
  }

  /** Calls a method of the thread. Rejects with the method's error, or with `WorkerLost`. `signal` ends a search early. */
  call<M extends MethodName>(
    method: M,
    request: EngineMethods[M]['request'],
    transfer: ArrayBuffer[] = [],
    signal?: AbortSignal,
  ): Promise<EngineMethods[M]['result']> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    const call = this.#nextCall++;
    return new Promise((resolve, reject) => {
      this.#worker.ref();
      const onAbort = (): void => this.#cancel(call, signal!);
      signal?.addEventListener('abort', onAbort);
      this.#pending.set(call, { resolve, reject, stopListening: () => signal?.removeEventListener('abort', onAbort) });
      this.#worker.postMessage({ call, method, ...request } as unknown as EngineRequest, transfer);
    });
  }

  /** Calls `listener` with the failures of an index that no call reports. */
  onProblem(handle: number, listener: (error: IndexError) => void): void {
    this.#problemListeners.set(handle, listener);
  }

  /** Ends the thread at once. The next opening of its indexes recovers everything that was acknowledged. */
  async end(): Promise<void> {
    this.#lost ??= indexClosed();
    this.#ending = true;
    await this.#worker.terminate();
  }

  #receive(reply: EngineReply): void {
    if ('problem' in reply) {
      this.#problemListeners.get(reply.handle)?.(unpackError(reply.problem));
      return;
    }
    const pending = this.#forget(reply.call);
    if ('error' in reply) pending?.reject(unpackError(reply.error));
    else pending?.resolve(reply.result as never);
  }

  #cancel(call: number, signal: AbortSignal): void {
    this.#worker.postMessage({ cancel: call } satisfies CancelRequest);
    this.#forget(call)!.reject(signal.reason);
  }

  /** Removes a call from the pending ones; undefined if it is none of them: a call that was aborted is answered later. */
  #forget(call: number): PendingCall | undefined {
    const pending = this.#pending.get(call);
    pending?.stopListening();
    this.#pending.delete(call);
    if (this.#pending.size === 0 && !this.#ending) this.#worker.unref();
    return pending;
  }

  #lose(how: string, cause: unknown): void {
    this.#lost ??= new IndexError(
      'WorkerLost',
      `The index's thread ended${how}. Open the index again: everything that was acknowledged is there.`,
      { cause },
    );
    for (const call of this.#pending.keys()) this.#forget(call)!.reject(this.#lost);
  }
}
