/**
 * Scans the roots of a library: walk, compare with what is known, read what is new or changed, store.
 *
 * Runs in the writer's thread in slices of a few milliseconds, so that edits are served in between, and
 * commits at least every quarter of a second, so that rows are visible while it runs. Nothing needs
 * repair after a kill: what was committed is skipped by its stamp, the rest is found again.
 */
import { lstatSync, readdirSync, statSync, type BigIntStats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LayoutError } from '../../fuse/formats/layout.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import type { TrackWriter } from '../library/track-writer.ts';
import type { Connection } from '../storage/connection.ts';
import { FileWindow } from './file-window.ts';
import { readForeignFile } from './foreign-file.ts';
import { brokenFile, fromLayout, type ScannedFile } from './scanned-file.ts';
import { FileStore, stampOf, type KnownFile } from './store-files.ts';
import { extensionOf, isInside, joinPath, walk, type WalkedFolder, type WalkError } from './walk.ts';

const SLICE_MS = 8;
const COMMIT_FILES = 512;
const COMMIT_MS = 250;
/** Changed tracks are named up to this many; beyond, "many" is said. */
const MAX_NAMED_TRACKS = 200;

export interface ScanRoot {
  readonly id: number;
  readonly path: Buffer;
}

export interface ScanCounts {
  /** Files that may be audio, found so far; `null` until they have been counted. */
  total: number | null;
  done: number;
  added: number;
  changed: number;
  missing: number;
  failed: number;
}

export interface ScanObserver {
  progress(counts: Readonly<ScanCounts>): void;
  /** Tracks that were just committed; null when they are too many to name. */
  stored(ids: readonly number[] | null): void;
}

export interface ScanResult extends Readonly<ScanCounts> {
  readonly cancelled: boolean;
  /** Folders that could not be read: nothing below them was taken for missing. */
  readonly errors: readonly WalkError[];
}

interface PendingFile { readonly rootId: number; readonly folder: Buffer; readonly file: ScannedFile }

export class Scanner {
  readonly #connection: Connection;
  readonly #store: FileStore;
  readonly #window = new FileWindow();

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#connection = connection;
    this.#store = new FileStore(connection, tracks);
  }

  /**
   * @param skip folders that are not entered: the mount, lest the library scan itself
   * @param signal ends the scan after the current file; what was read is kept
   */
  async scan(roots: readonly ScanRoot[], skip: (path: Buffer) => boolean, observer: ScanObserver, signal: AbortSignal): Promise<ScanResult> {
    const run = new ScanRun(this.#connection, this.#store, this.#window, observer, signal, skip);
    for (const root of roots) await run.count(root);
    for (const root of roots) await run.scanRoot(root);
    return run.result();
  }
}

/** One scan, from its first folder to its last commit. */
class ScanRun {
  readonly #connection: Connection;
  readonly #store: FileStore;
  readonly #window: FileWindow;
  readonly #observer: ScanObserver;
  readonly #signal: AbortSignal;
  readonly #skip: (path: Buffer) => boolean;
  readonly #counts: ScanCounts = { total: null, done: 0, added: 0, changed: 0, missing: 0, failed: 0 };
  readonly #errors: WalkError[] = [];
  #pending: PendingFile[] = [];
  #found: number[] = [];
  #committedAt = performance.now();
  #sliceEnds = performance.now() + SLICE_MS;

  constructor(connection: Connection, store: FileStore, window: FileWindow, observer: ScanObserver, signal: AbortSignal, skip: (path: Buffer) => boolean) {
    this.#connection = connection;
    this.#store = store;
    this.#window = window;
    this.#observer = observer;
    this.#signal = signal;
    this.#skip = skip;
  }

