/**
 * The fingerprint index of a library on a server with acoustid-index's protocol. The library claims the index under a
 * name of its own in the index's metadata: an index with fingerprints of another library is refused, because documents
 * of both would have the same ids. A server that cannot be reached, or refuses, is asked again with growing pauses, and
 * by every call that needs it.
 */
import {
  connectIndex,
  describeIndex,
  IndexError,
  type Change,
  type FingerprintIndex,
  type IndexErrorCode,
  type IndexInfo,
  type ServedIndex,
} from '../../index-engine/index.ts';
import type { Clock } from '../model/clock.ts';

/** Key of the index's metadata that names the library. */
const OWNER = 'descant.library';
/** Milliseconds before a call that met no server is tried again, once for each. */
const PAUSES_OF_CALLS = [250];
/** Milliseconds from one attempt to reach the server to the next; the last holds for all further ones. */
const PAUSES = [1000, 2000, 5000, 10_000, 30_000, 60_000];
/** Hashes of one request: 2 MB at most; servers take 16. */
const MOST_HASHES = 400_000;
/** Attempts to claim an index that others change meanwhile. */
const CLAIMS = 3;

/** The server is not there, or its index is: the connection is of no use. */
const LOST: ReadonlySet<IndexErrorCode> = new Set(['Unreachable', 'IndexNotReady', 'IndexNotFound']);

/** The index on the server has fingerprints of another library. */
export class ForeignIndexError extends Error {
  readonly code = 'FOREIGN_INDEX';
  constructor(url: string) {
    super(
      `the index ${url} has the fingerprints of another library; give this one a name of its own at the end of index.url, or empty that one: curl -X DELETE ${url}`,
    );
    this.name = 'ForeignIndexError';
  }
}

/** Looks at the index of a server, and makes nothing. @throws IndexError */
export async function describeServer(
  url: string,
  library: string,
): Promise<{ readonly state: 'missing' | 'own' | 'foreign'; readonly documents: number }> {
  const info = await describeIndex(url);
  if (info === null) return { state: 'missing', documents: 0 };
  const owner = info.metadata[OWNER] ?? library;
  return { state: owner === library ? 'own' : 'foreign', documents: info.documents };
}

export interface RemoteIndexParts {
  readonly url: string;
  /** The name under which this library claims indexes. */
  readonly library: string;
  readonly clock: Clock;
  /** Whether this library has filled the index before: for servers that keep no metadata. */
  readonly isKnown: () => Promise<boolean>;
}

/** What follows the server. */
export interface ServerListener {
  /** The server was reached, and its index is this library's. */
  reached(info: IndexInfo): void;
  /** The server is away, after it was there or for the first time. */
  away(error: Error): void;
}

export class RemoteIndex implements FingerprintIndex {
  readonly server = this;
  readonly url: string;
  readonly #parts: RemoteIndexParts;
  readonly #closing = new AbortController();
  #listener: ServerListener | null = null;
  #index: ServedIndex | null = null;
  #reaching: Promise<ServedIndex> | null = null;
  #problem: Error | null = null;
  #nextTry: number | null = null;
  /** Attempts and passes that have failed since all was well. */
  #failures = 0;
  #isWaiting = false;
  #keepsMetadata = true;

  constructor(parts: RemoteIndexParts) {
    this.url = parts.url;
    this.#parts = parts;
  }

  /** One listener, set before the first call. */
  follow(listener: ServerListener): void {
    this.#listener = listener;
  }

  get isReached(): boolean {
    return this.#index !== null;
  }

  /** Why the server is away; null while it is not known to be. */
  get problem(): Error | null {
    return this.#problem;
  }

  /** When the server is asked again without a call, in milliseconds since 1970. */
  get nextTry(): number | null {
    return this.#problem === null ? null : this.#nextTry;
  }

  /** Whether the server keeps which library an index belongs to; true until it is known. */
  get keepsMetadata(): boolean {
    return this.#keepsMetadata;
  }

  /** Resolves when the server is reached. @throws IndexError, ForeignIndexError */
  async reach(): Promise<void> {
    await this.#reached();
  }

  /** All that hangs on the server is in order: the next failure begins with a short pause. */
  settle(): void {
    this.#failures = 0;
  }

