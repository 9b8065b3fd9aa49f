/**
 * `npm run bench:index -- --docs N`: measures the index engine with the common workload and prints the figures beside
 * those of the best other engine.
 *
 * Options: --docs N (100000), --dir D (a temporary directory), --searches N (2000), --keep.
 * Every measurement runs in a process of its own, so memory and processor time are those of the index and of nobody else.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HASHES_PER_DOCUMENT } from './fingerprint-workload.ts';
import type { IngestFigures, ReopenFigures, SearchFigures } from './index-roles.ts';

const { values } = parseArgs({
  options: { docs: { type: 'string', default: '100000' }, dir: { type: 'string' }, searches: { type: 'string', default: '2000' }, keep: { type: 'boolean', default: false } },
});
const documents = Number(values.docs);
const searches = Number(values.searches);
const root = values.dir ?? mkdtempSync(join(tmpdir(), 'bench-index-'));
const directory = join(root, 'index');

/** The best other engine, measured on the same kind of machine while it was quiet (2 cores, batches of 1000). */
const RIVAL = documents >= 500_000
  ? { ingest: '69 000', cpu: '1.93 / 1.77', p50: '2.04 / 1.84', p99: '3.1', bytes: '4.50', memory: '562', restart: '0.76', top1: '100' }
  : { ingest: '81 000', cpu: '1.08 / 1.04', p50: '1.20 / 1.15', p99: '1.9', bytes: '6.07', memory: '81 (whole process)', restart: '0.21', top1: '100' };

interface Role {
  readonly process: ReturnType<typeof spawn>;
  /** The next line of JSON the role prints. */
  next<T>(): Promise<T>;
  readonly ended: Promise<void>;
}

function startRole(role: string, ...args: readonly (string | number)[]): Role {
  const child = spawn(process.execPath, [new URL('./index-roles.ts', import.meta.url).pathname, role, directory, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // As Descant's programs do: what was compiled once is not compiled again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compile-cache') },
  });
  const lines: string[] = [];
  let wake: (() => void) | undefined;
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    wake?.();
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      resolve();
      wake?.();
    });
  });
  return {
    process: child,
    ended,
    async next<T>(): Promise<T> {
      while (lines.length === 0) {
        if (child.exitCode !== null) throw new Error(`the role ${role} ended with code ${child.exitCode}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return JSON.parse(lines.shift()!) as T;
    },
  };
}

async function runRole<T>(role: string, ...args: readonly (string | number)[]): Promise<T> {
  const running = startRole(role, ...args);
  const figures = await running.next<T>();
  await running.ended;
  return figures;
}

/** Kills a process while it writes; returns the seconds until another one has the first right answer. */
async function measureRestart(): Promise<number> {
  const victim = startRole('victim', documents);
  const { acknowledged } = await victim.next<{ acknowledged: number }>();
  victim.process.kill('SIGKILL');
  await victim.ended;
  const start = performance.now();
  const { found } = await runRole<ReopenFigures>('reopen', documents, acknowledged);
  if (!found) throw new Error('an acknowledged document was lost');
  return (performance.now() - start) / 1000;
}

function directoryBytes(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}

function row(name: string, ours: string, theirs: string): void {
  console.log(`${name.padEnd(58)}${ours.padStart(20)}   ${theirs}`);
}

try {
  console.log(`${documents} documents × ${HASHES_PER_DOCUMENT} hashes, ${searches} searches of each kind; Node ${process.version}\n`);
  row('', 'this engine', 'best other engine');
  const ingest = await runRole<IngestFigures>('ingest', documents);
  row('ingest, documents/s (batches of 1000, durable)', Math.round(ingest.documentsPerSecond).toLocaleString('en'), RIVAL.ingest);
  row('  its processor time, µs per document', ingest.cpuPerDocument.toFixed(1), '');
  row('  segments, then after settling', `${ingest.segmentsBefore}, ${ingest.segmentsAfter}`, '');
  row('  settling, s', ingest.settleSeconds.toFixed(1), '');
  row('  most memory over a bare process, MB', ingest.peakMemory.toFixed(0), '');
  row('disk, bytes per posting after settling', (directoryBytes(directory) / (documents * HASHES_PER_DOCUMENT)).toFixed(3), RIVAL.bytes);
  const quiet = await runRole<SearchFigures>('search', documents, searches);
  const pair = (of: (kind: SearchFigures['hit']) => number, digits: number): string => `${of(quiet.hit).toFixed(digits)} / ${of(quiet.miss).toFixed(digits)}`;
  row('processor time per search, hit / miss, ms', pair((kind) => kind.cpu, 3), RIVAL.cpu);
  row('search p50, hit / miss, ms', pair((kind) => kind.p50, 3), RIVAL.p50);
  row('search p99, hit / miss, ms', pair((kind) => kind.p99, 3), RIVAL.p99);
  row('right document first, %', quiet.top1.toFixed(1), RIVAL.top1);
  row('memory over a bare process after the searches, MB', quiet.memory.toFixed(0), RIVAL.memory);
  const busy = await runRole<SearchFigures>('search-while-writing', documents, searches);
  row('beside a writer: search p50, hit / miss, ms', `${busy.hit.p50.toFixed(3)} / ${busy.miss.p50.toFixed(3)}`, '');
  row('beside a writer: search p99, hit / miss, ms', `${busy.hit.p99.toFixed(3)} / ${busy.miss.p99.toFixed(3)}`, '');
  row('kill -9 while writing → first right answer, s', (await measureRestart()).toFixed(2), RIVAL.restart);
} finally {
  if (!values.keep) rmSync(root, { recursive: true, force: true });
}
