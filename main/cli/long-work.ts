/** What commands need that go through a whole library: Ctrl-C that ends them in order, and a line of progress on a terminal. */

/** The command was ended by Ctrl-C. */
export class CancelledError extends Error {
  readonly code = 'CANCELLED';
  constructor(message: string) {
    super(message);
    this.name = 'CancelledError';
  }
}

/** Runs `work` with a signal that Ctrl-C aborts; a second Ctrl-C ends the program at once. The line of progress is taken away at the end. */
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

/** Puts `text` in the place of what was shown before; nothing where standard error is no terminal. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
