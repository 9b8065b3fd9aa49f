/**
 * The processes of the index benchmark: each does one thing with the index in a directory and prints its figures as a
 * line of JSON. Arguments: role, directory, documents, then the role's own.
 */

import { execFileSync } from 'node:child_process';
import { openIndex } from '../../index-engine/index.ts';
import type { Change, FingerprintIndex } from '../../index-engine/index.ts';
import { documentHashes, hitDocument, hitQuery, missQuery } from './fingerprint-workload.ts';

const BATCH = 1000;
const WARM_UP_SEARCHES = 500;

export interface IngestFigures {
  readonly documentsPerSecond: number;
  /** Microseconds, the making of the documents left out. */
  readonly cpuPerDocument: number;
  readonly segmentsBefore: number;
  readonly segmentsAfter: number;
  readonly settleSeconds: number;
  readonly peakMemory: number;
}

export interface SearchFigures {
  readonly hit: KindFigures;
  readonly miss: KindFigures;
  readonly top1: number;
  readonly memory: number;
}

interface KindFigures {
  /** Milliseconds. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

export interface ReopenFigures {
  readonly found: boolean;
}

const [role, directory, documentCount, argument] = [process.argv[2]!, process.argv[3]!, Number(process.argv[4]), Number(process.argv[5])];

function print(figures: unknown): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

function batchOf(first: number, count: number): Change[] {
  return Array.from({ length: count }, (_, i) => ({ type: 'insert', id: first + i, hashes: documentHashes(first + i) }));
}

function megabytes(bytes: number): number {
  return bytes / 1e6;
}

function bareMemory(): number {
  return Number(execFileSync(process.execPath, ['-p', 'process.memoryUsage.rss()']).toString());
}

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function ingest(): Promise<IngestFigures> {
  const index = await openIndex(directory);
  let milliseconds = 0;
  let making = 0;
  let peak = 0;
  const cpuStart = cpuMicroseconds();
  for (let first = 1; first <= documentCount; first += BATCH) {
    const beforeMaking = performance.now();
    const batch = batchOf(first, Math.min(BATCH, documentCount - first + 1));
    const start = performance.now();
    await index.update(batch);
    milliseconds += performance.now() - start;
    making += start - beforeMaking;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const cpuPerDocument = (cpuMicroseconds() - cpuStart - making * 1000) / documentCount;
  const { segments: segmentsBefore } = await index.info();
  const settleStart = performance.now();
  await index.settle();
  const settleSeconds = (performance.now() - settleStart) / 1000;
  peak = Math.max(peak, process.memoryUsage.rss());
  const { segments: segmentsAfter } = await index.info();
  await index.close();
  return {
    documentsPerSecond: documentCount / (milliseconds / 1000),
    cpuPerDocument,
    segmentsBefore,
    segmentsAfter,
    settleSeconds,
    peakMemory: megabytes(peak - bareMemory()),
  };
}

async function measureKind(index: FingerprintIndex, queries: readonly Uint32Array[], expected: readonly number[]): Promise<KindFigures & { right: number }> {
  const times: number[] = [];
  let right = 0;
  const cpuStart = cpuMicroseconds();
  for (let i = 0; i < queries.length; i++) {
    const start = performance.now();
    const results = await index.search(queries[i]!, { timeout: 10_000 });
    times.push(performance.now() - start);
    if (results[0]?.id === expected[i]) right++;
  }
  const cpu = (cpuMicroseconds() - cpuStart) / 1000 / queries.length;
  times.sort((a, b) => a - b);
  return { cpu, p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]!, right };
}

async function measureSearches(index: FingerprintIndex, searches: number): Promise<SearchFigures> {
  const numbers = Array.from({ length: searches }, (_, i) => WARM_UP_SEARCHES + i);
  for (let i = 0; i < WARM_UP_SEARCHES; i++) {
    await index.search(hitQuery(i, documentCount));
    await index.search(missQuery(i));
  }
  const hits = numbers.map((query) => hitQuery(query, documentCount));
  const misses = numbers.map((query) => missQuery(query));
  const hit = await measureKind(index, hits, numbers.map((query) => hitDocument(query, documentCount)));
  const miss = await measureKind(index, misses, []);
  return { hit, miss, top1: (hit.right / searches) * 100, memory: megabytes(process.memoryUsage.rss() - bareMemory()) };
}

async function search(): Promise<SearchFigures> {
  const index = await openIndex(directory);
  const figures = await measureSearches(index, argument);
  await index.close();
  return figures;
}

/** Writes documents of higher ids all the time, with checkpoints and merges, while the searches run. */
async function searchWhileWriting(): Promise<SearchFigures> {
  const index = await openIndex(directory);
  const done = new AbortController();
  const writer = (async (): Promise<void> => {
    for (let first = documentCount + 1; !done.signal.aborted; first += BATCH) {
      await index.update(batchOf(first, BATCH));
    }
  })();
  const figures = await measureSearches(index, argument);
  done.abort();
  await writer;
  await index.close();
  return figures;
}

/** Writes until it is killed; says after a while how far it got. */
async function victim(): Promise<never> {
  const index = await openIndex(directory);
  for (let batch = 0; ; batch++) {
    await index.update(batchOf(2 * documentCount + batch * BATCH, BATCH));
    if (batch === 20) print({ acknowledged: 2 * documentCount + (batch + 1) * BATCH - 1 });
  }
}

async function reopen(): Promise<ReopenFigures> {
  const index = await openIndex(directory);
  const results = await index.search(documentHashes(argument));
  print({ found: results[0]?.id === argument });
  process.exit(0);
}

const roles: Record<string, () => Promise<unknown>> = { ingest, search, 'search-while-writing': searchWhileWriting, victim, reopen };
print(await roles[role]!());
