/**
 * The writing half of a scan: stores what the reading half hands over, and ends with what only the whole scan can tell.
 *
 * It runs in the writer's thread. A few batches are one transaction, so that readers see rows while the scan runs, and
 * edits run between the transactions.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from '../storage/connection.ts';
import { stampAt } from '../storage/file-stamp.ts';
import { joinPath } from '../storage/path-bytes.ts';
import type { Copies, TakenPlace } from './copies.ts';
import type { FileCount } from './file-count.ts';
import { KnownFiles } from './known-files.ts';
import type { LateIndexes } from './late-indexes.ts';
import { whyOffline } from './offline-root.ts';
import { isEmpty, type ScanBatch } from './scan-batch.ts';
import type { ScanSource } from './scan-reader.ts';
import type { ScanCounts, ScanObserver, ScanPlace, ScanResult, ScanRoot } from './scan-result.ts';
import type { FileRecord } from './file-record.ts';
import type { ChangedSidecars } from './sidecars.ts';
import type { FileStore } from './store-files.ts';
import type { SidecarStore } from './store-sidecars.ts';
import type { WalkError } from './walk-folders.ts';

/** Files that are looked at, or marked missing, in one transaction. */
const COMMIT_FILES = 512;
/** Files whose twins are asked for before the thread serves others: each is a query and a call of the system or two. */
const SLICE_FILES = 64;
/** Errors beyond these are only counted. */
const MAX_ERRORS = 1000;

/** What a pass writes to. */
export interface ScanStores {
  readonly connection: Connection;
  readonly files: FileStore;
  readonly copies: Copies;
  readonly sidecars: SidecarStore;
  readonly indexes: LateIndexes;
}

export class ScanPass {
  readonly #connection: Connection;
  readonly #known: KnownFiles;
  readonly #files: FileStore;
  readonly #copies: Copies;
  readonly #sidecars: SidecarStore;
  readonly #indexes: LateIndexes;
  readonly #source: ScanSource;
  readonly #total: FileCount;
  readonly #observer: ScanObserver;
  readonly #signal: AbortSignal;
  readonly #rootExists;
  readonly #counts: ScanCounts = { total: null, done: 0, added: 0, changed: 0, moved: 0, missing: 0, failed: 0 };
  readonly #errors: WalkError[] = [];
  /** Files that this pass has added. */
  readonly #added = new Set<number>();
  /** Files that were there before this pass, and of which it has found no trace so far. */
  readonly #missed = new Set<number>();
  /** Roots that this pass could not read. */
  readonly #offline = new Set<number>();
  /** Folders with files that were not where the reading half knew them to be. */
  readonly #again: ScanPlace[] = [];

  constructor(stores: ScanStores, source: ScanSource, total: FileCount, observer: ScanObserver, signal: AbortSignal) {
    this.#connection = stores.connection;
    this.#known = new KnownFiles(stores.connection);
    this.#files = stores.files;
    this.#copies = stores.copies;
    this.#sidecars = stores.sidecars;
    this.#indexes = stores.indexes;
    this.#source = source;
    this.#total = total;
    this.#observer = observer;
    this.#signal = signal;
    this.#rootExists = stores.connection.prepare<[number], number>('SELECT 1 FROM root WHERE id = ?').pluck();
  }

