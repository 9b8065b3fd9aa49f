/**
 * Keeps the recordings up to date as analyses are stored: files that were not compared yet are searched for in the
 * fingerprint index, compared with what it finds, and put into recordings, batch by batch. The work is done by the index
 * and by the database's threads; what is left follows from the database, so nothing is lost by a kill.
 *
 * Where no file is left, pairs that an older comparison has found (`COMPARISON`) are compared again, slice by slice. One that
 * cannot be compared now, because a file is away, is tried again after the next start.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { FilePair } from '../duplicates/compare-files.ts';
import { COPIES, PARTS, searchAll } from '../recognition/background-search.ts';
import type { ComparedAgain, Comparisons, UncomparedFile, UncomparedPage } from './compared-files.ts';
import { tellOtherMixes, type MixParts } from './other-mixes.ts';
import type { Files, OutdatedPage } from './sound-pairs.ts';

/** Files that are compared at once. */
const BATCH = 100;
/** Pairs of an older comparison that are compared at once: new files wait for no more. */
const SLICE = 25;
/** The score from which a pair is kept: of other versions of a piece, which some ask for. */
const LEAST = 0.4;

export interface UpkeepReads extends Pick<MixParts, 'filePaths'> {
  firstUncompared(): Promise<number | null>;
  uncomparedFiles(page: UncomparedPage): Promise<readonly UncomparedFile[]>;
  outdatedPairs(page: OutdatedPage): Promise<readonly Files[]>;
  compareFiles(request: { readonly pairs: readonly Files[]; readonly least: number }): Promise<readonly FilePair[]>;
}

export interface UpkeepWrites {
  storeComparisons(found: Comparisons): Promise<void>;
  /** @returns whether anything else is known now */
  storeComparedAgain(found: ComparedAgain): Promise<boolean>;
  compareAgain(): Promise<void>;
}

export interface UpkeepParts extends Pick<MixParts, 'isOtherMix'> {
  readonly read: UpkeepReads;
  readonly write: UpkeepWrites;
  readonly index: Pick<FingerprintIndex, 'search'>;
  /** Told of what ended a pass in the background; the next one tries again. */
  onProblem(error: Error): void;
  /** Told when known pairs have turned out to be something else. */
  onChange(): void;
}

/** A page of files, which is read while the index searches for the page before. */
interface FilesAhead {
  /** Id of the last file of the page before. */
  readonly after: number;
  readonly files: Promise<ReadFiles | null>;
}

interface ReadFiles {
  readonly files: readonly UncomparedFile[];
  /** When they began to be read. */
  readonly at: number;
}

/** Files that were searched for in the index. */
interface SearchedBatch extends ReadFiles {
  readonly pairs: readonly Files[];
}

