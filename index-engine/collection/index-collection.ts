/**
 * Several indexes in one directory, each in a folder of its name. Their engines run on the caller's thread and share a block
 * cache; file segments are written by worker threads.
 *
 * A collection begins to open every index that it finds; a folder without a manifest is not an index and is left alone.
 * Until an index is open, `get` throws `IndexNotReady`; if it cannot be opened, `get` throws its error, and the other
 * indexes work.
 * The folder of a deleted index is renamed before it is removed, so a crash leaves the index complete or gone. Each name
 * has a generation number, which distinguishes an index from earlier ones of the same name.
 */

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCK_FILE, lockDirectory } from '../storage/directory-lock.ts';
import { IndexError } from '../contract/index-error.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import { DEFAULT_CACHE_BYTES, Engine } from '../engine/engine.ts';
import { LocalIndex } from '../engine/local-index.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import { BuilderThreads } from '../threads/builder-threads.ts';
import { Mutex } from '../engine/mutex.ts';
import { manifestPath, parseFileName } from '../storage/index-files.ts';
import { Generations } from './generations.ts';
import type { OpenOptions } from '../threads/engine-protocol.ts';

const DELETED_PREFIX = '.deleted-';
const INDEX_NAME = /^[A-Za-z0-9_-]{1,255}$/;

export function isIndexName(name: string): boolean {
  return INDEX_NAME.test(name);
}

/** An index of the collection, by how far it is opened. */
type Member =
  | { readonly client: LocalIndex }
  | { readonly opening: Promise<LocalIndex> }
  | { readonly failed: IndexError };

/** Closes an index, when it is open. Rejects when it fails to open or to close. */
async function closeMember(member: Member): Promise<void> {
  if ('failed' in member) return;
  const client = 'opening' in member ? await member.opening : member.client;
  await client.close();
}

export class IndexCollection {
  readonly #directory: string;
  readonly #options: OpenOptions;
  readonly #onProblem: (name: string, error: IndexError) => void;
  readonly #newJobRunner: () => JobRunner;
  readonly #cache: BlockCache;
  readonly #unlock: () => void;
  readonly #members = new Map<string, Member>();
  readonly #generations: Generations;
  /** The functions that release the locks of the indexes, by name. */
  readonly #locks = new Map<string, () => void>();
  /** Pending removals of folders of deleted indexes. */
  readonly #removals: Promise<void>[] = [];
  /** Creating and deleting exclude each other. */
  readonly #changes = new Mutex();