  result(): ScanResult {
    return { ...this.#counts, cancelled: this.#signal.aborted, errors: this.#errors };
  }

  /** Scans places, and once more where files may have been moved to while the scan went on. */
  async scanAll(places: readonly ScanPlace[]): Promise<void> {
    void this.#total.begin(places, await this.#source.known(places));
    let isComplete = false;
    try {
      for (const place of places) await this.#scan(place);
      for (const place of this.#again.splice(0)) await this.#scan(place);
      if (this.#missed.size > 0) for (const place of await this.#source.changed()) await this.#scan(place);
      isComplete = !this.#signal.aborted;
    } finally {
      await this.#total.end(isComplete ? this.#counts.done : null);
      this.#tellTotal();
    }
  }

  async #scan(place: ScanPlace): Promise<void> {
    if (this.#signal.aborted || this.#isOffline(place.root)) return;
    const unmet = await this.#source.read(place, (batches) => this.#store(batches, place.root));
    await this.#missFolders(unmet);
  }

  /**
   * After some places of the library: the sound of a file that was added may have come from a folder that was not among
   * them. A folder where that sound is not any more what it was is scanned, too.
   */
  async scanOrigins(): Promise<void> {
    const scanned = new Set<string>();
    // Ids grow: twins that this pass has added itself come behind the first one, and were read just now.
    const [first] = this.#added;
    if (first === undefined || !this.#copies.anyBefore(first)) return;
    let looked = 0;
    // Files that are added on the way are looked at as well.
    for (const added of this.#added) {
      for (const { root, folder, name, stamp } of this.#copies.twins(added, first)) {
        const key = folder.toString('latin1');
        if (scanned.has(key) || stampAt(joinPath(folder, name)) === stamp) continue;
        scanned.add(key);
        await this.#scan({ root, path: folder, shallow: true });
      }
      if (this.#signal.aborted) return;
      if (++looked % SLICE_FILES === 0) await nextTurn();
    }
  }

  /** After all that: files that are missing while a copy of them is there may have moved to its place. */
  async findMoved(): Promise<void> {
    if (this.#signal.aborted) return;
    for (const root of this.#offline) await this.#followRoot(root);
    const missed = [...this.#missed];
    for (let start = 0; start < missed.length; start += COMMIT_FILES) {
      await this.#takePlaces(missed.slice(start, start + COMMIT_FILES));
    }
    for (let after = 0; ;) {
      const waiting = this.#copies.waiting(after, COMMIT_FILES);
      if (waiting.length === 0) break;
      await this.#takePlaces(waiting);
      after = waiting.at(-1)!;
    }
    this.#observer.progress(this.#counts);
  }

  /** A root that cannot be read may be a disk that is now at another place: files that were added there have its tracks. */
  async #followRoot(root: number): Promise<void> {
    const added = [...this.#added];
    for (let start = 0; start < added.length; start += COMMIT_FILES) {
      await this.#take((now) =>
        added.slice(start, start + COMMIT_FILES).flatMap((copy) => {
          const origin = this.#copies.originAt(root, copy);
          if (origin === null) return [];
          this.#missAll([origin], now);
          return this.#copies.takePlaceOf(copy, origin, now) ?? [];
        }),
      );
    }
  }

  #takePlaces(fileIds: readonly number[]): Promise<void> {
    return this.#take((now) => fileIds.flatMap((id) => this.#copies.takePlace(id, this.#added, now) ?? []));
  }

  /** @param take moves files, in one transaction */
  async #take(take: (now: number) => readonly TakenPlace[]): Promise<void> {
    const taken = this.#files.transaction(() => take(Date.now()));
    for (const { fileId, removedFile } of taken) {
      this.#counts.moved++;
      if (this.#added.delete(removedFile)) this.#counts.added--;
      this.#missed.delete(fileId);
    }
    this.#counts.missing = this.#missed.size;
    const tracks = new Set(taken.flatMap(({ trackId, removedTrack }) => [trackId, removedTrack]));
    if (tracks.size > 0) this.#observer.stored([...tracks]);
    await nextTurn();
  }

  /** Stores batches as one transaction and tells of it. */
  #store(batches: readonly ScanBatch[], root: ScanRoot): void {
    for (const { done, failed, errors } of batches) {
      this.#counts.done += done;
      this.#counts.failed += failed;
      for (const error of errors) this.#fail(error);
    }
    const full = batches.filter((batch) => !isEmpty(batch));
    if (full.length > 0) {
      const now = Date.now();
      const tracks = new Set<number>();
      this.#indexes.beforeFiles(full.reduce((sum, { files }) => sum + files.count, 0));
      this.#files.transaction(() => full.forEach((batch) => this.#write(batch, root, now, tracks)));
      this.#indexes.afterFiles();
      if (tracks.size > 0) this.#observer.stored([...tracks]);
    }
    void this.#total.meet(this.#counts.added);
    this.#tellTotal();
    this.#observer.progress(this.#counts);
  }

  #tellTotal(): void {
    const { total } = this.#total;
    if (total !== null) this.#counts.total = Math.max(total, this.#counts.done);
  }

  /** @param tracks those that are written are added to it */
  #write(batch: ScanBatch, root: ScanRoot, now: number, tracks: Set<number>): void {
    for (const file of batch.returned) {
      const track = this.#files.foundAgain(file);
      if (track !== null) tracks.add(track);
      else this.#again.push({ root, path: file.folder, shallow: true });
      this.#missed.delete(file.id);
    }
    for (const { fileId, key } of batch.keys) this.#files.setKey(fileId, key);
    // The root may have been taken out of the library since the batch was read.
    const isThere = this.#rootExists.get(root.id) !== undefined;
    for (const { folder, files } of batch.files) {
      if (!isThere) continue;
      for (const file of files) for (const track of this.#put(root.id, folder, file, now)) tracks.add(track);
    }
    for (const track of this.#missAll(batch.gone, now)) tracks.add(track);
    this.#counts.missing = this.#missed.size;
    for (const changes of isThere ? batch.sidecars : []) this.#putSidecars(root.id, changes, tracks);
  }

  /** @returns the tracks of the files that were there so far */
  #missAll(fileIds: readonly number[], now: number): number[] {
    return fileIds.flatMap((id) => {
      const track = this.#files.markMissing(id, now);
      if (track === null) return [];
      this.#missed.add(id);
      return [track];
    });
  }

  /** Marks files as missing, and deletes the rows of the sidecars in some folders. */
  #storeGone(ids: readonly number[], folderIds: readonly number[] = []): void {
    const now = Date.now();
    const missed = this.#files.transaction(() => {
      for (const id of folderIds) this.#sidecars.forgetFolder(id);
      return this.#missAll(ids, now);
    });
    if (missed.length > 0) this.#observer.stored(missed);
    this.#counts.missing = this.#missed.size;
    this.#observer.progress(this.#counts);
  }

  /** @returns the tracks that were written */
  #put(rootId: number, folder: Buffer, file: FileRecord, now: number): number[] {
    const { fileId, trackId, outcome, displaced } = this.#files.put(rootId, folder, file, now);
    this.#counts[outcome]++;
    if (outcome === 'added') this.#added.add(fileId);
    this.#missed.delete(fileId);
    if (displaced === null) return [trackId];
    this.#missed.add(displaced.id);
    return [trackId, displaced.trackId];
  }

