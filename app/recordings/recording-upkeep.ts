/**
 * Keeps the recordings up to date as analyses are stored: files that were not compared yet are searched for in the
 * fingerprint index, compared with what it finds, and put into recordings, batch by batch. The work is done by the index
 * and by the database's threads; what is left follows from the database, so nothing is lost by a kill.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { FilePair } from '../duplicates/compare-files.ts';
import { COPIES, PARTS, searchAll } from '../recognition/background-search.ts';
import type { Comparisons, UncomparedFile, UncomparedPage } from './compared-files.ts';
import { tellOtherMixes, type MixParts } from './other-mixes.ts';

/** Files that are compared at once. */
const BATCH = 100;
/** The score from which a pair is kept: of other versions of a piece, which some ask for. */
const LEAST = 0.4;

export interface UpkeepReads extends Pick<MixParts, 'filePaths'> {
  firstUncompared(): Promise<number | null>;
  uncomparedFiles(page: UncomparedPage): Promise<readonly UncomparedFile[]>;
  compareFiles(request: {
    readonly pairs: readonly (readonly [number, number])[];
    readonly least: number;
  }): Promise<readonly FilePair[]>;
}

export interface UpkeepWrites {
  storeComparisons(found: Comparisons): Promise<void>;
  compareAgain(): Promise<void>;
}

/** Files that were searched for in the index. */
interface SearchedBatch {
  readonly files: readonly UncomparedFile[];
  readonly pairs: readonly (readonly [number, number])[];
  /** When the search began. */
  readonly at: number;
}

export class RecordingUpkeep {
  readonly #read: UpkeepReads;
  readonly #write: UpkeepWrites;
  readonly #index: Pick<FingerprintIndex, 'search'>;
  readonly #isOtherMix: MixParts['isOtherMix'];
  readonly #onProblem: (error: Error) => void;
  /** The batch at work: whoever waits for one waits for this. */
  #batch: Promise<boolean> | null = null;
  #pass: Promise<void> | null = null;
  #again = false;
  #held: PromiseWithResolvers<void> | null = null;
  /** The batch behind the one at work: the index searches for it while the database compares and stores. */
  #ahead: Promise<SearchedBatch | null> | null = null;
  /** When this pass over all files began; null where some were compared before. */
  #since: number | null = null;
  readonly #started = Date.now();
  #isClosed = false;

  /** @param onProblem called with what ended a pass in the background; the next one tries again */
  constructor(
    read: UpkeepReads,
    write: UpkeepWrites,
    index: Pick<FingerprintIndex, 'search'>,
    isOtherMix: MixParts['isOtherMix'],
    onProblem: (error: Error) => void,
  ) {
    this.#read = read;
    this.#write = write;
    this.#index = index;
    this.#isOtherMix = isOtherMix;
    this.#onProblem = onProblem;
  }

  /** Analyses were stored, or the index is ready: what is not compared is compared in the background. */
  wake(): void {
    this.#again = true;
    this.#pass ??= this.#compareAll()
      .catch(this.#onProblem)
      .finally(() => (this.#pass = null));
  }

  /** Resolves when the files up to this one are compared. @throws what ends a batch */
  async comparedUpTo(fileId: number): Promise<void> {
    // A batch that was at work already may have ended before the file was there; a second one has not.
    for (let fruitless = 0; fruitless < 2;) {
      const first = await this.#read.firstUncompared();
      if (first === null || first > fileId || this.#isClosed) return;
      if (await this.#compareBatch()) fruitless = 0;
      else if (this.#held === null) fruitless += 1;
    }
  }

  /** Has all files compared anew. They are searched for by few hashes, because all of them are in the index. */
  async compareAgain(): Promise<void> {
    this.#since = Date.now();
    this.#ahead = null;
    await this.#write.compareAgain();
    this.wake();
  }

  /** Resolves when no pass is running. */
  async idle(): Promise<void> {
    await this.#pass;
  }

  /** Nothing is compared until the returned function is called: the index is made anew. One hold at a time. */
  async hold(): Promise<() => void> {
    const held = Promise.withResolvers<void>();
    this.#held = held;
    await this.#batch?.catch(() => {});
    await this.#ahead?.catch(() => {});
    this.#ahead = null;
    return () => {
      this.#held = null;
      held.resolve();
    };
  }

  /** A pass ends with its batch. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#held?.resolve();
    await this.#batch?.catch(() => {});
    await this.#ahead?.catch(() => {});
    await this.#pass;
  }

  async #compareAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      while (await this.#compareBatch());
    }
  }

  /** One batch at a time. @returns whether there was anything to compare */
  #compareBatch(): Promise<boolean> {
    this.#batch ??= this.#compare().finally(() => (this.#batch = null));
    return this.#batch;
  }

  async #compare(): Promise<boolean> {
    await this.#held?.promise;
    if (this.#isClosed) return false;
    const batch = (await this.#takeAhead()) ?? (await this.#search(0));
    if (batch === null) return false;
    const { files, pairs, at } = batch;
    this.#ahead = this.#search(files.at(-1)!.fileId);
    // Whoever takes it gets the error.
    this.#ahead.catch(() => {});
    const matches = pairs.length === 0 ? [] : await this.#compareSounds(pairs);
    await this.#write.storeComparisons({
      files: files.map(({ fileId, analysedAt, gid }) => ({ fileId, analysedAt, gid })),
      matches,
      at,
    });
    return true;
  }

  async #compareSounds(pairs: SearchedBatch['pairs']): Promise<readonly FilePair[]> {
    const parts: MixParts = { filePaths: (files) => this.#read.filePaths(files), isOtherMix: this.#isOtherMix };
    return tellOtherMixes(parts, await this.#read.compareFiles({ pairs, least: LEAST }));
  }

  async #takeAhead(): Promise<SearchedBatch | null> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead;
  }

  /** Searches for the files behind one that are not compared; null where there are none. */
  async #search(after: number): Promise<SearchedBatch | null> {
    const first = await this.#read.firstUncompared();
    if (first === null || this.#held !== null || this.#isClosed) return null;
    const at = Date.now();
    const page = { after, limit: BATCH, since: this.#since, started: this.#started };
    const files = await this.#read.uncomparedFiles(page);
    return files.length === 0 ? null : { files, pairs: await this.#candidatesOf(files), at };
  }

  /** The pairs of files that share parts of their fingerprints, each once. */
  async #candidatesOf(files: readonly UncomparedFile[]): Promise<(readonly [number, number])[]> {
    const pairs = new Map<string, readonly [number, number]>();
    for (const [isWhole, aims] of [
      [false, COPIES],
      [true, PARTS],
    ] as const) {
      const asked = files.filter((file) => file.isWhole === isWhole && file.hashes.length > 0);
      const found = await searchAll(
        this.#index,
        asked.map(({ hashes }) => hashes),
        aims,
      );
      for (const [place, { fileId }] of asked.entries()) {
        for (const id of found[place]!) {
          const pair = inOrder(id, fileId);
          if (id !== fileId) pairs.set(pair.join(' '), pair);
        }
      }
    }
    return [...pairs.values()];
  }
}

function inOrder(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}
