/**
 * What is measured of any index, here or behind HTTP.
 */

import { Agent, request } from 'node:http';
import { encodeMsgpack } from '../../index-engine/http/msgpack-encode.ts';
import type { Change, FingerprintIndex } from '../../index-engine/index.ts';
import { documentHashes, HASHES_PER_DOCUMENT, hitDocument, hitQuery, missQuery } from './fingerprint-workload.ts';

export const BATCH = 1000;
const WARM_UP_SEARCHES = 500;

export interface KindFigures {
  /** Milliseconds. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

export interface SearchFigures {
  readonly hit: KindFigures;
  readonly miss: KindFigures;
  readonly top1: number;
}

/** The hashes of one batch: arrays of their own for each document would be 70 MB of garbage in what is measured. */
const batchHashes = new Uint32Array(BATCH * HASHES_PER_DOCUMENT);

/** Inserts of up to `BATCH` documents; the next call overwrites their hashes. */
export function batchOf(first: number, count: number): Change[] {
  return Array.from({ length: count }, (_, i) => {
    const hashes = batchHashes.subarray(i * HASHES_PER_DOCUMENT, (i + 1) * HASHES_PER_DOCUMENT);
    return { type: 'insert', id: first + i, hashes: documentHashes(first + i, hashes) };
  });
}

/** Adds the documents one batch after the other; returns the milliseconds that the index took and those the making took. */
export async function ingest(
  index: FingerprintIndex,
  documents: number,
  afterBatch: () => void = () => undefined,
): Promise<{ taken: number; making: number }> {
  let taken = 0;
  let making = 0;
  for (let first = 1; first <= documents; first += BATCH) {
    const start = performance.now();
    const batch = batchOf(first, Math.min(BATCH, documents - first + 1));
    const made = performance.now();
    await index.update(batch);
    taken += performance.now() - made;
    making += made - start;
    afterBatch();
  }
  return { taken, making };
}

/** The same through a server. The requests are made beforehand, as another client's time is not the server's. */
export async function ingestOverHttp(port: number, documents: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  let taken = 0;
  for (let first = 1; first <= documents; first += BATCH) {
    const batch = batchOf(first, Math.min(BATCH, documents - first + 1));
    const body = encodeMsgpack({
      c: batch.map((change) => ({ i: { i: change.id, h: change.type === 'insert' ? change.hashes : [] } })),
    });
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const headers = { 'content-type': 'application/vnd.msgpack', 'content-length': body.length };
      const sent = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/main/_update', agent, headers },
        (response) => {
          if (response.statusCode === 200) response.resume().on('end', resolve);
          else reject(new Error(`the server answered ${response.statusCode}`));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
    taken += performance.now() - start;
  }
  agent.destroy();
  return taken;
}

/** Searches one after the other. `cpu` returns the processor time that the measured process has used, in milliseconds. */
export async function measureSearches(
  index: FingerprintIndex,
  documents: number,
  searches: number,
  cpu: () => number,
): Promise<SearchFigures> {
  for (let i = 0; i < WARM_UP_SEARCHES; i++) {
    await index.search(hitQuery(i, documents));
    await index.search(missQuery(i));
  }
  const numbers = Array.from({ length: searches }, (_, i) => WARM_UP_SEARCHES + i);
  const hits = numbers.map((query) => hitQuery(query, documents));
  const misses = numbers.map((query) => missQuery(query));
  const hit = await measureKind(
    index,
    hits,
    numbers.map((query) => hitDocument(query, documents)),
    cpu,
  );
  const miss = await measureKind(index, misses, [], cpu);
  return { hit, miss, top1: (hit.right / searches) * 100 };
}

async function measureKind(
  index: FingerprintIndex,
  queries: readonly Uint32Array[],
  expected: readonly number[],
  cpu: () => number,
): Promise<KindFigures & { right: number }> {
  const times: number[] = [];
  let right = 0;
  const cpuStart = cpu();
  for (let i = 0; i < queries.length; i++) {
    const start = performance.now();
    const results = await index.search(queries[i]!, { timeout: 10_000 });
    times.push(performance.now() - start);
    if (results[0]?.id === expected[i]) right++;
  }
  const used = (cpu() - cpuStart) / queries.length;
  times.sort((a, b) => a - b);
  return { cpu: used, p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]!, right };
}