  /** @param tracks the tracks beside the sidecars are added to it */
  #putSidecars(rootId: number, changes: ChangedSidecars, tracks: Set<number>): void {
    const folderId = this.#files.folder(rootId, changes.folder);
    this.#sidecars.apply(folderId, changes);
    for (const id of this.#sidecars.tracksBeside(folderId)) tracks.add(id);
  }

  /** Marks the files of folders that are gone, and deletes the rows of their sidecars. */
  async #missFolders(folderIds: readonly number[]): Promise<void> {
    let files: number[] = [];
    let folders: number[] = [];
    for (const [i, folderId] of folderIds.entries()) {
      folders.push(folderId);
      for (const { id, missingSince } of this.#known.files(folderId)) if (missingSince === null) files.push(id);
      if (files.length < COMMIT_FILES && i < folderIds.length - 1) continue;
      this.#storeGone(files, folders);
      [files, folders] = [[], []];
      await nextTurn();
    }
  }

  #fail(error: WalkError): void {
    if (this.#errors.length < MAX_ERRORS) this.#errors.push(error);
  }

  #isOffline(root: ScanRoot): boolean {
    if (this.#offline.has(root.id)) return true;
    const message = whyOffline(this.#connection, root);
    if (message === null) return false;
    // Before folders inside of others: the first error is the one that is told.
    this.#errors.unshift({ path: root.path, message });
    this.#offline.add(root.id);
    return true;
  }
}
