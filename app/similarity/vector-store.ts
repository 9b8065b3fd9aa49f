/**
 * The embeddings of a library: kept in LanceDB, searched in memory.
 *
 * A table holds the vectors of one embedder, one row for each file. What `put` and `remove` have acknowledged is on
 * the disk; the copy in memory follows the disk and never leads it. Writes are done one after the other, and the
 * table is compacted (`optimise`) after a batch of work: many small fragments would make it slow to open.
 *
 * LanceDB does not notice a bit that has changed on the disk. Each row therefore has a checksum; opening removes the
 * rows whose checksum is wrong.
 *
 * The store can be rebuilt from the files: it is never the only copy of anything.
 */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Table } from '@lancedb/lancedb';

import { type Embedder, EMBEDDER } from './embedding.ts';
import type { Neighbour } from './nearest-list.ts';
import { checksumOf, isUsable, openVectorTable, readVectors, removeRows } from './vector-table.ts';
import type { VectorSet } from './vector-set.ts';

export type { Neighbour } from './nearest-list.ts';

/** Rows that are written again at once. */
const CHECKSUM_BATCH = 1000;

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
  /** The vectors of those of the files that have one, of unit length. */
  rows(fileIds: readonly number[]): readonly VectorRow[];
  count(): number;
  /** How many rows were found damaged at opening and removed. */
  readonly damaged: number;
  /** Exact, best first. For a file that has no vector: nothing. Throws `VectorStoreError` (`INVALID_VECTOR`). */
  neighbours(of: Float32Array | number, options: NeighbourOptions): Promise<readonly Neighbour[]>;
  /** Compacts the table. Call it after a batch of work. */
  optimise(): Promise<void>;
  /** Waits for pending writes. */
  close(): Promise<void>;
}

export class VectorStoreError extends Error {
  readonly code: 'INVALID_VECTOR' | 'OPEN_FAILED' | 'DAMAGED';
  constructor(code: VectorStoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VectorStoreError';
    this.code = code;
  }
}

/**
 * Opens or makes the store in a folder.
 * @throws VectorStoreError `DAMAGED` when its files can be read and are no store, `OPEN_FAILED` when they cannot be read
 */
export async function openVectorStore(directory: string, embedder: Embedder = EMBEDDER): Promise<VectorStore> {
  // An absolute path: names that begin with "db" would mean a service on the network.
  const folder = resolve(directory);
  try {
    const table = await openVectorTable(folder, embedder);
    const { vectors, damaged, unchecked } = await readVectors(table, embedder);
    await removeRows(table, damaged);
    const store = new LanceStore(table, embedder, vectors, damaged.length);
    await store.addChecksums(unchecked);
    return store;
  } catch (error) {
    // The cause has LanceDB's own words, which tell nothing to a person.
    const unreadable = await firstUnreadable(folder);
    if (unreadable === null) {
      const message = `the vectors in ${directory} are damaged; "descant rebuild --vectors" makes them again`;
      throw new VectorStoreError('DAMAGED', message, { cause: error });
    }
    const message = `the vectors in ${directory} cannot be read: ${unreadable.message}`;
    throw new VectorStoreError('OPEN_FAILED', message, { cause: error });
  }
}

class LanceStore implements VectorStore {
  readonly #table: Table;
  readonly #embedder: Embedder;
  readonly #vectors: VectorSet;
  readonly damaged: number;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(table: Table, embedder: Embedder, vectors: VectorSet, damaged: number) {
    this.#table = table;
    this.#embedder = embedder;
    this.#vectors = vectors;
    this.damaged = damaged;
  }

  /** Writes rows again that an earlier version of Descant has written without a checksum. */
  async addChecksums(rows: readonly VectorRow[]): Promise<void> {
    for (let i = 0; i < rows.length; i += CHECKSUM_BATCH) await this.put(rows.slice(i, i + CHECKSUM_BATCH));
  }

  async put(rows: readonly VectorRow[]): Promise<void> {
    for (const row of rows) this.#check(row.vector, `of file ${row.fileId}`);
    // The last one of a file counts.
    const vectors = new Map(rows.map(({ fileId, vector }) => [fileId, vector.slice()]));
    if (vectors.size === 0) return;
    await this.#write(async () => {
      const data = Array.from(vectors, ([fileId, vector]) => ({
        fileId: BigInt(fileId),
        vector: Array.from(vector),
        checksum: BigInt(checksumOf(fileId, vector)),
      }));
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
      await removeRows(this.#table, known, (fileIds) => {
        for (const fileId of fileIds) this.#vectors.delete(fileId);
      });
    });
  }

  has(fileId: number): boolean {
    return this.#vectors.has(fileId);
  }

  ids(): readonly number[] {
    return [...this.#vectors.ids()];
  }

  rows(fileIds: readonly number[]): readonly VectorRow[] {
    return fileIds.flatMap((fileId) => {
      const vector = this.#vectors.get(fileId);
      return vector === undefined ? [] : [{ fileId, vector: vector.slice() }];
    });
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

/** The error of the first file or folder below `folder` that cannot be read; null when all of it can. */
async function firstUnreadable(folder: string): Promise<Error | null> {
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) for await (const _ of createReadStream(join(entry.parentPath, entry.name)));
    }
    return null;
  } catch (error) {
    return error as Error;
  }
}