export class RecordingUpkeep {
  readonly #parts: UpkeepParts;
  /** The batch at work: whoever waits for one waits for this. */
  #batch: Promise<boolean> | null = null;
  #pass: Promise<void> | null = null;
  #again = false;
  #held: PromiseWithResolvers<void> | null = null;
  /** The batch behind the one at work: the index searches for it while the database compares and stores. */
  #ahead: Promise<SearchedBatch | null> | null = null;
  /** What the index searches for next. */
  #filesAhead: FilesAhead | null = null;
  /** The batch before the one at work is being stored while that one is compared; null when it is stored. */
  #storing: Promise<void> | null = null;
  /** When this pass over all files began; null where some were compared before. */
  #since: number | null = null;
  readonly #started = Date.now();
  /** The last outdated pair that was looked at since the start; null where all were. */
  #lastOutdated: Files | null = [0, 0];
  #isClosed = false;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  /** Analyses were stored, or the index is ready: what is not compared is compared in the background. */
  wake(): void {
    this.#again = true;
    this.#pass ??= this.#compareAll()
      .catch((error: Error) => this.#parts.onProblem(error))
      .finally(() => (this.#pass = null));
  }

  /** Resolves when the files up to this one are compared. @throws what ends a batch */
  async comparedUpTo(fileId: number): Promise<void> {
    // A batch that was at work already may have ended before the file was there; a second one has not.
    for (let fruitless = 0; fruitless < 2;) {
      const first = await this.#parts.read.firstUncompared();
      if (first === null || first > fileId || this.#isClosed) return;
      if (await this.#compareBatch()) fruitless = 0;
      else if (this.#held === null) fruitless += 1;
    }
  }

  /** Has all files compared anew. They are searched for by few hashes, because all of them are in the index. */
  async compareAgain(): Promise<void> {
    this.#since = Date.now();
    this.#dropAhead();
    this.#lastOutdated = [0, 0];
    await this.#parts.write.compareAgain();
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
    await this.#atWork();
    this.#dropAhead();
    return () => {
      this.#held = null;
      held.resolve();
    };
  }

  /** A pass ends with its batch. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#held?.resolve();
    await this.#atWork();
    await this.#pass;
  }

  /** Resolves when nothing that has begun is at work. */
  async #atWork(): Promise<void> {
    await this.#batch?.catch(() => {});
    await Promise.allSettled([this.#ahead, this.#storing]);
    await this.#filesAhead?.files.catch(() => {});
  }

  async #compareAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      while (await this.#compareBatch());
    }
  }

  /** One batch at a time. @returns whether there was anything to compare or to store */
  #compareBatch(): Promise<boolean> {
    this.#batch ??= this.#compare().finally(() => (this.#batch = null));
    return this.#batch;
  }

  async #compare(): Promise<boolean> {
    await this.#held?.promise;
    if (this.#isClosed) return false;
    const ahead = await this.#takeAhead();
    // What is still being stored would be found again.
    if (ahead === null && this.#storing !== null) {
      await this.#takeStored();
      return true;
    }
    const batch = ahead ?? (await this.#search(0));
    if (batch === null) return this.#compareOutdated();
    const { files, pairs, at } = batch;
    this.#ahead = this.#search(files.at(-1)!.fileId);
    // Whoever takes it gets the error.
    this.#ahead.catch(() => {});
    const matches = pairs.length === 0 ? [] : await this.#comparePairs(pairs);
    await this.#takeStored();
    this.#storing = this.#parts.write.storeComparisons({
      files: files.map(({ fileId, analysedAt, gid }) => ({ fileId, analysedAt, gid })),
      matches,
      at,
    });
    // The next batch gets the error.
    this.#storing.catch(() => {});
    return true;
  }

  /** Waits for the batch that is being stored. @throws what kept it from being stored */
  async #takeStored(): Promise<void> {
    const storing = this.#storing;
    this.#storing = null;
    await storing;
  }

  /** A slice of the pairs that an older comparison has found. */
  async #compareOutdated(): Promise<boolean> {
    if (this.#lastOutdated === null || this.#held !== null || this.#isClosed) return false;
    const { read, write, onChange } = this.#parts;
    const pairs = await read.outdatedPairs({ after: this.#lastOutdated, limit: SLICE });
    // One that cannot be compared does not hold up those behind it.
    this.#lastOutdated = pairs.at(-1) ?? null;
    if (pairs.length === 0) return false;
    const matches = await this.#comparePairs(pairs.map(([a, b]) => inOrder(a, b)));
    if (await write.storeComparedAgain({ pairs, matches, at: Date.now() })) onChange();
    return true;
  }

  async #comparePairs(pairs: SearchedBatch['pairs']): Promise<readonly FilePair[]> {
    const { read, isOtherMix } = this.#parts;
    const parts: MixParts = { filePaths: (files) => read.filePaths(files), isOtherMix };
    return tellOtherMixes(parts, await read.compareFiles({ pairs, least: LEAST }));
  }

  async #takeAhead(): Promise<SearchedBatch | null> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead;
  }

  #dropAhead(): void {
    this.#ahead = null;
    this.#filesAhead = null;
  }

  /** Searches for the files behind one that are not compared; null where there are none. */
  async #search(after: number): Promise<SearchedBatch | null> {
    const ahead = this.#filesAhead;
    this.#filesAhead = null;
    const read = await (ahead?.after === after ? ahead.files : this.#read(after));
    if (read === null || this.#held !== null || this.#isClosed) return null;
    const { files, at } = read;
    // Behind a page that is not full there is nothing yet.
    if (files.length === BATCH) this.#readAhead(files.at(-1)!.fileId);
    return { files, at, pairs: await this.#candidatesOf(files) };
  }

  #readAhead(after: number): void {
    const files = this.#read(after);
    // Whoever takes it gets the error.
    files.catch(() => {});
    this.#filesAhead = { after, files };
  }

  async #read(after: number): Promise<ReadFiles | null> {
    const first = await this.#parts.read.firstUncompared();
    if (first === null) return null;
    const at = Date.now();
    const page = { after, limit: BATCH, since: this.#since, started: this.#started };
    const files = await this.#parts.read.uncomparedFiles(page);
    return files.length === 0 ? null : { files, at };
  }

  /** The pairs of files that share parts of their fingerprints, each once. */
  async #candidatesOf(files: readonly UncomparedFile[]): Promise<Files[]> {
    const pairs = new Map<string, Files>();
    for (const [isWhole, aims] of [
      [false, COPIES],
      [true, PARTS],
    ] as const) {
      const asked = files.filter((file) => file.isWhole === isWhole && file.hashes.length > 0);
      const found = await searchAll(
        this.#parts.index,
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

function inOrder(a: number, b: number): Files {
  return a < b ? [a, b] : [b, a];
}