  /** The server does not do what is asked: it is left alone for a while. */
  suspend(error: Error): void {
    const index = this.#index;
    this.#index = null;
    void index?.close();
    if (this.#closing.signal.aborted) return;
    const isNew = this.#problem === null;
    this.#problem = error;
    if (isNew) this.#listener?.away(error);
    if (!this.#isWaiting) void this.#tryAgain();
  }

  /** Sends the changes in requests of a fair size, one after the other: each is atomic, all of them are not. */
  async update(changes: readonly Change[]): Promise<{ readonly version: number }> {
    let version = 0;
    for (const batch of batches(changes)) {
      ({ version } = await this.#call((index) => index.update(batch)));
    }
    return { version };
  }

  search: FingerprintIndex['search'] = (...call) => this.#call((index) => index.search(...call));
  has: FingerprintIndex['has'] = (...call) => this.#call((index) => index.has(...call));
  info: FingerprintIndex['info'] = () => this.#call((index) => index.info());

  /** Empties the index, which is this library's, and claims it again. */
  async clear(): Promise<void> {
    await this.#call(async (index) => {
      await index.empty();
      await this.#claim(index);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort(new IndexError('Closed', 'The index is closed.'));
    await this.#reaching?.catch(() => {});
    await this.#index?.close();
  }

  async #call<Result>(run: (index: ServedIndex) => Promise<Result>): Promise<Result> {
    for (let attempt = 0; ; attempt++) {
      const index = await this.#reached();
      try {
        return await run(index);
      } catch (error) {
        if (!(error instanceof IndexError) || !LOST.has(error.code)) throw error;
        // Another call may have reached it again meanwhile.
        if (this.#index === index) this.#index = null;
        void index.close();
        const pause = PAUSES_OF_CALLS[attempt];
        if (pause === undefined) {
          this.suspend(error);
          throw error;
        }
        await this.#parts.clock.sleep(pause, this.#closing.signal);
      }
    }
  }

  #reached(): Promise<ServedIndex> {
    if (this.#closing.signal.aborted) return Promise.reject(this.#closing.signal.reason);
    if (this.#index !== null) return Promise.resolve(this.#index);
    this.#reaching ??= this.#connect()
      .catch((error: Error) => {
        this.suspend(error);
        throw error;
      })
      .finally(() => (this.#reaching = null));
    return this.#reaching;
  }

  async #connect(): Promise<ServedIndex> {
    const index = await connectIndex(this.url);
    try {
      const info = await this.#claim(index);
      this.#closing.signal.throwIfAborted();
      this.#index = index;
      this.#problem = null;
      this.#listener?.reached(info);
      return index;
    } catch (error) {
      await index.close();
      throw error;
    }
  }

  /** Makes the index this library's where it is nobody's. @throws ForeignIndexError */
  async #claim(index: ServedIndex): Promise<IndexInfo> {
    for (let attempt = 1; ; attempt++) {
      const info = await index.info();
      const owner = info.metadata[OWNER];
      if (owner === this.#parts.library) return info;
      if (owner !== undefined || info.documents > 0) {
        if (owner === undefined && (await this.#parts.isKnown())) return info;
        throw new ForeignIndexError(this.url);
      }
      const metadata = { [OWNER]: this.#parts.library };
      try {
        // Of two libraries that claim an index at once, one finds that its version has changed.
        await index.update([], { metadata, expectedVersion: info.version });
      } catch (error) {
        if (!(error instanceof IndexError) || error.code !== 'VersionMismatch' || attempt === CLAIMS) throw error;
        continue;
      }
      const claimed = await index.info();
      this.#keepsMetadata = claimed.metadata[OWNER] === this.#parts.library;
      return claimed;
    }
  }

  /** Asks for the server from time to time, until it is there. */
  async #tryAgain(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#closing;
    this.#isWaiting = true;
    try {
      while (this.#index === null) {
        const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)]!;
        this.#nextTry = clock.now() + pause;
        await clock.sleep(pause, signal);
        await this.#reached().catch(() => {});
      }
    } catch {
      // The index is closed.
    } finally {
      this.#isWaiting = false;
    }
  }
}

function batches(changes: readonly Change[]): (readonly Change[])[] {
  const all: Change[][] = [[]];
  let hashes = 0;
  for (const change of changes) {
    const added = change.type === 'insert' ? change.hashes.length : 0;
    if (hashes > 0 && hashes + added > MOST_HASHES) {
      all.push([]);
      hashes = 0;
    }
    all.at(-1)!.push(change);
    hashes += added;
  }
  return all;
}
