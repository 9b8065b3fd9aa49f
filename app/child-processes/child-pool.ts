/**
 * Child processes that answer requests, one at a time each.
 *
 * Native code that reads untrusted bytes may crash or hang, which must cost one request and not the library. A child
 * that dies fails its request and is replaced when more work is waiting; a child that takes too long is killed, and so is
 * one whose request is cancelled: it works without a pause, and would go on to the end of its file.
 * Children start when there is work and end after a while without any. They also end when this process is gone,
 * because their channel closes.
 *
 * Invariant: every promise that `run` returned is settled, at the latest by `close`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ChildPoolOptions {
  /** How many requests are worked on at the same time, at least 1. */
  readonly size: number;
  /**
   * The program that the children run. It answers each message with one message (Node's IPC, `advanced`
   * serialisation), and exits on `disconnect`.
   */
  readonly program: URL | string;
  /** Milliseconds after which a child without work is ended; half a minute by default. */
  readonly idleMs?: number;
  /** Requests after which a child is replaced, because decoders keep a little memory of each; a thousand by default. */
  readonly requestsPerChild?: number;
}

/** Why a request has no reply. `message` says how the child ended, in a few words. */
export class ChildError extends Error {
  readonly code: 'CRASHED' | 'TIMED_OUT' | 'CANCELLED';
  constructor(code: ChildError['code'], message: string) {
    super(message);
    this.name = 'ChildError';
    this.code = code;
  }
}

interface Job<Request, Reply> {
  readonly request: Request;
  /** Milliseconds that the request may take. */
  readonly limit: number;
  readonly settle: (result: Reply | ChildError) => void;
}

export class ChildPool<Request extends object, Reply extends object> {
  readonly size: number;
  readonly #options: Required<ChildPoolOptions>;
  readonly #queue: Job<Request, Reply>[] = [];
  readonly #children = new Set<Child<Request, Reply>>();
  #closed = false;

  constructor(options: ChildPoolOptions) {
    this.size = Math.max(1, options.size);
    this.#options = { idleMs: 30_000, requestsPerChild: 1000, ...options };
  }

  /**
   * @param limit milliseconds that the child may take, once it has begun
   * @param signal ends the work, also where it has begun
   * @throws ChildError
   */
  run(request: Request, limit: number, signal?: AbortSignal): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#closed || signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const cancel = (): void => {
        const queued = this.#queue.indexOf(job);
        if (queued >= 0) this.#queue.splice(queued, 1);
        else void this.#workerOn(job)?.end(cancelled());
        job.settle(cancelled());
      };
      const job: Job<Request, Reply> = {
        request,
        limit,
        settle: (result) => {
          signal?.removeEventListener('abort', cancel);
          if (result instanceof ChildError) reject(result);
          else resolve(result);
        },
      };
      signal?.addEventListener('abort', cancel);
      this.#queue.push(job);
      this.#assign();
    });
  }

  /** Fails all requests with `CANCELLED`, and ends the children. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.settle(cancelled());
    await Promise.all(Array.from(this.#children, (child) => child.end(cancelled())));
  }

  #workerOn(job: Job<Request, Reply>): Child<Request, Reply> | undefined {
    return this.#children.values().find((child) => child.worksOn(job));
  }

  /** Gives waiting requests to idle children first, then to new ones. */
  #assign(): void {
    while (this.#queue.length > 0) {
      const idle = this.#children.values().find((child) => child.idle) ?? this.#add();
      if (idle === null) return;
      idle.start(this.#queue.shift()!);
    }
  }

  #add(): Child<Request, Reply> | null {
    if (this.#closed || this.#children.size >= this.size) return null;
    const child = new Child<Request, Reply>(this.#options, {
      ready: () => this.#assign(),
      gone: () => {
        this.#children.delete(child);
        this.#assign();
      },
    });
    this.#children.add(child);
    return child;
  }
}

/** One child process and the request that it works on. */
class Child<Request extends object, Reply extends object> {
  readonly #process: ChildProcess;
  readonly #options: Required<ChildPoolOptions>;
  readonly #gone: Promise<void>;
  #job: Job<Request, Reply> | null = null;
  #requests = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Why the process was killed; null for a process that crashes. */
  #reason: ChildError | null = null;
  #alive = true;

  constructor(options: Required<ChildPoolOptions>, events: { ready: () => void; gone: () => void }) {
    this.#options = options;
    const program = options.program instanceof URL ? fileURLToPath(options.program) : options.program;
    this.#process = fork(program, [], { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
    this.#process.on('message', (reply: Reply) => {
      this.#finish(reply);
      this.#requests += 1;
      if (this.#requests >= options.requestsPerChild) this.#retire();
      else events.ready();
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gone = promise;
    const die = (how: string): void => {
      if (!this.#alive) return;
      this.#alive = false;
      this.#finish(this.#reason ?? new ChildError('CRASHED', how));
      clearTimeout(this.#timer);
      resolve();
      events.gone();
    };
    this.#process.on('exit', (code, signal) => die(signal ?? `exit code ${code}`));
    this.#process.on('error', (error) => die(error.message));
  }

  get idle(): boolean {
    return this.#alive && this.#job === null && this.#reason === null;
  }

  worksOn(job: Job<Request, Reply>): boolean {
    return this.#job === job;
  }

  start(job: Job<Request, Reply>): void {
    this.#job = job;
    this.#keepAlive(true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.end(new ChildError('TIMED_OUT', `longer than ${Math.round(job.limit / 1000)} s`));
    }, job.limit);
    // A channel that has just closed: the event `exit` follows.
    this.#process.send(job.request, () => {});
  }

  /** Kills the process; its request fails for `reason`. */
  end(reason: ChildError): Promise<void> {
    this.#reason ??= reason;
    // The caller awaits the end of the process, so this process must stay alive for it.
    this.#process.ref();
    this.#process.kill('SIGKILL');
    return this.#gone;
  }

  #finish(result: Reply | ChildError): void {
    const job = this.#job;
    this.#job = null;
    clearTimeout(this.#timer);
    job?.settle(result);
    if (!this.#alive) return;
    this.#keepAlive(false);
    this.#timer = setTimeout(() => this.#retire(), this.#options.idleMs).unref();
  }

  /** Has the process end by itself; it gets no more requests. */
  #retire(): void {
    this.#reason = cancelled();
    clearTimeout(this.#timer);
    // A waiting request may need its place, so this process must stay alive for the event.
    this.#process.ref();
    if (this.#process.connected) this.#process.disconnect();
  }

  /** Only busy children keep this process alive. */
  #keepAlive(busy: boolean): void {
    if (busy) {
      this.#process.ref();
      this.#process.channel?.ref();
    } else {
      this.#process.unref();
      this.#process.channel?.unref();
    }
  }
}

function cancelled(): ChildError {
  return new ChildError('CANCELLED', 'cancelled');
}
