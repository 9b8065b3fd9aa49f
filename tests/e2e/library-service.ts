/** The real service on a library of the test's own, as a child process, for the browser to open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('../../main/service.ts', import.meta.url));
/** As in vite.config.ts: a service whose code is compiled starts in half the time. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

export interface LibraryService {
  readonly library: string;
  /** Address with the token, for the first visit. */
  readonly url: string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/**
 * Starts the service and waits until it can be visited.
 * @param env variables that it gets beside those of the test
 * @param port any free one by default
 */
export async function startLibraryService(
  library: string,
  env: Readonly<Record<string, string>> = {},
  port = '0',
): Promise<LibraryService> {
  const child = spawn(
    process.execPath,
    [SERVICE, '--library', library, '--no-mount', '--announce', 'json', '--port', port],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Tests wait for analyses: with a lower priority these would get next to nothing of a small machine beside others.
      env: { ...process.env, DESCANT_NICENESS: '0', ...env, NODE_COMPILE_CACHE: COMPILED },
    },
  );
  const gone = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const announced = JSON.parse(line) as { event: string; url?: string };
      if (announced.event === 'listening' && announced.url !== undefined) resolve(announced.url);
    });
    void gone.then(([code]) =>
      reject(new Error(`the service ended with code ${String(code)} before it could be visited`)),
    );
  });
  return {
    library,
    url,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await gone;
    },
  };
}
