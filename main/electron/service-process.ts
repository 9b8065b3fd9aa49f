/**
 * Starts the library service for the shell. The service's program either serves the library, or reports
 * the service that already does and ends; so only the service itself looks at the lock of a library folder.
 *
 * The child runs on Descant's own Node, never on Electron's: no native module is loaded in Electron.
 */
import { spawn } from 'node:child_process';
import { serviceArgv, serviceEnvironment } from '../service-process.mjs';
import { announcementReader } from '../setup/announcements.mjs';

export interface RunningService {
  /** The URL to open once; it carries the token. */
  readonly url: string;
  /** Scheme, host and port of the service. */
  readonly origin: string;
  /** Another program started it: the shell must not stop it. */
  readonly attached: boolean;
  /** Unmounts and stops the service if it is ours. Resolves when it has ended. */
  stop(): Promise<void>;
  /** Resolves with a sentence when our service ends without having been asked to. */
  readonly died: Promise<string>;
}

/** The service did not come up. */
export class ServiceStartError extends Error {
  readonly code = 'SERVICE_START';
  constructor(detail: string) {
    super(`The library service could not be started. ${detail}`);
    this.name = 'ServiceStartError';
  }
}

/** How much of the service's error output is kept for a message, in characters. */
const KEPT_ERROR_OUTPUT = 2000;

/**
 * Starts the service program and waits until it listens, or has found one that does.
 * @throws ServiceStartError when it ends before that
 */
export function startService(
  node: string,
  program: string,
  programArguments: readonly string[],
): Promise<RunningService> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, serviceArgv(program, ['--announce', 'json', ...programArguments]), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serviceEnvironment(),
    });
    let errorOutput = '';
    let failure = '';
    let asked = false;
    const ended = new Promise<string>((resolveEnded) => {
      child.on('error', (error) => resolveEnded(error.message));
      child.on('close', (code, signal) => {
        resolveEnded(failure || errorOutput.trim() || `It ended with ${signal ?? `code ${String(code)}`}.`);
      });
    });
    void ended.then((detail) => reject(new ServiceStartError(detail)));

    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errorOutput = (errorOutput + text).slice(-KEPT_ERROR_OUTPUT);
    });
    child.stdout.setEncoding('utf8').on(
      'data',
      announcementReader(
        (event) => {
          if (event.event === 'failed') failure = event.message;
          if (event.event !== 'listening') return;
          const { url, attached } = event;
          resolve({
            url,
            origin: new URL(url).origin,
            attached,
            died: new Promise((tell) => {
              if (!attached) void ended.then((detail) => !asked && tell(detail));
            }),
            async stop() {
              asked = true;
              if (attached) return;
              child.kill('SIGTERM');
              await ended;
            },
          });
        },
        () => undefined,
      ),
    );
  });
}
