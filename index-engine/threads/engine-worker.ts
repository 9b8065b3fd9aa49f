/**
 * The thread that indexes run in: takes requests, answers each with its result or its error.
 */

import { parentPort } from 'node:worker_threads';
import { BlockCache } from '../blocks/block-cache.ts';
import { DEFAULT_CACHE_BYTES, Engine } from '../engine/engine.ts';
import { indexClosed } from '../contract/index-error.ts';
import { BuilderThread } from './builder-thread.ts';
import { packError } from './packed-error.ts';
import type { Cancellation } from '../engine/search-scheduler.ts';
import type { CancelRequest, PinnedCopy, WorkerMethods, WorkerReply, WorkerRequest } from './engine-protocol.ts';

const port = parentPort!;
/** Made by the first index that is opened, for all. */
let cache: BlockCache | undefined;
const engines = new Map<number, Engine>();
let nextHandle = 1;
/** How to release pinned files, by pin. */
const pins = new Map<number, () => void>();
let nextPin = 1;
/** Searches that have not been answered, by call. */
const searches = new Map<number, Cancellation>();

port.on('message', (message: WorkerRequest | CancelRequest) => {
  if ('cancel' in message) {
    const search = searches.get(message.cancel);
    if (search !== undefined) search.cancelled = true;
    return;
  }
  void answer(message);
});

async function answer(request: WorkerRequest): Promise<void> {
  try {
    const result = await perform(request);
    reply({ call: request.call, result }, result instanceof Uint32Array ? [result.buffer] : []);
  } catch (error) {
    reply({ call: request.call, error: packError(error) });
  }
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

async function perform(request: WorkerRequest): Promise<WorkerMethods[WorkerRequest['method']]['result']> {
  switch (request.method) {
    case 'open':
      return open(request);
    case 'update':
      return update(request);
    case 'search':
      return search(request);
    case 'has':
      return engine(request.handle).has(request.id);
    case 'info':
      return engine(request.handle).info();
    case 'segments':
      return engine(request.handle).segments();
    case 'statistics':
      return engine(request.handle).statistics();
    case 'pinFiles':
      return pinFiles(engine(request.handle));
    case 'unpinFiles':
      return unpinFiles(request.pin);
    case 'checkpoint':
      return engine(request.handle).checkpoint();
    case 'settle':
      return engine(request.handle).settle();
    case 'close': {
      const closing = engine(request.handle);
      engines.delete(request.handle);
      return closing.close();
    }
  }
}

async function open({ directory, options }: WorkerMethods['open']['request']): Promise<number> {
  const handle = nextHandle++;
  const { cacheBytes, ...rest } = options;
  cache ??= new BlockCache(cacheBytes ?? DEFAULT_CACHE_BYTES);
  engines.set(
    handle,
    await Engine.open(directory, {
      ...rest,
      cache,
      jobRunner: new BuilderThread(),
      onProblem: (error) => reply({ handle, problem: packError(error) }),
    }),
  );
  return handle;
}

async function update(request: WorkerMethods['update']['request']): Promise<number> {
  try {
    return await engine(request.handle).update(request);
  } finally {
    // Gives the batch's memory back at once: the garbage collector would let a hundred megabytes of them collect.
    (request.batch.buffer as ArrayBuffer).transfer(0);
  }
}

async function search({
  call,
  handle,
  hashes,
  options,
}: { readonly call: number } & WorkerMethods['search']['request']): Promise<WorkerMethods['search']['result']> {
  const cancellation = { cancelled: false };
  searches.set(call, cancellation);
  try {
    return await engine(handle).search(hashes, options, cancellation);
  } finally {
    searches.delete(call);
  }
}

function pinFiles(from: Engine): PinnedCopy {
  const { manifest, files, release } = from.pinFiles();
  const pin = nextPin++;
  pins.set(pin, release);
  return { pin, manifest, files };
}

function unpinFiles(pin: number): void {
  pins.get(pin)?.();
  pins.delete(pin);
}

function engine(handle: number): Engine {
  const found = engines.get(handle);
  if (found === undefined) throw indexClosed();
  return found;
}
