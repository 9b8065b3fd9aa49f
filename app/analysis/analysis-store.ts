/**
 * Where the results of the analysis are kept: embeddings in the vector store, fingerprints in the index and in SQLite.
 *
 * Invariant: SQLite is written last. A file that it calls analysed is in the other two, unless one of them was lost:
 * `reconcile` repairs that; or it says that the file's document waits for a server.
 */
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import type { IndexDocuments } from '../recognition/index-documents.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import type { AnalysisResults, AnalysedFile, OtherFile } from './analysis-queue.ts';
import { hasStamp } from '../storage/file-stamp.ts';
import type { AnalysisRecord, PendingFile } from './stored-analyses.ts';

interface Page {
  /** Id of the last file of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** Read methods of the database that the store uses. */
export interface AnalysisReads {
  countAnalysed(): Promise<number>;
  countPending(): Promise<number>;
  countIncomplete(): Promise<number>;
  pendingFiles(page: Page): Promise<readonly PendingFile[]>;
}

/** Write methods of the database that the store uses. */
export interface AnalysisWrites {
  storeAnalyses(results: {
    readonly records: readonly AnalysisRecord[];
    readonly trackIds: readonly number[];
    /** Documents that the index lacks. */
    readonly waiting: readonly number[];
  }): Promise<void>;
  /** Queues every analysed file but these for a new analysis. */
  analyseAgainWithout(files: { readonly fileIds: readonly number[] }): Promise<number>;
}

/** The part of the index's upkeep that the store uses. */
export type FingerprintStore = Pick<IndexDocuments, 'put' | 'waits' | 'reconcile'>;

/** The part of the vector store that the store uses. */
export interface EmbeddingStore {
  put(rows: readonly { readonly fileId: number; readonly vector: Float32Array }[]): Promise<void>;
  /** Ids of all files with an embedding. */
  ids(): Promise<readonly number[]>;
}

export class AnalysisStore implements AnalysisResults {
  readonly #read: AnalysisReads;
  readonly #write: AnalysisWrites;
  readonly #index: FingerprintStore;
  readonly #embeddings: EmbeddingStore;
  readonly #settled: () => Promise<void>;
  readonly #stored: () => void;

  /**
   * @param settled called when no file is left to analyse, or after a pause
   * @param stored called when new results are in all stores
   */
  constructor(
    read: AnalysisReads,
    write: AnalysisWrites,
    index: FingerprintStore,
    embeddings: EmbeddingStore,
    settled: () => Promise<void>,
    stored: () => void,
  ) {
    this.#read = read;
    this.#write = write;
    this.#index = index;
    this.#embeddings = embeddings;
    this.#settled = settled;
    this.#stored = stored;
  }

  pendingFiles(after: number, limit: number): Promise<readonly PendingFile[]> {
    return this.#read.pendingFiles({ after, limit });
  }

  async countPending(): Promise<number> {
    return (await this.#read.countPending()) + (await this.#read.countIncomplete());
  }

  isUnchanged({ path, stamp }: PendingFile): Promise<boolean> {
    return hasStamp(path, stamp);
  }

  async store(analysed: readonly AnalysedFile[], others: readonly OtherFile[]): Promise<void> {
    let isIndexed = true;
    if (analysed.length > 0) {
      isIndexed = await this.#index.put(
        analysed.map(({ file, analysis }) => ({
          type: 'insert',
          id: file.fileId,
          hashes: documentHashes(analysis.fingerprint),
        })),
      );
      await this.#embeddings.put(
        analysed.map(({ file, analysis }) => ({ fileId: file.fileId, vector: analysis.embedding })),
      );
    }
    await this.#write.storeAnalyses({
      records: [...analysed.map(recordOf), ...others.map(({ record }) => record)],
      trackIds: [...analysed, ...others].map(({ file }) => file.trackId),
      waiting: isIndexed ? [] : analysed.map(({ file }) => file.fileId),
    });
    if (!isIndexed) this.#index.waits();
    if (analysed.length > 0) this.#stored();
  }

  async settled(): Promise<void> {
    await this.#settled();
  }

  /**
   * Repairs the index and the vector store after either was lost or replaced: fills the index from the fingerprints in
   * SQLite, and queues files without an embedding for a new analysis.
   */
  async reconcile(): Promise<void> {
    await this.#index.reconcile();
    const analysed = await this.#read.countAnalysed();
    if (analysed === 0) return;
    const embedded = await this.#embeddings.ids();
    if (embedded.length < analysed) await this.#write.analyseAgainWithout({ fileIds: embedded });
  }
}

function recordOf({ file, analysis, audioHash }: AnalysedFile): AnalysisRecord {
  return {
    fileId: file.fileId,
    audioHash,
    quality: analysis.quality,
    result: {
      fingerprint: compressToBytes(analysis.fingerprint),
      duration: analysis.duration,
      features: analysis.features,
      embedder: EMBEDDER.id,
    },
  };
}
