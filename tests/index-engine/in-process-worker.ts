/**
 * An engine host without a thread of its own, behind the interface of a worker: messages are cloned and delivered later,
 * as between threads.
 */

import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import { EngineHost } from '../../index-engine/threads/engine-host.ts';
import type { CancelRequest, EngineRequest } from '../../index-engine/threads/engine-protocol.ts';

class InProcessWorker extends EventEmitter {
  /** Whether the worker would keep the program running. */
  isReferenced = true;
  readonly #host = new EngineHost({
    reply: (message, transfer) => {
      const copy: unknown = structuredClone(message, { transfer });
      setImmediate(() => this.emit('message', copy));
    },
    newJobRunner: () => new SegmentBuilder(),
  });

  postMessage(message: EngineRequest | CancelRequest, transfer: ArrayBuffer[] = []): void {
    const copy = structuredClone(message, { transfer });
    setImmediate(() => this.#host.receive(copy));
  }

  ref(): void {
    this.isReferenced = true;
  }

  unref(): void {
    this.isReferenced = false;
  }

  async terminate(): Promise<number> {
    this.emit('exit', 1);
    return 1;
  }
}

export function inProcessWorker(): Worker & { readonly isReferenced: boolean } {
  return new InProcessWorker() as unknown as Worker & { readonly isReferenced: boolean };
}
