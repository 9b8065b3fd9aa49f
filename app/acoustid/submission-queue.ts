/**
 * Submissions: stored first, so that none is lost that was answered, and imported one after another in the background.
 * Each is compared with all that is known, those before it included.
 */
import type { Change } from '../../index-engine/index.ts';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import type { IndexDocuments } from '../recognition/index-documents.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { documentOfSubmitted } from '../recognition/index-ids.ts';
import { readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import { decideImport, isTelling, type ComparedFingerprint } from './import-decision.ts';
import type { ImportRequest } from './import-submission.ts';
import type { CompareRequest } from './known-fingerprints.ts';
import { similarDocuments } from './lookups.ts';
import type { NewSubmissions, PendingSubmission } from './stored-submissions.ts';
import type { Submission } from './submit-request.ts';

/** Submissions that are read at once. */
const PAGE = 50;

/** Read methods of the database that the queue uses. */
export interface SubmissionReads {
  pendingSubmissions(page: { readonly limit: number }): Promise<readonly PendingSubmission[]>;
  compareRecordings(request: CompareRequest): Promise<readonly ComparedFingerprint[]>;
}

/** Write methods of the database that the queue uses. */
export interface SubmissionWrites {
  addSubmissions(submissions: NewSubmissions): Promise<readonly number[]>;
  /** @returns the id of the fingerprint that was added; null where it was known, or says too little */
  importSubmission(request: ImportRequest): Promise<number | null>;
  /** Notes documents that the index lacks. */
  waitForIndex(request: { readonly documents: readonly number[] }): Promise<void>;
}

/** The part of the index's upkeep that the queue uses. */
export type SubmissionIndex = Pick<IndexDocuments, 'put' | 'waits' | 'complete'>;

export interface SubmissionSource {
  readonly client: string;
  readonly user: string;
}

/** A stored submission. A fingerprint with several MBIDs is one for each. */
export interface AddedSubmission {
  readonly id: number;
  /** The number that the client gave it; null without one. */
  readonly index: number | null;
}

export class SubmissionQueue {
  readonly #read: SubmissionReads;
  readonly #write: SubmissionWrites;
  readonly #index: SubmissionIndex;
  readonly #onProblem: (error: Error) => void;
  #running: Promise<void> | null = null;
  #isAsked = false;
  #isClosed = false;

  /** @param onProblem called where submissions cannot be imported now; they wait for the next one, or the next start */
  constructor(
    read: SubmissionReads,
    write: SubmissionWrites,
    index: SubmissionIndex,
    onProblem: (error: Error) => void,
  ) {
    this.#read = read;
    this.#write = write;
    this.#index = index;
    this.#onProblem = onProblem;
  }

  /** Stores submissions and begins to import them. @returns them with their ids, in order */
  async add(source: SubmissionSource, submissions: readonly Submission[]): Promise<readonly AddedSubmission[]> {
    const parts = submissions.flatMap(({ mbids, ...submission }) =>
      (mbids.length === 0 ? [null] : mbids).map((mbid) => ({ ...submission, mbid })),
    );
    const ids = await this.#write.addSubmissions({
      ...source,
      at: Date.now(),
      submissions: parts.map(({ fingerprint, duration, mbid, foreignId, format, bitrate, metadata }) => ({
        fingerprint: compressToBytes(fingerprint),
        duration,
        details: { mbid, foreignId, format, bitrate, metadata },
      })),
    });
    this.wake();
    return parts.map(({ index }, place) => ({ id: ids[place]!, index }));
  }

  /** Imports what waits. */
  wake(): void {
    this.#isAsked = true;
    this.#running ??= this.#run()
      .catch(this.#onProblem)
      .finally(() => {
        this.#running = null;
      });
  }

  /** Resolves when nothing is being imported. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.idle();
  }

  async #run(): Promise<void> {
    while (this.#isAsked && !this.#isClosed) {
      this.#isAsked = false;
      let page: readonly PendingSubmission[];
      do {
        page = await this.#read.pendingSubmissions({ limit: PAGE });
        for (const submission of page) {
          if (this.#isClosed) return;
          await this.#import(submission);
        }
      } while (page.length === PAGE);
    }
  }

  async #import({ id, fingerprint, duration }: PendingSubmission): Promise<void> {
    // A damaged one says as little as silence, and does not hold up those behind it.
    const items = readStoredFingerprint(fingerprint) ?? new Uint32Array();
    const decision = isTelling(items) ? decideImport(duration, await this.#compare(items)) : null;
    const added = await this.#write.importSubmission({ id, decision, at: Date.now() });
    if (added === null) return;
    const change: Change = { type: 'insert', id: documentOfSubmitted(added), hashes: documentHashes(items) };
    if (await this.#index.put([change])) return;
    await this.#write.waitForIndex({ documents: [change.id] });
    this.#index.waits();
  }

  async #compare(items: Uint32Array): Promise<readonly ComparedFingerprint[]> {
    const documents = await similarDocuments(this.#index.complete, items);
    return documents.length === 0 ? [] : this.#read.compareRecordings({ items, documents });
  }
}
