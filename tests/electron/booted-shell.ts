/** Builds the shell's bundles into a temporary folder and boots one of them against the recorder. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Writes `electron.js` and `preload.cjs` into `folder`, as `npm run build` writes them into `dist/main`. */
export async function buildShell(folder: string): Promise<void> {
  const build = { outDir: folder };
  const builder = await createBuilder({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    environments: { main: { build }, preload: { build } },
  });
  for (const name of ['main', 'preload']) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`vite.config.ts has no environment ${name}`);
    await builder.build(environment);
  }
}

export interface BootedShell {
  /** Asks the recorder a question. */
  ask(question: string, given?: object): Promise<unknown>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

/** Boots a bundle in plain Node with the recorder in Electron's place. */
export function boot(bundle: string, shellArguments: readonly string[] = [], env: NodeJS.ProcessEnv = {}): BootedShell {
  const child = fork(bundle, shellArguments, {
    cwd: root,
    execArgv: ['--import', new URL('recorder.ts', import.meta.url).href],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let last = 0;
  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ask = (question: string, given: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, resolve);
      child.send({ id: last, question, given }, (error) => error !== null && reject(error));
      void ended.then((code) =>
        reject(new Error(`the shell ended with code ${String(code)} before it answered "${question}"`)),
      );
    });
  return {
    ask,
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
}
