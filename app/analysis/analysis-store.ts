/**
 * Where the results of the analysis are kept: embeddings in the vector store, fingerprints in the index engine and in
 * SQLite.
 *
 * Invariant: SQLite is written last. A file that it calls analysed is in the other two, unless one of them was lost:
 * `reconcile` repairs that.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import type { AnalysisResults, AnalysedFile, OtherFile } from './analysis-queue.ts';
import { hasStamp } from '../storage/file-stamp.ts';
import type { AnalysisRecord, PendingFile } from './stored-analyses.ts';

/** Fingerprints that are put into the index at once. */
const FILL_BATCH = 1000;

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
  indexDocuments(page: Page): Promise<readonly { readonly fileId: number; readonly hashes: Uint32Array }[]>;
  /** Fingerprints of no file: how many, and what the index has of them. */
  countSubmitted(): Promise<number>;
  submittedDocuments(page: Page): Promise<readonly { readonly document: number; readonly hashes: Uint32Array }[]>;
}

/** Write methods of the database that the store uses. */
export interface AnalysisWrites {
  storeAnalyses(results: {
    readonly records: readonly AnalysisRecord[];
    readonly trackIds: readonly number[];
  }): Promise<void>;
  /** Queues every analysed file but these for a new analysis. */
  analyseAgainWithout(files: { readonly fileIds: readonly number[] }): Promise<number>;
}

/** The part of the fingerprint index that the store uses. */
export type FingerprintStore = Pick<FingerprintIndex, 'update' | 'info'>;

/** The part of the vector store that the store uses. */
export interface EmbeddingStore {
  put(rows: readonly { readonly fileId: number; readonly vector: Float32Array }[]): Promise<void>;
  /** Ids of all files with an embedding. */
  ids(): Promise<readonly number[]>;
  optimise(): Promise<void>;
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
    if (analysed.length > 0) {
      await this.#index.update(
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
    });
    if (analysed.length > 0) this.#stored();
  }

  async settled(): Promise<void> {
    await this.#embeddings.optimise();
    await this.#settled();
  }

  /**
   * Repairs the index and the vector store after either was lost or replaced: fills the index from the fingerprints in
   * SQLite, and queues files without an embedding for a new analysis.
   */
  async reconcile(): Promise<void> {
    const analysed = await this.#read.countAnalysed();
    if (analysed === 0) return;
    const documents = analysed + (await this.#read.countSubmitted());
    if ((await this.#index.info()).documents < documents) await this.fillIndex();
    const embedded = await this.#embeddings.ids();
    if (embedded.length < analysed) await this.#write.analyseAgainWithout({ fileIds: embedded });
  }

  /**
   * Puts every fingerprint of SQLite into the index, also those that programs have submitted; entries of the same files
   * are replaced.
   * @param onProgress called with the number of fingerprints done and their total
   * @returns the number of fingerprints in SQLite when the work began
   */
  async fillIndex(onProgress: (done: number, total: number) => void = () => {}): Promise<number> {
    const total = await this.#read.countAnalysed();
    let done = 0;
    onProgress(done, total);
    for (let after = 0; ;) {
      const page = await this.#read.indexDocuments({ after, limit: FILL_BATCH });
      if (page.length === 0) break;
      await this.#index.update(page.map(({ fileId, hashes }) => ({ type: 'insert', id: fileId, hashes })));
      done += page.length;
      after = page.at(-1)!.fileId;
      onProgress(done, total);
    }
    await this.#fillSubmitted();
    return total;
  }

  async #fillSubmitted(): Promise<void> {
    for (let after = 0; ;) {
      const page = await this.#read.submittedDocuments({ after, limit: FILL_BATCH });
      if (page.length === 0) return;
      await this.#index.update(page.map(({ document, hashes }) => ({ type: 'insert', id: document, hashes })));
      after = page.at(-1)!.document;
    }
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
