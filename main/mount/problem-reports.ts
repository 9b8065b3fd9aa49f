/**
 * What the mount could not do, reported once in a while: programs that try again and again must not flood the service.
 */
import { OverlayError } from '../../fuse/overlay/errors.ts';

export interface Problem {
  readonly message: string;
  /** The track whose original could not be served; null where the problem concerns no track. */
  readonly trackId: number | null;
}

/** Milliseconds in which the same message is reported once. */
export const QUIET_PERIOD = 10_000;

/** Messages that are remembered; beyond, all are forgotten. */
const MAX_REMEMBERED = 1000;

export class ProblemReports {
  readonly #send: (problem: Problem) => unknown;
  readonly #now: () => number;
  readonly #lastReported = new Map<string, number>();

  constructor(send: (problem: Problem) => unknown, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  report(message: string, trackId: number | null): void {
    const now = this.#now();
    if (now - (this.#lastReported.get(message) ?? -Infinity) < QUIET_PERIOD) return;
    if (this.#lastReported.size >= MAX_REMEMBERED) this.#lastReported.clear();
    this.#lastReported.set(message, now);
    this.#send({ message, trackId });
  }

  /** A file operation has failed. The program has the error; only what a person can do something about is reported. */
  failure(operation: string, error: unknown, trackId: number | null): void {
    const message = error instanceof Error ? error.message : String(error);
    // A refusal, such as to write or to remove what is not empty, is an answer.
    if (!(error instanceof OverlayError)) this.report(`${operation}: ${message}`, null);
    else if (error.code === 'EIO') this.report(message, trackId);
  }
}
