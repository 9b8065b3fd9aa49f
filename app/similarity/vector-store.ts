/**
 * The embeddings of a library: kept on the disk by a log and a table of LanceDB, searched in memory.
 *
 * What `put` and `remove` have acknowledged is in the log; the copy in memory follows the disk and never leads it. When the
 * log is long, the table takes its changes over, which gives the same rows if it is done twice: a kill in between loses
 * nothing. Writes are done one after the other.
 *
 * Rows and changes have checksums; opening removes those whose checksum is wrong. The store can be made again from the
 * files of the library: it is never the only copy of anything.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type Embedder, EMBEDDER } from './embedding.ts';
import type { Neighbour } from './nearest-list.ts';
import { runTableJob, TableError } from './table-job.ts';
import { openVectorLog, vectorLogPath, type VectorChange, type VectorLog } from './vector-log.ts';
import { VectorSet } from './vector-set.ts';
import { hasVectorTable, isUsable } from './vector-table.ts';

export type { Neighbour } from './nearest-list.ts';

/** Changes in the log at which the table takes them over: reading two megabytes takes a few milliseconds. */
const FOLD_CHANGES = 4096;
/** A large table takes more of them at once, because it is compacted each time: this part of its rows. */
const FOLD_PART = 0.25;

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

export interface VectorStoreOptions {
  readonly embedder?: Embedder;
  /** Changes in the log at which the table takes them over, if it is small. */
  readonly foldChanges?: number;
  /** Called when the table could not take over the log; it tries again later. */
  readonly onProblem?: (message: string) => void;
}

/**
 * Opens or makes the store in a folder.
 * @throws VectorStoreError `DAMAGED` when its files can be read and are no store, `OPEN_FAILED` when they cannot be read
 */
export async function openVectorStore(directory: string, options: VectorStoreOptions = {}): Promise<VectorStore> {
  const { embedder = EMBEDDER, foldChanges = FOLD_CHANGES, onProblem = () => {} } = options;
  // An absolute path: names that begin with "db" would mean a service on the network.
  const folder = resolve(directory);
  try {
    await mkdir(folder, { recursive: true });
    const vectors = new VectorSet(embedder.dimension);
    const damaged = hasVectorTable(folder, embedder) ? await readTable(folder, embedder, vectors) : 0;
    const tableRows = vectors.size;
    const { log, logged } = await openVectorLog(vectorLogPath(folder, embedder.id), embedder.dimension);
    apply(vectors, logged.changes);
    const tools = { log, foldChanges, onProblem };
    const store = new LoggedStore(folder, embedder, vectors, damaged + logged.damaged, tableRows, tools);
    // What is damaged in the log is told once.
    if (logged.damaged > 0) store.fold();
    return store;
  } catch (error) {
    // The cause has LanceDB's own words, which tell nothing to a person.
    const unreadable = await firstUnreadable(folder);
    if (unreadable === null && error instanceof TableError) {
      const message = `the vectors in ${directory} are damaged; "descant rebuild --vectors" makes them again`;
      throw new VectorStoreError('DAMAGED', message, { cause: error });
    }
    const { message } = unreadable ?? (error as Error);
    throw new VectorStoreError('OPEN_FAILED', `the vectors in ${directory} cannot be read: ${message}`, {
      cause: error,
    });
  }
}

/** Reads the table into memory. @returns how many of its rows were damaged */
async function readTable(folder: string, embedder: Embedder, vectors: VectorSet): Promise<number> {
  const { dimension } = embedder;
  const damaged = await runTableJob({ task: 'read', folder, embedder }, (rows) => {
    for (const [row, fileId] of rows.ids.entries()) {
      vectors.set(fileId, rows.vectors.subarray(row * dimension, (row + 1) * dimension));
    }
  });
  for (const fileId of damaged) vectors.delete(fileId);
  return damaged.length;
}

function apply(vectors: VectorSet, changes: readonly VectorChange[]): void {
  for (const { fileId, vector } of changes) {
    if (vector === null) vectors.delete(fileId);
    else vectors.set(fileId, vector);
  }
}

interface StoreTools {
  readonly log: VectorLog;
  readonly foldChanges: number;
  readonly onProblem: (message: string) => void;
}

class LoggedStore implements VectorStore {
  readonly #folder: string;
  readonly #embedder: Embedder;
  readonly #vectors: VectorSet;
  readonly damaged: number;
  readonly #tools: StoreTools;
  #foldAt: number;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(
    folder: string,
    embedder: Embedder,
    vectors: VectorSet,
    damaged: number,
    tableRows: number,
    tools: StoreTools,
  ) {
    this.#folder = folder;
    this.#embedder = embedder;
    this.#vectors = vectors;
    this.damaged = damaged;
    this.#tools = tools;
    this.#foldAt = this.#foldDistance(tableRows);
  }

  async put(rows: readonly VectorRow[]): Promise<void> {
    for (const row of rows) this.#check(row.vector, `of file ${row.fileId}`);
    // The caller may change its vectors while earlier writes are done.
    const changes = rows.map(({ fileId, vector }) => ({ fileId, vector: vector.slice() }));
    await this.#change(() => changes);
  }

  async remove(fileIds: readonly number[]): Promise<void> {
    await this.#change(() =>
      fileIds.filter((fileId) => this.#vectors.has(fileId)).map((fileId) => ({ fileId, vector: null })),
    );
  }

  /** Has the table take over the changes of the log, after the writes before. */
  fold(): void {
    const { log, onProblem } = this.#tools;
    void this.#write(async () => {
      try {
        await runTableJob({ task: 'fold', folder: this.#folder, embedder: this.#embedder });
        await log.clear();
        this.#foldAt = this.#foldDistance(this.#vectors.size);
      } catch (error) {
        // The log keeps the changes.
        this.#foldAt = log.records + this.#foldDistance(this.#vectors.size);
        onProblem(
          `LanceDB does not take over new vectors, which are in a log until it does: ${(error as Error).message}`,
        );
      }
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

  async close(): Promise<void> {
    await this.#writes;
    await this.#tools.log.close();
  }

  #foldDistance(tableRows: number): number {
    return Math.max(this.#tools.foldChanges, Math.floor(tableRows * FOLD_PART));
  }

  async #change(changesOf: () => readonly VectorChange[]): Promise<void> {
    const { log } = this.#tools;
    await this.#write(async () => {
      const changes = changesOf();
      if (changes.length === 0) return;
      await log.append(changes);
      apply(this.#vectors, changes);
    });
    if (log.records >= this.#foldAt) {
      // One at a time: the others find this.
      this.#foldAt = Infinity;
      this.fold();
    }
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
