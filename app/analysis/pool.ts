/**
 * Child processes that analyse files, one file each at a time.
 *
 * Decoders are native code that reads untrusted bytes: a crash or a hang must cost one file and not the library. So a
 * child that dies fails its file and is replaced when more work is waiting; a child that takes too long is killed.
 * Children start when there is work and end after a while without any. They also end when this process is gone,
 * because their channel closes.
 *
 * Invariant: every promise that `analyse`, `check` or `hash` returned is settled, at the latest by `close`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { AnalysisError, type AnalysisPool, type AudioAnalysis } from './analysis.ts';
import type { AnalysisReply, AnalysisRequest } from './analysis-messages.ts';
import type { SoundCheck } from '../audio/decoder.ts';

export interface AnalysisPoolOptions {
  /** How many files are analysed at the same time, at least 1. */
  readonly size: number;
  /** The program that the children run: `main/analysis.ts`. */
  readonly program: URL | string;
  /** Milliseconds that one file may take; two minutes by default. */
  readonly timeoutMs?: number;
  /** Milliseconds that reading one whole file may take, for a check or a hash; half an hour by default. */
  readonly wholeFileTimeoutMs?: number;
  /** Milliseconds after which a child without work is ended; half a minute by default. */
  readonly idleMs?: number;
  /** Files after which a child is replaced, because decoders keep a little memory of each; a thousand by default. */
  readonly filesPerChild?: number;
}

/** The result of a file that did not fail. */
type Outcome = Exclude<AnalysisReply, { readonly error: unknown }>;

interface Job {
  readonly request: AnalysisRequest;
  readonly signal: AbortSignal | undefined;
  readonly settle: (result: Outcome | AnalysisError) => void;
}

export function openAnalysisPool(options: AnalysisPoolOptions): AnalysisPool {
  return new ForkedPool(options);
}

class ForkedPool implements AnalysisPool {
  readonly size: number;
  readonly #options: Required<AnalysisPoolOptions>;
  readonly #queue: Job[] = [];
  readonly #children = new Set<Child>();
  #closed = false;

  constructor(options: AnalysisPoolOptions) {
    this.size = Math.max(1, options.size);
    this.#options = {
      timeoutMs: 120_000,
      wholeFileTimeoutMs: 1_800_000,
      idleMs: 30_000,
      filesPerChild: 1000,
      ...options,
    };
  }

  async analyse(path: Uint8Array, signal?: AbortSignal): Promise<AudioAnalysis> {
    const outcome = await this.#run({ task: 'analyse', path }, signal);
    if ('analysis' in outcome) return outcome.analysis;
    throw unexpected();
  }

  async check(path: Uint8Array, signal?: AbortSignal): Promise<SoundCheck> {
    const outcome = await this.#run({ task: 'check', path }, signal);
    if ('check' in outcome) return outcome.check;
    throw unexpected();
  }

  async hash(path: Uint8Array, signal?: AbortSignal): Promise<Uint8Array | null> {
    const outcome = await this.#run({ task: 'hash', path }, signal);
    if ('hash' in outcome) return outcome.hash;
    throw unexpected();
  }

  #run(request: AnalysisRequest, signal: AbortSignal | undefined): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.#closed || signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const cancel = (): void => {
        const queued = this.#queue.indexOf(job);
        if (queued >= 0) this.#queue.splice(queued, 1);
        // A child at work on this file finishes it, and the result is dropped: starting another child would take
        // longer.
        job.settle(cancelled());
      };
      const job: Job = {
        request,
        signal,
        settle: (result) => {
          signal?.removeEventListener('abort', cancel);
          if (result instanceof AnalysisError) reject(result);
          else resolve(result);
        },
      };
      signal?.addEventListener('abort', cancel);
      this.#queue.push(job);
      this.#assign();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.settle(cancelled());
    await Promise.all(Array.from(this.#children, (child) => child.end(cancelled())));
  }

  /** Gives waiting files to idle children first, then to new ones. */
  #assign(): void {
    while (this.#queue.length > 0) {
      const idle = this.#children.values().find((child) => child.idle) ?? this.#add();
      if (idle === null) return;
      idle.start(this.#queue.shift()!);
    }
  }

  #add(): Child | null {
    if (this.#closed || this.#children.size >= this.size) return null;
    const child = new Child(this.#options, {
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

/** One child process and the file that it works on. */
class Child {
  readonly #process: ChildProcess;
  readonly #options: Required<AnalysisPoolOptions>;
  readonly #gone: Promise<void>;
  #job: Job | null = null;
  #files = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Why the process was killed; null for a process that crashes. */
  #reason: AnalysisError | null = null;
  #alive = true;

  constructor(options: Required<AnalysisPoolOptions>, events: { ready: () => void; gone: () => void }) {
    this.#options = options;
    const program = options.program instanceof URL ? fileURLToPath(options.program) : options.program;
    this.#process = fork(program, [], { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
    this.#process.on('message', (reply: AnalysisReply) => {
      this.#finish('error' in reply ? new AnalysisError(reply.error.code, reply.error.message) : reply);
      this.#files += 1;
      if (this.#files >= options.filesPerChild) this.#retire();
      else events.ready();
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gone = promise;
    const die = (how: string): void => {
      if (!this.#alive) return;
      this.#alive = false;
      this.#finish(
        this.#reason ?? new AnalysisError('CRASHED', `The decoder crashed on this file (${how}); it may be damaged.`),
      );
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

  start(job: Job): void {
    this.#job = job;
    this.#keepAlive(true);
    clearTimeout(this.#timer);
    const { request } = job;
    const limit = request.task === 'analyse' ? this.#options.timeoutMs : this.#options.wholeFileTimeoutMs;
    this.#timer = setTimeout(() => {
      void this.end(
        new AnalysisError(
          'TIMED_OUT',
          `The analysis of this file took longer than ${Math.round(limit / 1000)} s and was stopped.`,
        ),
      );
    }, limit);
    // A channel that has just closed: the event `exit` follows.
    this.#process.send(request, () => {});
  }

  /** Kills the process; its file fails for `reason`. */
  end(reason: AnalysisError): Promise<void> {
    this.#reason ??= reason;
    // The caller awaits the end of the process, so this process must stay alive for it.
    this.#process.ref();
    this.#process.kill('SIGKILL');
    return this.#gone;
  }

  #finish(result: Outcome | AnalysisError): void {
    const job = this.#job;
    this.#job = null;
    clearTimeout(this.#timer);
    job?.settle(result);
    if (!this.#alive) return;
    this.#keepAlive(false);
    this.#timer = setTimeout(() => this.#retire(), this.#options.idleMs).unref();
  }

  /** Has the process end by itself; it gets no more files. */
  #retire(): void {
    this.#reason = cancelled();
    clearTimeout(this.#timer);
    // A waiting file may need its place, so this process must stay alive for the event.
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

/** A child that answers another task than it was given is broken. */
function unexpected(): AnalysisError {
  return new AnalysisError('CRASHED', 'The decoder answered another request than the one it was sent.');
}

function cancelled(): AnalysisError {
  return new AnalysisError('CANCELLED', 'The analysis of this file was cancelled.');
}
