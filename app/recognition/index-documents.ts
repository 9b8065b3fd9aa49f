/**
 * Keeps the fingerprint index in agreement with the fingerprints in the database.
 *
 * An index in the library's folder gets every document before the database says that it is there. A server may be away:
 * documents then wait, marked in the database in the transaction that stores their fingerprints, and are sent in their
 * order once it is back. While any wait, new ones wait behind them, so that no older state of a document is sent last.
 * What a server has lost is sent again: its version or its number of documents is then too small.
 */
import { IndexError, type Change, type FingerprintIndex, type IndexInfo } from '../../index-engine/index.ts';
import type { IndexState } from '../model/index-state.ts';
import type { LibraryIndex } from './fingerprint-index.ts';
import type { IndexServerRow, WaitingDocument, WaitingPage } from './index-server.ts';
import { ForeignIndexError } from './remote-index.ts';

/** Fingerprints that are read and sent at once. */
const FILL_BATCH = 1000;

const NO_METADATA =
  'it does not keep which library an index belongs to: give each library an index of its own, since others could not be told';

interface Page {
  /** Id of the last one of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** Read methods of the database that this uses. */
export interface DocumentReads {
  countAnalysed(): Promise<number>;
  indexDocuments(page: Page): Promise<readonly { readonly fileId: number; readonly hashes: Uint32Array }[]>;
  /** Fingerprints of no file: how many, and what the index has of them. */
  countSubmitted(): Promise<number>;
  submittedDocuments(page: Page): Promise<readonly WaitingDocument[]>;
  indexServer(): Promise<IndexServerRow | null>;
  countWaiting(): Promise<number>;
  waitingDocuments(page: { readonly limit: number }): Promise<WaitingPage>;
}

/** Write methods of the database that this uses. */
export interface DocumentWrites {
  storeIndexServer(server: Omit<IndexServerRow, 'library'>): Promise<void>;
  sentToIndex(page: { readonly last: number }): Promise<void>;
}

export interface DocumentParts {
  readonly read: DocumentReads;
  readonly write: DocumentWrites;
  readonly index: LibraryIndex;
  /** Told once when a server goes away, and when it has lost what it had. */
  readonly onProblem: (message: string) => void;
  /** Called when the server has all documents again: what waited for it can go on. */
  readonly onReady: () => void;
}

export class IndexDocuments {
  readonly #parts: DocumentParts;
  /** Whether the server may lack documents: new ones then wait, too. */
  #isBehind: boolean;
  #pass: Promise<void> | null = null;
  /** Whether documents have come to wait since the pass at work has last looked. */
  #isAskedAgain = false;
  #lost = 0;
  #isClosed = false;

  constructor(parts: DocumentParts) {
    this.#parts = parts;
    const { server } = parts.index;
    this.#isBehind = server !== null;
    server?.follow({
      reached: (info) => this.#follow(info),
      away: ({ message }) => {
        this.#isBehind = true;
        parts.onProblem(message);
      },
    });
  }

  /** Whether there is a server that cannot be asked now; it tells by itself when it goes away. */
  get isAway(): boolean {
    const { server } = this.#parts.index;
    return server !== null && !server.isReached;
  }

  async state(): Promise<IndexState> {
    const { index, read } = this.#parts;
    const { server } = index;
    const common = {
      fingerprints: (await read.countAnalysed()) + (await read.countSubmitted()),
      waiting: await read.countWaiting(),
      lost: this.#lost,
    };
    if (server === null) {
      return { url: null, state: 'ready', message: null, nextTry: null, limits: [], ...common };
    }
    const { problem } = server;
    return {
      url: server.url,
      state:
        problem === null
          ? this.#isBehind
            ? 'filling'
            : 'ready'
          : problem instanceof ForeignIndexError
            ? 'foreign'
            : 'away',
      message: problem?.message ?? null,
      nextTry: server.nextTry,
      limits: server.keepsMetadata ? [] : [NO_METADATA],
      ...common,
    };
  }

