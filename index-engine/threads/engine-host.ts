/**
 * The worker's side of the engine protocol: performs requests on the engines of its thread and replies to each with its
 * result or its error.
 */

import { BlockCache } from '../blocks/block-cache.ts';
import { indexClosed } from '../contract/index-error.ts';
import { DEFAULT_CACHE_BYTES, Engine } from '../engine/engine.ts';
import type { Cancellation } from '../engine/search-scheduler.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import type { CancelRequest, EngineMethods, EngineReply, EngineRequest } from './engine-protocol.ts';
import type { HostPort } from './host-port.ts';
import { packError } from './packed-error.ts';

type EnginePort = HostPort<EngineRequest | CancelRequest, EngineReply>;

/**
 * Performs the requests that arrive at `port`. Never throws: errors are replies. `newJobRunner` makes what writes the file
 * segments of one engine; the engine closes it.
 */
export function serveEngines(port: EnginePort, newJobRunner: () => JobRunner): void {
  const host = new EngineHost(port, newJobRunner);
  port.on('message', (message) => host.receive(message));
}

class EngineHost {
  readonly #port: EnginePort;
  readonly #newJobRunner: () => JobRunner;
  /** Shared by all engines; its size comes from the first one that is opened. */
  #cache: BlockCache | undefined;
  readonly #engines = new Map<number, Engine>();
  #nextHandle = 1;
  /** Running searches, by call. */
  readonly #searches = new Map<number, Cancellation>();

  constructor(port: EnginePort, newJobRunner: () => JobRunner) {
    this.#port = port;
    this.#newJobRunner = newJobRunner;
  }

  receive(message: EngineRequest | CancelRequest): void {
    if ('cancel' in message) {
      const search = this.#searches.get(message.cancel);
      if (search !== undefined) search.cancelled = true;
      return;
    }
    void this.#answer(message);
  }

  async #answer(request: EngineRequest): Promise<void> {
    try {
      const result = await this.#perform(request);
      this.#port.postMessage({ call: request.call, result }, result instanceof Uint32Array ? [result.buffer] : []);
    } catch (error) {
      this.#port.postMessage({ call: request.call, error: packError(error) });
    }
  }

  async #perform(request: EngineRequest): Promise<EngineMethods[EngineRequest['method']]['result']> {
    switch (request.method) {
      case 'open':
        return this.#open(request);
      case 'update':
        return this.#engine(request.handle).update(request);
      case 'search':
        return this.#search(request);
      case 'has':
        return this.#engine(request.handle).has(request.id);
      case 'info':
        return this.#engine(request.handle).info();
      case 'segments':
        return this.#engine(request.handle).segments();
      case 'statistics':
        return this.#engine(request.handle).statistics();
      case 'checkpoint':
        return this.#engine(request.handle).checkpoint();
      case 'settle':
        return this.#engine(request.handle).settle();
      case 'close':
        return this.#close(request.handle);
    }
  }

  async #open({ directory, options }: EngineMethods['open']['request']): Promise<number> {
    const handle = this.#nextHandle++;
    const { cacheBytes, ...rest } = options;
    this.#cache ??= new BlockCache(cacheBytes ?? DEFAULT_CACHE_BYTES);
    const engine = await Engine.open(directory, {
      ...rest,
      cache: this.#cache,
      jobRunner: this.#newJobRunner(),
      onProblem: (error) => this.#port.postMessage({ handle, problem: packError(error) }),
    });
    this.#engines.set(handle, engine);
    return handle;
  }

  async #search({
    call,
    handle,
    hashes,
    options,
  }: { readonly call: number } & EngineMethods['search']['request']): Promise<EngineMethods['search']['result']> {
    const cancellation = { cancelled: false };
    this.#searches.set(call, cancellation);
    try {
      return await this.#engine(handle).search(hashes, options, cancellation);
    } finally {
      this.#searches.delete(call);
    }
  }

  #close(handle: number): Promise<void> {
    const engine = this.#engine(handle);
    this.#engines.delete(handle);
    return engine.close();
  }

  #engine(handle: number): Engine {
    const engine = this.#engines.get(handle);
    if (engine === undefined) throw indexClosed();
    return engine;
  }
}
