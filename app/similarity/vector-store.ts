/**
 * The embeddings of a library: kept in LanceDB, searched in memory.
 *
 * A table holds the vectors of one embedder, one row for each file. What `put` and `remove` have acknowledged is on
 * the disk; the copy in memory follows the disk and never leads it. Writes are done one after the other, and the
 * table is compacted (`optimise`) after a batch of work: many small fragments would make it slow to open.
 *
 * The store can be rebuilt from the files: it is never the only copy of anything.
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Table } from '@lancedb/lancedb';

import { type Embedder, EMBEDDER } from './embedding.ts';
import type { Neighbour } from './nearest-list.ts';
import { VectorSet } from './vector-set.ts';

export type { Neighbour } from './nearest-list.ts';

/** LanceDB's default is six gigabytes; the search does not use its caches. */
const CACHE_BYTES = 32n << 20n;
/** Ids in one `IN (…)`. */
const DELETE_BATCH = 1000;

export interface VectorRow {
  readonly fileId: number;
  /** As many finite numbers as the embedder has dimensions, not all 0. */
  readonly vector: Float32Array;
}

export interface NeighbourOptions {
  readonly limit: number;
  /** Files to leave out of the answer; the file of the request is always left out. */
  readonly exclude?: Iterable<number>;
}

export interface VectorStore {
  /** Adds vectors, replacing those of the same files; all or none. Throws `VectorStoreError` (`INVALID_VECTOR`). */
  put(rows: readonly VectorRow[]): Promise<void>;
  remove(fileIds: readonly number[]): Promise<void>;
  has(fileId: number): boolean;
  ids(): readonly number[];
  count(): number;
  /** Exact, best first. For a file that has no vector: nothing. Throws `VectorStoreError` (`INVALID_VECTOR`). */
  neighbours(of: Float32Array | number, options: NeighbourOptions): Promise<readonly Neighbour[]>;
  /** Compacts the table. Call it after a batch of work. */
  optimise(): Promise<void>;
  /** Waits for pending writes. */
  close(): Promise<void>;
}

export class VectorStoreError extends Error {
  readonly code: 'INVALID_VECTOR' | 'OPEN_FAILED';
  constructor(code: VectorStoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VectorStoreError';
    this.code = code;
  }
}

/** Opens or makes the store in a folder. Throws `VectorStoreError` (`OPEN_FAILED`). */
export async function openVectorStore(directory: string, embedder: Embedder = EMBEDDER): Promise<VectorStore> {
  try {
    // An absolute path: names that begin with "db" would mean a service on the network.
    const folder = resolve(directory);
    await mkdir(folder, { recursive: true });
    const table = await openTable(folder, embedder);
    return new LanceStore(table, embedder, await readAll(table, embedder));
  } catch (error) {
    const message = `The embeddings in ${directory} cannot be opened: ${error instanceof Error ? error.message : String(error)}. They can be made again: move that folder away and analyse the library anew.`;
    throw new VectorStoreError('OPEN_FAILED', message, { cause: error });
  }
}

async function openTable(folder: string, embedder: Embedder): Promise<Table> {
  // Loaded on first use: loading LanceDB and Arrow is slow, and the library must open at once.
  const [lancedb, arrow] = await Promise.all([import('@lancedb/lancedb'), import('apache-arrow')]);
  const connection = await lancedb.connect(folder, {}, new lancedb.Session(CACHE_BYTES, CACHE_BYTES));
  if ((await connection.tableNames()).includes(embedder.id)) return connection.openTable(embedder.id);
  const item = new arrow.Field('item', new arrow.Float32(), true);
  const schema = new arrow.Schema([
    new arrow.Field('fileId', new arrow.Int64(), false),
    new arrow.Field('vector', new arrow.FixedSizeList(embedder.dimension, item), false),
  ]);
  return connection.createEmptyTable(embedder.id, schema, { mode: 'create' });
}

async function readAll(table: Table, { dimension }: Embedder): Promise<VectorSet> {
  const vectors = new VectorSet(dimension);
  for await (const batch of table.query().select(['fileId', 'vector'])) {
    const ids = batch.getChild('fileId')!;
    // All lists of a batch have the same length: the numbers are contiguous.
    const numbers: Float32Array = batch.getChild('vector')!.data[0]!.children[0]!.values;
    for (let row = 0; row < batch.numRows; row += 1) {
      const vector = numbers.subarray(row * dimension, (row + 1) * dimension);
      if (isUsable(vector, dimension)) vectors.set(Number(ids.get(row)), vector);
    }
  }
  return vectors;
}

function isUsable(vector: Float32Array, dimension: number): boolean {
  return vector.length === dimension && vector.every(Number.isFinite) && vector.some((value) => value !== 0);
}

class LanceStore implements VectorStore {
  readonly #table: Table;
  readonly #embedder: Embedder;
  readonly #vectors: VectorSet;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(table: Table, embedder: Embedder, vectors: VectorSet) {
    this.#table = table;
    this.#embedder = embedder;
    this.#vectors = vectors;
  }

  async put(rows: readonly VectorRow[]): Promise<void> {
    for (const row of rows) this.#check(row.vector, `of file ${row.fileId}`);
    // The last one of a file counts.
    const vectors = new Map(rows.map(({ fileId, vector }) => [fileId, vector.slice()]));
    if (vectors.size === 0) return;
    await this.#write(async () => {
      const data = Array.from(vectors, ([fileId, vector]) => ({ fileId: BigInt(fileId), vector: Array.from(vector) }));
      const replaces = data.some(({ fileId }) => this.#vectors.has(Number(fileId)));
      if (replaces) {
        await this.#table.mergeInsert('fileId').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
      } else await this.#table.add(data);
      for (const [fileId, vector] of vectors) this.#vectors.set(fileId, vector);
    });
  }

  async remove(fileIds: readonly number[]): Promise<void> {
    await this.#write(async () => {
      const known = fileIds.filter((fileId) => this.#vectors.has(fileId));
      for (let i = 0; i < known.length; i += DELETE_BATCH) {
        const batch = known.slice(i, i + DELETE_BATCH);
        await this.#table.delete(`\`fileId\` IN (${batch.join(',')})`);
        for (const fileId of batch) this.#vectors.delete(fileId);
      }
    });
  }

  has(fileId: number): boolean {
    return this.#vectors.has(fileId);
  }

  ids(): readonly number[] {
    return [...this.#vectors.ids()];
  }

  count(): number {
    return this.#vectors.size;
  }

  async neighbours(
    of: Float32Array | number,
    { limit, exclude = [] }: NeighbourOptions,
  ): Promise<readonly Neighbour[]> {
    const excluded = new Set(exclude);
    if (typeof of === 'number') excluded.add(of);
    else this.#check(of, 'that was asked for');
    const vector = typeof of === 'number' ? this.#vectors.get(of) : of;
    return vector === undefined ? [] : this.#vectors.nearest(vector, limit, excluded);
  }

  async optimise(): Promise<void> {
    await this.#write(() => this.#table.optimize({ cleanupOlderThan: new Date() }));
  }

  async close(): Promise<void> {
    await this.#writes;
    this.#table.close();
  }

  #check(vector: Float32Array, which: string): void {
    const { id, dimension } = this.#embedder;
    if (isUsable(vector, dimension)) return;
    throw new VectorStoreError(
      'INVALID_VECTOR',
      `The vector ${which} is not ${dimension} finite numbers that ${id} could have made.`,
    );
  }

  #write<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(work);
    this.#writes = result.catch(() => {});
    return result;
  }
}