  /**
   * Puts documents into the index.
   * @returns false where they have to wait for a server: the caller marks them in the database, then calls `waits`
   */
  async put(changes: readonly Change[]): Promise<boolean> {
    const { index } = this.#parts;
    if (index.server === null) {
      await index.update(changes);
      return true;
    }
    if (this.#isBehind || !index.server.isReached) return false;
    try {
      await this.#send(changes);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      index.server.suspend(error);
    }
    // A pass that has begun meanwhile may have sent what the database said before.
    return !this.#isBehind;
  }

  /** Documents were marked as waiting. */
  waits(): void {
    this.#isBehind = true;
    if (this.#parts.index.server?.isReached === true) this.#follow(null);
  }

  /** Before the analysis begins: mends an index that was lost or is out of date. A server is not waited for. */
  async reconcile(): Promise<void> {
    const { index, read, write } = this.#parts;
    if (index.server !== null) {
      await index.server.reach().catch(() => {});
      return;
    }
    const earlier = await read.indexServer();
    const isStale = earlier !== null && earlier.url !== null;
    if (isStale) await index.clear();
    const documents = (await read.countAnalysed()) + (await read.countSubmitted());
    if (documents > 0 && (await index.info()).documents < documents) await this.#fill(() => {});
    if (isStale) await write.storeIndexServer({ url: null, version: 0, isFilled: false });
  }

  /**
   * Empties the index and puts every fingerprint of the database into it, also those that programs have submitted.
   * @param onProgress called with the number of fingerprints of files that are done, and their total
   * @returns the number of fingerprints of files when the work began
   */
  async rebuild(onProgress: (done: number, total: number) => void): Promise<number> {
    const { index } = this.#parts;
    const { server } = index;
    await server?.reach();
    this.#isBehind = server !== null;
    await this.#pass;
    try {
      await index.clear();
      return await this.#fill(onProgress);
    } finally {
      if (server?.isReached === true) this.#follow(null);
    }
  }

  /** Resolves when searches find all documents. @throws IndexError, ForeignIndexError where a server is away */
  async upToDate(): Promise<void> {
    const { server } = this.#parts.index;
    if (server === null || (!this.#isBehind && server.isReached)) return;
    if (server.problem !== null) throw server.problem;
    await server.reach();
    if (this.#pass === null) this.#follow(null);
    await this.#pass;
    if (server.problem !== null) throw server.problem;
  }

  /** The index for searches that must not miss a document. */
  get complete(): Pick<FingerprintIndex, 'search'> {
    return {
      search: async (...call) => {
        await this.upToDate();
        return this.#parts.index.search(...call);
      },
    };
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#pass !== null) await this.#pass;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.idle();
  }

  /** Sends what the server lacks. @param info of a server that was reached just now */
  #follow(info: IndexInfo | null): void {
    this.#isBehind = true;
    this.#isAskedAgain = true;
    if (this.#pass !== null && info === null) return;
    const before = this.#pass ?? Promise.resolve();
    const pass = before
      .then(() => this.#bringUpToDate(info))
      .finally(() => {
        if (this.#pass === pass) this.#pass = null;
      });
    this.#pass = pass;
  }

  async #bringUpToDate(info: IndexInfo | null): Promise<void> {
    const { index, onReady, onProblem } = this.#parts;
    const server = index.server!;
    try {
      await this.#agree(info);
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        while (await this.#sendWaiting());
      }
      if (this.#isClosed || !server.isReached) return;
      this.#isBehind = false;
      server.settle();
      onReady();
    } catch (error) {
      if (this.#isClosed) return;
      if (error instanceof IndexError) server.suspend(error);
      else onProblem((error as Error).message);
    }
  }

  /** Fills an index that has not all of this library's documents. @param info null where it was looked at before */
  async #agree(info: IndexInfo | null): Promise<void> {
    const { read, index, onProblem } = this.#parts;
    const server = await read.indexServer();
    const isFilled = server !== null && server.url === index.server!.url && server.isFilled;
    if (isFilled && info === null) return;
    const documents = (await read.countAnalysed()) + (await read.countSubmitted()) - (await read.countWaiting());
    if (isFilled && info !== null) {
      if (info.version >= server.version && info.documents >= documents) return;
      this.#lost += Math.max(0, documents - info.documents);
      onProblem(
        `the index server ${index.server!.url} has ${info.documents} of the ${documents} fingerprints that it was sent; all are sent again`,
      );
    }
    await this.#fill(() => {});
  }

  async #fill(onProgress: (done: number, total: number) => void): Promise<number> {
    const { read, write, index } = this.#parts;
    const url = index.server?.url ?? null;
    if (url !== null) await write.storeIndexServer({ url, version: 0, isFilled: false });
    const total = await read.countAnalysed();
    let done = 0;
    let version = 0;
    onProgress(done, total);
    for (let after = 0; ;) {
      const page = await read.indexDocuments({ after, limit: FILL_BATCH });
      if (page.length === 0) break;
      ({ version } = await index.update(page.map(({ fileId, hashes }) => insertion(fileId, hashes))));
      done += page.length;
      after = page.at(-1)!.fileId;
      onProgress(done, total);
      this.#throwIfClosed();
    }
    for (let after = 0; ;) {
      const page = await read.submittedDocuments({ after, limit: FILL_BATCH });
      if (page.length === 0) break;
      ({ version } = await index.update(page.map(({ document, hashes }) => insertion(document, hashes))));
      after = page.at(-1)!.document;
      this.#throwIfClosed();
    }
    if (url !== null) await write.storeIndexServer({ url, version, isFilled: true });
    return total;
  }

  /** @returns whether any were there */
  async #sendWaiting(): Promise<boolean> {
    const { read, write } = this.#parts;
    if (this.#isClosed) return false;
    const { last, documents } = await read.waitingDocuments({ limit: FILL_BATCH });
    if (last === null) return false;
    if (documents.length > 0) {
      await this.#send(documents.map(({ document, hashes }) => insertion(document, hashes)));
    }
    await write.sentToIndex({ last });
    return true;
  }

  async #send(changes: readonly Change[]): Promise<void> {
    const { write, index } = this.#parts;
    const { version } = await index.update(changes);
    await write.storeIndexServer({ url: index.server!.url, version, isFilled: true });
  }

  #throwIfClosed(): void {
    if (this.#isClosed) throw new IndexError('Closed', 'The library is being closed.');
  }
}

function insertion(id: number, hashes: Uint32Array): Change {
  return { type: 'insert', id, hashes };
}
