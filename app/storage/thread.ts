/**
 * Typed calls into a worker thread: the thread serves a record of methods, and its owner calls the same methods as
 * promises. SQLite is synchronous, so every connection has a thread of its own and the service's thread never waits for
 * a disk.
 *
 * Calls begin in the order in which they are made, and are answered in the order in which they finish. A call that is
 * aborted while the thread is busy with an earlier one never begins. Errors keep their name, code, path, message and
 * place in a query. When the thread ends unexpectedly, every open call is rejected and `onExit` is called.
 */
import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, Worker, type Transferable, workerData } from 'node:worker_threads';
import { GarbageAtRest, ofThisThread } from './garbage-at-rest.ts';
import { inWords } from '../model/system-errors.ts';

/**
 * Keeps V8 from compiling WebAssembly code for calls of JavaScript, which it shares among threads and can free too early:
 * threads that strip types at the same time can end the process (nodejs/node#64500).
 */
const NO_COMPILED_WASM_CALLS = '--wasm-wrapper-tiering-budget=2147483647';

/**
 * How far a heap may grow before its garbage is collected, in percent of what was in use. V8 lets a heap of this size
 * grow to four times that, in each thread.
 */
const HEAP_GROWTH = '--heap-growing-percent=40';

/**
 * Room for the new objects of a thread, in MB. What calls, batches and pages of rows make does not live long; with the
 * room that Node gives, the garbage of the service's threads would be a fifth of its memory.
 */
const YOUNG_MB = 4;

/**
 * Has each thread follow its own limit: the option of the process (`main/service-process.mjs`) is meant for its main
 * thread, but V8 prefers it to the limits of every thread that starts while it is set.
 */
const LIMITS_OF_THREADS = '--max-semi-space-size=0';

/** Gives each thread a function that collects its garbage: see `garbage-at-rest.ts`. */
const COLLECT_BY_CALL = '--expose-gc';

/** The garbage of the service's own thread: what threads have answered, as messages and as JSON. */
const garbageOfOwner = isMainThread ? new GarbageAtRest() : null;

/** Room for those of a thread that works on thousands of tracks in one call: with less, a third of the time is V8's. */
export const WORKING_MB = 12;

/** The methods a thread serves: each takes one plain value, or none, and returns one. */
type AnyMethods = Record<string, (argument: never) => unknown>;

/** The same methods as seen by the thread's owner: those with an argument can be aborted. */
export type RemoteMethods<Methods extends AnyMethods> = {
  readonly [Name in keyof Methods]: (
    ...argument: RemoteArguments<Parameters<Methods[Name]>>
  ) => Promise<Awaited<ReturnType<Methods[Name]>>>;
};
type RemoteArguments<Argument extends readonly unknown[]> = Argument extends []
  ? []
  : [...Argument, signal?: AbortSignal | undefined];

export interface Thread<Methods extends AnyMethods> {
  readonly call: RemoteMethods<Methods>;
  /** Asks the thread to close its resources and end; resolves when it is gone. */
  close(): Promise<void>;
}

interface CallMessage {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}
interface AbortMessage {
  /** Id of the call that is not to begin. */
  readonly abort: number;
}
interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly position?: number | undefined;
  readonly query?: string | undefined;
  /** Its sentence in parts (`model/messages.ts`), for those who show it in another language. */
  readonly said?: unknown;
  readonly path?: string | undefined;
  readonly stack?: string | undefined;
}
type ReplyMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: PlainError }
  | { readonly event: unknown }
  | { readonly ready: true }
  | { readonly failed: PlainError };

/** An error that was thrown inside a thread, with what it had there. */
export class ThreadError extends Error {
  readonly code: string;
  readonly path: string | undefined;
  readonly position: number | undefined;
  readonly query: string | undefined;
  readonly said: unknown;
  constructor(error: PlainError) {
    super(error.message);
    this.name = error.name;
    this.code = error.code ?? 'INTERNAL';
    this.path = error.path;
    this.position = error.position;
    this.query = error.query;
    this.said = error.said;
    if (error.stack) this.stack = error.stack;
  }
}

function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code, path, position, query, said } = error as Error & Record<string, unknown>;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    name: error.name,
    message: inWords(error.message),
    stack: error.stack,
    code: text(code),
    path: text(path),
    position: typeof position === 'number' ? position : undefined,
    query: text(query),
    said,
  };
}

/**
 * Starts `program` as a worker thread.
 * @param options.data passed to the program as it starts
 * @param options.youngMb room for new objects
 * @param options.onEvent called with each event that the program emits
 * @param options.onExit called once if the thread ends without having been asked to
 * @returns once the program is ready; rejects with the error that it threw while starting
 */