  result(): ScanResult {
    return { ...this.#counts, cancelled: this.#signal.aborted, errors: this.#errors };
  }

  /** A first walk that only counts, so that the time left can be said. */
  async count(root: ScanRoot): Promise<void> {
    let total = this.#counts.total ?? 0;
    for (const folder of walk(root.path, { skip: this.#skip, onError: () => {} })) {
      total += folder.names.length;
      await this.#breathe();
      if (this.#signal.aborted) return;
    }
    this.#counts.total = total;
  }

  async scanRoot(root: ScanRoot): Promise<void> {
    if (this.#isOffline(root)) return;
    const visited = new Set<string>();
    const unreadable: Buffer[] = [];
    const onError = (error: WalkError): void => {
      this.#errors.push(error);
      unreadable.push(error.path);
    };
    for (const folder of walk(root.path, { skip: this.#skip, onError })) {
      if (this.#signal.aborted) break;
      visited.add(folder.path.toString('latin1'));
      await this.#scanFolder(root, folder, this.#store.findFolder(root.id, folder.path));
    }
    this.#commit();
    if (!this.#signal.aborted) this.#markMissing(root, visited, unreadable);
  }

  async #scanFolder(root: ScanRoot, folder: WalkedFolder, folderId: number | null): Promise<void> {
    const known = new Map<string, KnownFile>((folderId === null ? [] : this.#store.known(folderId)).map((file) => [file.name.toString('latin1'), file]));
    for (const name of folder.names) {
      if (this.#signal.aborted) return;
      const key = name.toString('latin1');
      await this.#scanFile(root.id, folder.path, name, known.get(key));
      known.delete(key);
      this.#counts.done++;
      await this.#breathe();
    }
    const now = Date.now();
    const gone = [...known.values()].filter((file) => !file.missing);
    if (gone.length > 0) this.#store.transaction(() => gone.forEach((file) => this.#miss(file.id, now)));
  }

  async #scanFile(rootId: number, folder: Buffer, name: Buffer, known: KnownFile | undefined): Promise<void> {
    const path = joinPath(folder, name);
    if (known) {
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (!stats) return;
      if (stampOf(stats) === known.stamp) {
        if (known.missing) this.#found.push(known.id);
        return;
      }
    }
    const file = await this.#read(path, name);
    if (!file) return;
    if (known) this.#counts.changed++;
    else this.#counts.added++;
    if (file.error) this.#counts.failed++;
    this.#pending.push({ rootId, folder, file });
  }

  /** @returns null for a file that is gone, or that has no extension and is no audio */
  async #read(path: Buffer, name: Buffer): Promise<ScannedFile | null> {
    let stats: BigIntStats;
    try {
      stats = this.#window.open(path);
    } catch (error) {
      return unreadableFile(path, name, error as NodeJS.ErrnoException);
    }
    try {
      const layout = readLayout(this.#window, extensionOf(name));
      if (layout) return fromLayout(name, stats, layout);
    } catch (error) {
      if (error instanceof LayoutError) return brokenFile(name, stats, error.message);
      return brokenFile(name, stats, `it cannot be read: ${(error as Error).message}`);
    } finally {
      this.#window.close();
    }
    if (extensionOf(name) === '') return null;
    if (stats.size === 0n) return brokenFile(name, stats, 'the file is empty');
    return readForeignFile(path, name, stats);
  }

  /** Commits when it is time to, and lets others have the thread between slices. */
  async #breathe(): Promise<void> {
    const now = performance.now();
    if (this.#pending.length >= COMMIT_FILES || now - this.#committedAt >= COMMIT_MS) this.#commit();
    if (now >= this.#sliceEnds) {
      await nextTurn();
      this.#sliceEnds = performance.now() + SLICE_MS;
    }
  }

  #commit(): void {
    const pending = this.#pending;
    const found = this.#found;
    this.#pending = [];
    this.#found = [];
    this.#committedAt = performance.now();
    if (pending.length > 0 || found.length > 0) {
      const now = Date.now();
      const ids = this.#store.transaction(() => {
        for (const id of found) this.#store.foundAgain(id);
        return pending.map(({ rootId, folder, file }) => this.#store.put(rootId, folder, file, now));
      });
      this.#observer.stored(found.length > 0 || ids.length > MAX_NAMED_TRACKS ? null : ids);
    }
    this.#observer.progress(this.#counts);
  }

  /** Files of folders that were not met any more; nothing below a folder that could not be read. */
  #markMissing(root: ScanRoot, visited: ReadonlySet<string>, unreadable: readonly Buffer[]): void {
    const folders = this.#connection.prepare<[number], { id: number; path: Buffer }>('SELECT id, path FROM folder WHERE root_id = ?').all(root.id);
    const now = Date.now();
    this.#store.transaction(() => {
      for (const folder of folders) {
        if (visited.has(folder.path.toString('latin1')) || unreadable.some((path) => isInside(folder.path, path))) continue;
        for (const file of this.#store.known(folder.id)) this.#miss(file.id, now);
      }
    });
    if (this.#counts.missing > 0) this.#observer.stored(null);
  }

  #miss(fileId: number, now: number): void {
    if (this.#store.markMissing(fileId, now)) this.#counts.missing++;
  }

  /** A root that is gone, or empty where music was: a disk that is not plugged in. Nothing is forgotten. */
  #isOffline(root: ScanRoot): boolean {
    try {
      if (readdirSync(root.path).length > 0) return false;
      const { known } = this.#connection.prepare<[number], { known: number }>('SELECT EXISTS (SELECT 1 FROM file JOIN folder ON folder.id = folder_id WHERE root_id = ?) AS known').get(root.id)!;
      if (known === 0) return false;
      this.#errors.push({ path: root.path, message: 'the folder is empty now: is its disk plugged in? Nothing was forgotten' });
    } catch (error) {
      this.#errors.push({ path: root.path, message: (error as Error).message });
    }
    return true;
  }
}

/** A file that cannot be opened is a row with its cause, as long as it is there. */
function unreadableFile(path: Buffer, name: Buffer, error: NodeJS.ErrnoException): ScannedFile | null {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? brokenFile(name, stats, `it cannot be opened: ${error.message}`) : null;
}
