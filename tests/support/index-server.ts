/** `descant index serve` as a process of its own, and the indexes that a library can have: for suites that run over both. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { SYSTEM_CLOCK } from '../../app/model/clock.ts';
import { openFingerprintIndex, type LibraryIndex } from '../../app/recognition/fingerprint-index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));

export interface IndexServerProcess {
  /** Without the name of an index. */
  readonly url: string;
  readonly port: number;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts a server of the indexes in `directory`; port 0 for any. Whoever starts it stops it. */
export async function startIndexServer(directory: string, port = 0): Promise<IndexServerProcess> {
  const words = ['index', 'serve', '--dir', directory, '--port', String(port), '--json'];
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), exited])) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    port: Number(new URL(url).port),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Where a library's fingerprints can be indexed: in its folder, or on a server. */
export const INDEX_KINDS = ['local', 'remote'] as const;
export type IndexKind = (typeof INDEX_KINDS)[number];

/** Returns a function that opens a new index of a kind. One server serves all of a test file, which closes them. */
export function libraryIndexes(): (kind: IndexKind) => Promise<LibraryIndex> {
  const opened: LibraryIndex[] = [];
  let server: Promise<IndexServerProcess> | null = null;
  afterAll(async () => {
    for (const index of opened) await index.close();
    await (await server)?.stop();
  });
  return async (kind) => {
    const folder = temporaryFolder();
    const base = kind === 'local' ? null : await (server ??= startIndexServer(folder));
    const parts = base && {
      url: `${base.url}/index-${opened.length}`,
      library: `library-${opened.length}`,
      clock: SYSTEM_CLOCK,
      isKnown: async () => false,
    };
    const index = await openFingerprintIndex(join(folder, 'index'), parts, (message) => {
      throw new Error(message);
    });
    opened.push(index);
    return index;
  };
}
