/** For commands that process a whole library: Ctrl-C ends them in order, and a terminal shows a line of progress. */
import { printable } from '../setup/printable-text.mjs';

/** Ctrl-C has ended the command. */
export class CancelledError extends Error {
  readonly code = 'CANCELLED';
  constructor(message: string) {
    super(message);
    this.name = 'CancelledError';
  }
}

/**
 * Runs `work` with a signal that Ctrl-C aborts; a second Ctrl-C ends the program at once. The line of progress is
 * cleared at the end.
 */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  process.once('SIGINT', cancel);
  try {
    return await work(controller.signal);
  } finally {
    process.removeListener('SIGINT', cancel);
    showProgress('');
  }
}

/** Replaces the line of progress by that of a run, which may rest: Activity pauses and resumes it. */
export function showRunning(text: string, { isPaused }: { readonly isPaused: boolean }): void {
  showProgress(isPaused ? `${text}, paused` : text);
}

/** Replaces the line of progress by `text`. Does nothing where standard error is no terminal. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${printable(text)}`);
}

/** Milliseconds after which work has a line of progress, and between two of them. */
const SHOWN_AFTER = 1000;

/** Shows how long `work` takes, from the first second on: for work that does not tell how far it is. */
export async function showingTime<Result>(text: string, work: Promise<Result>): Promise<Result> {
  const started = performance.now();
  const show = (): void => showProgress(`${text}: ${Math.round((performance.now() - started) / SHOWN_AFTER)} s`);
  const timer = setInterval(show, SHOWN_AFTER);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    showProgress('');
  }
}

/** Shows what work in this very thread tells, once a second at most, and nothing in the first one. */
export function showingSteps(): (text: () => string) => void {
  let last = performance.now();
  return (text) => {
    const now = performance.now();
    if (now - last < SHOWN_AFTER) return;
    last = now;
    showProgress(text());
  };
}
