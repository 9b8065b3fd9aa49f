/**
 * The analysis in child processes, because decoders are native code that reads untrusted bytes: see
 * `app/child-processes/child-pool.ts`.
 */
import { ChildError, ChildPool } from '../child-processes/child-pool.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';
import { AnalysisError, type AnalysisPool, type AudioAnalysis, type CommonPart, type FileHash } from './analysis.ts';
import type { AnalysisReply, AnalysisRequest } from './analysis-messages.ts';

export interface AnalysisPoolOptions {
  /** How many files are analysed at the same time, at least 1. */
  readonly size: number;
  /** The program that the children run: `main/analysis.ts`. */
  readonly program: URL | string;
  /** Milliseconds that the analysis of one file may take; ten minutes by default. */
  readonly timeoutMs?: number;
  /** Milliseconds that a check or a hash of one file may take; half an hour by default. */
  readonly wholeFileTimeoutMs?: number;
  /** Milliseconds after which a child without work is ended. */
  readonly idleMs?: number;
  /** Files after which a child is replaced. */
  readonly filesPerChild?: number;
}

/** The result of a file that did not fail. */
type Outcome = Exclude<AnalysisReply, { readonly error: unknown }>;

export function openAnalysisPool(options: AnalysisPoolOptions): AnalysisPool {
  return new ForkedPool(options);
}

class ForkedPool implements AnalysisPool {
  readonly #children: ChildPool<AnalysisRequest, AnalysisReply>;
  readonly #limits: Readonly<Record<AnalysisRequest['task'], number>>;

  constructor({
    timeoutMs = 600_000,
    wholeFileTimeoutMs = 1_800_000,
    filesPerChild = 1000,
    ...options
  }: AnalysisPoolOptions) {
    this.#children = new ChildPool({ ...options, requestsPerChild: filesPerChild });
    this.#limits = {
      analyse: timeoutMs,
      quality: timeoutMs,
      mix: timeoutMs,
      check: wholeFileTimeoutMs,
      hash: wholeFileTimeoutMs,
      bytes: wholeFileTimeoutMs,
    };
  }

  get size(): number {
    return this.#children.size;
  }

  async analyse(path: Uint8Array, signal?: AbortSignal): Promise<AudioAnalysis> {
    const outcome = await this.#run({ task: 'analyse', path }, signal);
    if ('analysis' in outcome) return outcome.analysis;
    throw unexpected();
  }

  async quality(path: Uint8Array, signal?: AbortSignal): Promise<MeasuredQuality> {
    const outcome = await this.#run({ task: 'quality', path }, signal);
    if ('quality' in outcome) return outcome.quality;
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

  async isOtherMix(parts: CommonPart, signal?: AbortSignal): Promise<boolean> {
    const outcome = await this.#run({ task: 'mix', parts }, signal);
    if ('isOtherMix' in outcome) return outcome.isOtherMix;
    throw unexpected();
  }

  async hashBytes(path: Uint8Array, signal?: AbortSignal): Promise<FileHash | null> {
    const outcome = await this.#run({ task: 'bytes', path }, signal);
    if ('bytes' in outcome) return outcome.bytes;
    throw unexpected();
  }

  close(): Promise<void> {
    return this.#children.close();
  }

  async #run(request: AnalysisRequest, signal: AbortSignal | undefined): Promise<Outcome> {
    const reply = await this.#children.run(request, this.#limits[request.task], signal).catch((error: unknown) => {
      throw error instanceof ChildError ? new AnalysisError(error.code, messageOf(error)) : error;
    });
    if ('error' in reply) throw new AnalysisError(reply.error.code, reply.error.message);
    return reply;
  }
}

function messageOf({ code, message }: ChildError): string {
  if (code === 'CRASHED') return `The decoder crashed on this file (${message}); it may be damaged.`;
  if (code === 'TIMED_OUT') return `The analysis of this file took ${message} and was stopped.`;
  return 'The analysis of this file was cancelled.';
}

/** A child that answers another task than it was given is broken. */
function unexpected(): AnalysisError {
  return new AnalysisError('CRASHED', 'The decoder answered another request than the one it was sent.');
}
