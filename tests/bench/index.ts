/**
 * `npm run bench:index -- --docs N`: measures the index engine with the common workload and prints the figures beside
 * those of the best other engine.
 *
 * Options: --docs N (100000), --dir D (a temporary directory), --searches N (2000), --keep, --http (the same through the
 * server), --music FOLDER (real fingerprints of the music there instead).
 */

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectIndex } from '../../index-engine/index.ts';
import { benchArguments, count } from './arguments.ts';
import { HASHES_PER_DOCUMENT } from './fingerprint-workload.ts';
import { ingestOverHttp, measureSearches } from './index-measure.ts';
import type { KindFigures, SearchFigures } from './index-measure.ts';
import { benchMusic } from './index-music.ts';
import type { IngestFigures, QuietFigures, ReopenFigures } from './index-roles.ts';
import { becomeQuiet, processorTime, startRole } from './roles.ts';
import type { Role } from './roles.ts';

const USAGE =
  'npm run bench:index -- [--docs 100000] [--searches 2000] [--dir FOLDER] [--keep] [--http] [--music FOLDER]';
const { values } = benchArguments(USAGE, {
  docs: { type: 'string', default: '100000' },
  dir: { type: 'string' },
  searches: { type: 'string', default: '2000' },
  keep: { type: 'boolean', default: false },
  http: { type: 'boolean', default: false },
  music: { type: 'string' },
});
const documents = count('--docs', values.docs, USAGE);
const searches = count('--searches', values.searches, USAGE);
const root = values.dir ?? mkdtempSync(join(tmpdir(), 'bench-index-'));
const directory = join(root, 'index');

/** The best other engine, measured on the same kind of machine while it was quiet (2 cores, batches of 1000). */
const RIVAL =
  documents >= 500_000
    ? {
        ingest: '69 000',
        cpu: '1.93 / 1.77',
        p50: '2.04 / 1.84',
        p99: '3.1',
        bytes: '4.50',
        memory: '562',
        restart: '0.76',
        top1: '100',
      }
    : {
        ingest: '81 000',
        cpu: '1.08 / 1.04',
        p50: '1.20 / 1.15',
        p99: '1.9',
        bytes: '6.07',
        memory: '81 (whole process)',
        restart: '0.21',
        top1: '100',
      };

function start(role: string, ...args: readonly (string | number)[]): Role {
  return startRole(
    new URL('./index-roles.ts', import.meta.url),
    [role, directory, ...args.map(String)],
    join(root, 'compile-cache'),
  );
}

async function run<T>(role: string, ...args: readonly (string | number)[]): Promise<T> {
  const running = start(role, ...args);
  const figures = await running.next<T>();
  await running.ended;
  return figures;
}

/** Kills a process while it writes; returns the seconds until another one has the first right answer. */
async function measureRestart(): Promise<number> {
  const victim = start('victim', documents);
  const { acknowledged } = await victim.next<{ acknowledged: number }>();
  victim.process.kill('SIGKILL');
  await victim.ended;
  const begin = performance.now();
  const { found } = await run<ReopenFigures>('reopen', documents, acknowledged);
  if (!found) throw new Error('an acknowledged document was lost');
  return (performance.now() - begin) / 1000;
}

function directoryBytes(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}

function row(name: string, ours: string, theirs = ''): void {
  console.log(`${name.padEnd(58)}${ours.padStart(20)}   ${theirs}`);
}

function both(figures: SearchFigures, of: (kind: KindFigures) => number): string {
  return `${of(figures.hit).toFixed(3)} / ${of(figures.miss).toFixed(3)}`;
}

function searchRows(figures: SearchFigures): void {
  row(
    'processor time per search, hit / miss, ms',
    both(figures, ({ cpu }) => cpu),
    RIVAL.cpu,
  );
  row(
    'search p50, hit / miss, ms',
    both(figures, ({ p50 }) => p50),
    RIVAL.p50,
  );
  row(
    'search p99, hit / miss, ms',
    both(figures, ({ p99 }) => p99),
    RIVAL.p99,
  );
  row('right document first, %', figures.top1.toFixed(1), RIVAL.top1);
}

async function benchEmbedded(): Promise<void> {
  await run('warm-up');
  rmSync(directory, { recursive: true });
  const figures = await run<IngestFigures>('ingest', documents);
  row(
    'ingest, documents/s (batches of 1000, durable)',
    Math.round(figures.documentsPerSecond).toLocaleString('en'),
    RIVAL.ingest,
  );
  row('  its processor time, µs per document', figures.cpuPerDocument.toFixed(1));
  row('  segments, then after settling', `${figures.segmentsBefore}, ${figures.segmentsAfter}`);
  row('  settling, s', figures.settleSeconds.toFixed(1));
  row('  most memory over a bare process, MB', figures.peakMemory.toFixed(0));
  row(
    'disk, bytes per posting after settling',
    (directoryBytes(directory) / (documents * HASHES_PER_DOCUMENT)).toFixed(3),
    RIVAL.bytes,
  );
  const quiet = await run<QuietFigures>('search', documents, searches);
  searchRows(quiet);
  row('memory over a bare process after the searches, MB', quiet.memory.toFixed(0), RIVAL.memory);
  const busy = await run<SearchFigures>('search-while-writing', documents, searches);
  row(
    'beside a writer: search p50, hit / miss, ms',
    both(busy, ({ p50 }) => p50),
  );
  row(
    'beside a writer: search p99, hit / miss, ms',
    both(busy, ({ p99 }) => p99),
  );
  row('kill -9 while writing → first right answer, s', (await measureRestart()).toFixed(2), RIVAL.restart);
}

/** The client is this process; processor time is the server's. */
async function benchHttp(): Promise<void> {
  const server = start('serve');
  const { port } = await server.next<{ port: number }>();
  const pid = server.process.pid!;
  const index = await connectIndex(`http://127.0.0.1:${port}/main`);
  const taken = await ingestOverHttp(port, documents);
  row(
    'ingest, documents/s (batches of 1000, durable)',
    Math.round(documents / (taken / 1000)).toLocaleString('en'),
    RIVAL.ingest,
  );
  row('  the server’s processor time, µs per document', ((processorTime(pid) * 1000) / documents).toFixed(1));
  await becomeQuiet(pid);
  searchRows(await measureSearches(index, documents, searches, () => processorTime(pid)));
  await index.close();
  server.process.kill('SIGTERM');
  await server.ended;
}

try {
  if (values.music !== undefined) {
    await benchMusic(values.music, searches);
  } else {
    console.log(
      `${documents} documents × ${HASHES_PER_DOCUMENT} hashes, ${searches} searches of each kind${values.http ? ', through HTTP' : ''}; Node ${process.version}\n`,
    );
    row('', 'this engine', 'best other engine');
    await (values.http ? benchHttp() : benchEmbedded());
  }
} finally {
  if (!values.keep) rmSync(root, { recursive: true, force: true });
}
