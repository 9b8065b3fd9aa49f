/**
 * A worker without a thread of its own: what it serves runs in the test's thread. Messages are cloned and delivered later,
 * each in a turn of the event loop of its own, as between threads.
 */

import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import { serveEngines } from '../../index-engine/threads/engine-host.ts';
import type { HostPort } from '../../index-engine/threads/host-port.ts';

export interface InProcessWorker extends Worker {
  /** Whether the worker would keep the program running. */
  readonly isReferenced: boolean;
  /** Whether `terminate` was called. */
  readonly isTerminated: boolean;
  /** Bytes that the program's messages moved instead of copying them, by message. */
  readonly movedBytes: readonly number[];
}

type Serve = (port: HostPort<never, unknown>) => void;

class ServedWorker extends EventEmitter {
  isReferenced = true;
  isTerminated = false;
  readonly movedBytes: number[] = [];
  readonly #host = new EventEmitter();

  constructor(serve: Serve) {
    super();
    serve({
      on: (event, listener) => this.#host.on(event, listener as (request: unknown) => void),
      postMessage: (message, transfer) => {
        const copy: unknown = structuredClone(message, { transfer: [...(transfer ?? [])] });
        setImmediate(() => this.emit('message', copy));
      },
    });
  }

  postMessage(message: unknown, transfer: ArrayBuffer[] = []): void {
    this.movedBytes.push(transfer.reduce((sum, { byteLength }) => sum + byteLength, 0));
    const copy: unknown = structuredClone(message, { transfer });
    setImmediate(() => this.#host.emit('message', copy));
  }

  ref(): void {
    this.isReferenced = true;
  }

  unref(): void {
    this.isReferenced = false;
  }

  async terminate(): Promise<number> {
    this.isTerminated = true;
    this.emit('exit', 1);
    return 1;
  }
}

/** A worker that runs `serve` with its end of the connection; by default one of engines. */
export function inProcessWorker(
  serve: Serve = (port) => serveEngines(port, () => new SegmentBuilder()),
): InProcessWorker {
  return new ServedWorker(serve) as unknown as InProcessWorker;
}
