/** Processes of mounts that do nothing by themselves: tests say what they send and when they end. */
import type { MountProcess, StartMountProcess } from '../mount-process.ts';
import type { FromMount, ToMount } from '../mount-protocol.ts';
import type { ProcessEnd } from '../process-end.ts';

export class FakeMountProcess implements MountProcess {
  readonly end: Promise<ProcessEnd>;
  readonly sent: ToMount[] = [];
  /** Sends a message to the controller. */
  readonly say: (message: FromMount) => void;
  connected = true;
  readonly #resolve: (end: ProcessEnd) => void;

  constructor(receive: (message: FromMount) => void) {
    const { promise, resolve } = Promise.withResolvers<ProcessEnd>();
    this.end = promise;
    this.say = receive;
    this.#resolve = resolve;
  }

  send(message: ToMount): void {
    this.sent.push(message);
  }

  disconnect(): void {
    this.connected = false;
  }

  /** Ends as the process would, with an exit code or for null by SIGKILL. */
  async die(code: number | null): Promise<void> {
    this.connected = false;
    this.#resolve({ code, how: code === null ? 'SIGKILL' : `code ${code}` });
    await this.end;
    // What follows the end is done in microtasks.
    await new Promise(setImmediate);
  }
}

/** Starts fake processes and keeps them, the oldest first. */
export function fakeProcesses(): { readonly start: StartMountProcess; readonly started: FakeMountProcess[] } {
  const started: FakeMountProcess[] = [];
  const start: StartMountProcess = (receive) => {
    const child = new FakeMountProcess(receive);
    started.push(child);
    return child;
  };
  return { start, started };
}
