/**
 * The processes of the index benchmark. Arguments: role, directory, documents, then the role's own.
 */

import { execFileSync } from 'node:child_process';
import { openIndex, serveIndex } from '../../index-engine/index.ts';
import { documentHashes } from './fingerprint-workload.ts';
import { BATCH, batchOf, ingest, measureSearches } from './index-measure.ts';
import type { SearchFigures } from './index-measure.ts';

export interface IngestFigures {
  readonly documentsPerSecond: number;
  /** Microseconds, the making of the documents left out. */
  readonly cpuPerDocument: number;
  readonly segmentsBefore: number;
  readonly segmentsAfter: number;
  readonly settleSeconds: number;
  readonly peakMemory: number;
}

export type QuietFigures = SearchFigures & { readonly memory: number };

export interface ReopenFigures {
  readonly found: boolean;
}

const [role, directory, documents, argument] = [
  process.argv[2]!,
  process.argv[3]!,
  Number(process.argv[4]),
  Number(process.argv[5]),
];

function print(figures: unknown): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Megabytes over a process of Node's that does nothing. */
function memoryOverBare(resident: number): number {
  return (resident - Number(execFileSync(process.execPath, ['-p', 'process.memoryUsage.rss()']).toString())) / 1e6;
}

/** Processor time of this process with all its threads, in milliseconds. */
function ownProcessorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Uses all parts of an index once, so that their code is in the compile cache, as it is where Descant has run before. */
async function warmUp(): Promise<object> {
  const index = await openIndex(directory);
  for (let batch = 0; batch < 2; batch++) {
    await index.update(batchOf(1 + batch * BATCH, BATCH));
    await index.checkpoint();
  }
  await index.search(documentHashes(1));
  await index.settle();
  await index.close();
  return {};
}

async function runIngest(): Promise<IngestFigures> {
  const index = await openIndex(directory);
  let peak = 0;
  const notePeak = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const cpuStart = ownProcessorTime();
  const { taken, making } = await ingest(index, documents, notePeak);
  const cpuPerDocument = ((ownProcessorTime() - cpuStart - making) * 1000) / documents;
  const { segments: segmentsBefore } = await index.info();
  const settleStart = performance.now();
  await index.settle();
  const settleSeconds = (performance.now() - settleStart) / 1000;
  notePeak();
  const { segments: segmentsAfter } = await index.info();
  await index.close();
  return {
    documentsPerSecond: documents / (taken / 1000),
    cpuPerDocument,
    segmentsBefore,
    segmentsAfter,
    settleSeconds,
    peakMemory: memoryOverBare(peak),
  };
}

async function search(): Promise<QuietFigures> {
  const index = await openIndex(directory);
  const figures = await measureSearches(index, documents, argument, ownProcessorTime);
  const memory = memoryOverBare(process.memoryUsage.rss());
  await index.close();
  return { ...figures, memory };
}

/** Writes documents of higher ids all the time, with checkpoints and merges, while the searches run. */
async function searchWhileWriting(): Promise<SearchFigures> {
  const index = await openIndex(directory);
  const done = new AbortController();
  const writer = (async (): Promise<void> => {
    for (let first = documents + 1; !done.signal.aborted; first += BATCH) await index.update(batchOf(first, BATCH));
  })();
  const figures = await measureSearches(index, documents, argument, ownProcessorTime);
  done.abort();
  await writer;
  await index.close();
  return figures;
}

/** Writes until it is killed; says after a while how far it got. */
async function victim(): Promise<never> {
  const index = await openIndex(directory);
  for (let batch = 0; ; batch++) {
    await index.update(batchOf(2 * documents + batch * BATCH, BATCH));
    if (batch === 20) print({ acknowledged: 2 * documents + (batch + 1) * BATCH - 1 });
  }
}

async function reopen(): Promise<never> {
  const index = await openIndex(directory);
  const results = await index.search(documentHashes(argument));
  print({ found: results[0]?.id === argument });
  process.exit(0);
}

/** Serves the directory until it is told to end. */
async function serve(): Promise<{ readonly port: number }> {
  const server = await serveIndex({ directory, host: '127.0.0.1', port: 0 });
  process.once('SIGTERM', () => void server.close());
  return { port: server.port };
}

const roles: Record<string, () => Promise<unknown>> = {
  'warm-up': warmUp,
  ingest: runIngest,
  search,
  'search-while-writing': searchWhileWriting,
  victim,
  reopen,
  serve,
};
print(await roles[role]!());