export async function startThread<Methods extends AnyMethods>(
  program: URL,
  options: {
    data?: unknown;
    youngMb?: number;
    onEvent?: (event: never) => void;
    onExit?: (error: Error) => void;
  },
): Promise<Thread<Methods>> {
  setFlagsFromString(NO_COMPILED_WASM_CALLS);
  setFlagsFromString(HEAP_GROWTH);
  setFlagsFromString(LIMITS_OF_THREADS);
  setFlagsFromString(COLLECT_BY_CALL);
  const worker = new Worker(program, {
    workerData: options.data,
    resourceLimits: { maxYoungGenerationSizeMb: options.youngMb ?? YOUNG_MB },
  });
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  let closing = false;
  let ended: Error | null = null;
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();

  const end = (error: Error): void => {
    ended ??= error;
    ready.reject(error);
    for (const call of open.values()) call.reject(error);
    open.clear();
  };
  worker.on('message', (message: ReplyMessage) => {
    if ('event' in message) return options.onEvent?.(message.event as never);
    if ('ready' in message) return ready.resolve();
    if ('failed' in message) return end(new ThreadError(message.failed));
    const call = open.get(message.id);
    open.delete(message.id);
    if ('error' in message) call?.reject(new ThreadError(message.error));
    else call?.resolve(message.result as never);
  });
  worker.on('error', end);
  worker.on('exit', (code) => {
    end(new Error(`the thread ${program.pathname.split('/').at(-1)} ended with code ${code}`));
    if (!closing && ended) options.onExit?.(ended);
    gone.resolve();
  });
  await ready.promise;

  const invoke = async (method: string, argument: unknown, signal?: AbortSignal): Promise<never> => {
    if (ended) throw ended;
    signal?.throwIfAborted();
    const id = nextId++;
    const answer = Promise.withResolvers<never>();
    const abort = (): void => {
      open.delete(id);
      worker.postMessage({ abort: id } satisfies AbortMessage);
      answer.reject(signal?.reason);
    };
    worker.postMessage({ id, method, argument } satisfies CallMessage);
    open.set(id, answer);
    signal?.addEventListener('abort', abort);
    garbageOfOwner?.begins();
    try {
      return await answer.promise;
    } finally {
      garbageOfOwner?.ends();
      signal?.removeEventListener('abort', abort);
    }
  };
  return {
    call: new Proxy(
      {},
      { get: (_, method) => (argument: unknown, signal?: AbortSignal) => invoke(String(method), argument, signal) },
    ) as RemoteMethods<Methods>,
    async close() {
      if (closing || ended) return gone.promise;
      closing = true;
      worker.postMessage({ id: 0, method: 'close', argument: undefined } satisfies CallMessage);
      await gone.promise;
    },
  };
}

/** Tells the owner of a thread of an event. What is in `transfer` goes with it instead of being copied. */
export type Emit<Event> = (event: Event, transfer?: Transferable[]) => void;

/** What a thread serves. */
interface ServedThread {
  readonly methods: AnyMethods;
  readonly close: () => void | Promise<void>;
  /** Gives back memory that the thread holds for its next work: called when it rests. */
  readonly rest?: () => void;
}

/**
 * Inside a thread: opens its resources and serves its methods until the owner closes it.
 * `start` gets the data of `startThread` and a way to emit events.
 */
export function serveThread<Data, Event>(start: (data: Data, emit: Emit<Event>) => ServedThread): void {
  const port = parentPort;
  if (!port) throw new Error('serveThread only makes sense inside a worker thread');
  const reply = (message: ReplyMessage, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  let served: ReturnType<typeof start>;
  try {
    served = start(workerData as Data, (event, transfer) => reply({ event }, transfer));
  } catch (error) {
    reply({ failed: plainError(error) });
    port.close();
    return;
  }
  const garbage = new GarbageAtRest(ofThisThread(served.rest));
  const begin = async ({ id, method, argument }: CallMessage): Promise<void> => {
    if (method === 'close') {
      await served.close();
      port.close();
      return;
    }
    garbage.begins();
    try {
      const serve = served.methods[method];
      if (!serve) throw new Error(`this thread has no method ${method}`);
      reply({ id, result: await serve(argument as never) });
    } catch (error) {
      reply({ id, error: plainError(error) });
    } finally {
      garbage.ends();
    }
  };
  const waiting = new Map<number, CallMessage>();
  // The messages that arrived while a call ran are read before the next one begins: aborts may be among them.
  const beginNext = (): void => {
    const [next] = waiting.values();
    if (!next) return;
    waiting.delete(next.id);
    if (waiting.size > 0) setImmediate(beginNext);
    void begin(next);
  };
  port.on('message', (message: CallMessage | AbortMessage) => {
    if ('abort' in message) {
      waiting.delete(message.abort);
      return;
    }
    waiting.set(message.id, message);
    if (waiting.size === 1) setImmediate(beginNext);
  });
  reply({ ready: true });
}