  /**
   * Throws `IndexLocked`. Calls `onProblem` with failures that no call reports. `newJobRunner` makes what writes the file
   * segments of one index; the index closes it.
   */
  constructor(
    directory: string,
    options: OpenOptions,
    onProblem: (name: string, error: IndexError) => void,
    newJobRunner: () => JobRunner = () => new BuilderThreads(),
  ) {
    mkdirSync(directory, { recursive: true });
    this.#unlock = lockDirectory(directory);
    this.#newJobRunner = newJobRunner;
    this.#cache = new BlockCache(options.cacheBytes ?? DEFAULT_CACHE_BYTES);
    this.#directory = directory;
    this.#options = options;
    this.#onProblem = onProblem;
    this.#generations = new Generations(directory);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      if (entry.name.startsWith(DELETED_PREFIX)) {
        // A folder that cannot be removed now is left to the next opening.
        this.#removals.push(rm(join(directory, entry.name), { recursive: true }).catch(() => undefined));
      } else if (isIndexName(entry.name) && existsSync(manifestPath(join(directory, entry.name)))) {
        void this.#open(entry.name).catch(() => undefined);
      }
    }
  }

  /** Whether every index is open or has failed to open. */
  get isReady(): boolean {
    return [...this.#members.values()].every((member) => !('opening' in member));
  }

  /** The indexes that are open. */
  get openIndexes(): { readonly name: string; readonly client: LocalIndex }[] {
    return [...this.#members].flatMap(([name, member]) =>
      'client' in member ? [{ name, client: member.client }] : [],
    );
  }

  /** An open index. Throws `IndexNotFound`, `IndexNotReady`, or the error with which it failed to open. */
  get(name: string): LocalIndex {
    const member = this.#members.get(name);
    if (member === undefined) throw new IndexError('IndexNotFound', `There is no index ${name}.`);
    if ('failed' in member) throw member.failed;
    if ('opening' in member) throw new IndexError('IndexNotReady', `The index ${name} is still being opened.`);
    return member.client;
  }

  /** The generation of an index, or the last one of its name; 0 for a new name. */
  generationOf(name: string): number {
    return this.#generations.of(name);
  }

  /**
   * Creates an index, or returns the one that exists. Rejects with `InvalidIndexName`, and with `IndexAlreadyExists` if
   * `expectDoesNotExist` is set. `generation`: that of the new index; by default one more than the last of its name.
   */
  async create(
    name: string,
    options: { readonly expectDoesNotExist?: boolean; readonly generation?: number | undefined } = {},
  ): Promise<LocalIndex> {
    if (!isIndexName(name)) {
      throw new IndexError('InvalidIndexName', 'An index name is 1 to 255 letters, digits, _ and -.');
    }
    return this.#changes.run(async () => {
      const member = this.#members.get(name);
      if (member !== undefined) {
        if (options.expectDoesNotExist === true) {
          throw new IndexError('IndexAlreadyExists', `The index ${name} exists already.`);
        }
        return 'opening' in member ? member.opening : this.get(name);
      }
      const directory = join(this.#directory, name);
      if (
        existsSync(directory) &&
        readdirSync(directory).some((file) => file !== LOCK_FILE && parseFileName(file)?.kind !== 'temporary')
      ) {
        // Deleting the index later would delete these files.
        throw new IndexError('InvalidIndexName', `${directory} has other files: choose another name.`, {
          path: directory,
        });
      }
      await this.#generations.begin(name, options.generation);
      return this.#open(name);
    });
  }

  /**
   * Deletes an index and its files; returns whether it existed. Rejects with `IndexLocked` when it is open elsewhere, and
   * with the error with which it fails to open meanwhile.
   */
  async delete(name: string): Promise<boolean> {
    return this.#changes.run(async () => {
      const member = this.#members.get(name);
      if (member === undefined) return false;
      // The files of an index that is open elsewhere are in use.
      if ('failed' in member && member.failed.code === 'IndexLocked') throw member.failed;
      await closeMember(member);
      this.#members.delete(name);
      const deleted = join(this.#directory, `${DELETED_PREFIX}${name}-${this.generationOf(name)}`);
      this.#locks.get(name)?.();
      this.#locks.delete(name);
      await rename(join(this.#directory, name), deleted);
      await rm(deleted, { recursive: true });
      return true;
    });
  }

  /** Closes all indexes and releases their locks. */
  async close(): Promise<void> {
    await this.#changes.idle();
    await Promise.all(this.#removals);
    // An index that fails to close loses nothing: the next opening finds what was acknowledged in its log.
    await Promise.allSettled([...this.#members.values()].map(closeMember));
    this.#members.clear();
    for (const unlockIndex of this.#locks.values()) unlockIndex();
    this.#unlock();
  }

  #open(name: string): Promise<LocalIndex> {
    const opening = this.#openClient(name);
    this.#members.set(name, { opening });
    return opening.then(
      (client) => {
        this.#members.set(name, { client });
        return client;
      },
      (error: IndexError) => {
        this.#members.set(name, { failed: error });
        this.#onProblem(name, error);
        throw error;
      },
    );
  }

  async #openClient(name: string): Promise<LocalIndex> {
    const directory = join(this.#directory, name);
    mkdirSync(directory, { recursive: true });
    this.#locks.set(name, lockDirectory(directory));
    const engine = await Engine.open(directory, {
      ...this.#options,
      cache: this.#cache,
      jobRunner: this.#newJobRunner(),
      onProblem: (error) => this.#onProblem(name, error),
    });
    return new LocalIndex(engine);
  }
}
