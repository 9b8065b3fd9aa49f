/**
 * One scan, from its first folder to its last commit.
 *
 * It runs in the writer's thread in slices of a few milliseconds, so that the thread serves edits in between, and
 * commits at least every quarter of a second, so that readers see rows while it runs.
 */
import { readdirSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_NAMED_TRACKS, namedTracks } from '../model/changed-tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { stampOfStats } from '../storage/file-stamp.ts';
import type { FileWindow } from '../storage/file-window.ts';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import { readFile } from './read-file.ts';
import type { ScanCounts, ScanObserver, ScanResult, ScanRoot } from './scan-result.ts';
import type { ScannedFile } from './scanned-file.ts';
import { recorded, SidecarChanges } from './sidecars.ts';
import type { FileStore, KnownFile, KnownFolder } from './store-files.ts';
import type { SidecarStore } from './store-sidecars.ts';
import { walk, type WalkedFolder, type WalkError } from './walk.ts';

const SLICE_MS = 8;
const COMMIT_FILES = 512;
/** Larger than COMMIT_FILES: a sidecar is one row, a file also has a track and an entry in the full-text index. */
const COMMIT_SIDECARS = 2048;
const COMMIT_MS = 250;

interface PendingFile {
  readonly rootId: number;
  readonly folder: Buffer;
  readonly file: ScannedFile;
}

export class ScanPass {
  readonly #connection: Connection;
  readonly #store: FileStore;
  readonly #sidecars: SidecarStore;
  readonly #window: FileWindow;
  readonly #observer: ScanObserver;
  readonly #signal: AbortSignal;
  readonly #skip: (path: Buffer) => boolean;
  readonly #counts: ScanCounts = { total: null, done: 0, added: 0, changed: 0, missing: 0, failed: 0 };
  readonly #errors: WalkError[] = [];
  #pending: PendingFile[] = [];
  #found: number[] = [];
  #pendingSidecars: SidecarChanges[] = [];
  #pendingSidecarRows = 0;
  #committedAt = performance.now();
  #sliceEnds = performance.now() + SLICE_MS;

  constructor(
    connection: Connection,
    store: FileStore,
    sidecars: SidecarStore,
    window: FileWindow,
    observer: ScanObserver,
    signal: AbortSignal,
    skip: (path: Buffer) => boolean,
  ) {
    this.#connection = connection;
    this.#store = store;
    this.#sidecars = sidecars;
    this.#window = window;
    this.#observer = observer;
    this.#signal = signal;
    this.#skip = skip;
  }

  result(): ScanResult {
    return { ...this.#counts, cancelled: this.#signal.aborted, errors: this.#errors };
  }

  /** A first walk that only counts, so that progress can state the time left. */
  async count(root: ScanRoot): Promise<void> {
    let total = this.#counts.total ?? 0;
    for (const folder of walk(root.path, { skip: this.#skip, onError: () => {} })) {
      total += folder.names.length;
      await this.#commitAndYield();
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
      await this.#scanFolder(root, folder, this.#store.knownFolder(root.id, folder.path));
    }
    this.#commit();
    if (!this.#signal.aborted) this.#markMissing(root, visited, unreadable);
  }

  async #scanFolder(root: ScanRoot, folder: WalkedFolder, row: KnownFolder | null): Promise<void> {
    const known = new Map<string, KnownFile>(
      (row === null ? [] : this.#store.known(row.id)).map((file) => [file.name.toString('latin1'), file]),
    );
    let holdsAudio = false;
    for (const name of folder.names) {
      if (this.#signal.aborted) return;
      const key = name.toString('latin1');
      if (await this.#scanFile(root.id, folder.path, name, known.get(key))) holdsAudio = true;
      known.delete(key);
      this.#counts.done++;
      await this.#commitAndYield();
    }
    const now = Date.now();
    const gone = [...known.values()].filter((file) => !file.missing);
    if (gone.length > 0) this.#store.transaction(() => gone.forEach((file) => this.#miss(file.id, now)));
    await this.#scanSidecars(root.id, folder.path, holdsAudio ? recorded(folder.sidecars) : [], row);
  }

  /** Records the files beside a folder's audio; none for a folder without audio. */
  async #scanSidecars(
    rootId: number,
    folder: Buffer,
    names: readonly Buffer[],
    row: KnownFolder | null,
  ): Promise<void> {
    if (names.length === 0 && !row?.sidecars) return;
    const changes = new SidecarChanges(rootId, folder, row?.sidecars ? this.#sidecars.known(row.id) : []);
    for (const name of names) {
      if (this.#signal.aborted) return;
      changes.look(name);
      await this.#commitAndYield();
    }
    if (changes.count === 0) return;
    this.#pendingSidecars.push(changes);
    this.#pendingSidecarRows += changes.count;
  }

  /** Reads a file unless its stamp is known. @returns whether the file exists and is taken for audio */
  async #scanFile(rootId: number, folder: Buffer, name: Buffer, known: KnownFile | undefined): Promise<boolean> {
    const path = joinPath(folder, name);
    if (known) {
      const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (!stats) return false;
      if (stampOfStats(stats) === known.stamp) {
        if (known.missing) this.#found.push(known.id);
        return true;
      }
    }
    const file = await readFile(this.#window, path, name);
    if (!file) return false;
    if (known) this.#counts.changed++;
    else this.#counts.added++;
    if (file.error) this.#counts.failed++;
    this.#pending.push({ rootId, folder, file });
    return true;
  }

  /** Commits when enough is pending or COMMIT_MS have passed, and yields the thread at the end of a slice. */
  async #commitAndYield(): Promise<void> {
    const now = performance.now();
    if (
      this.#pending.length >= COMMIT_FILES ||
      this.#pendingSidecarRows >= COMMIT_SIDECARS ||
      now - this.#committedAt >= COMMIT_MS
    ) {
      this.#commit();
    }
    if (now >= this.#sliceEnds) {
      await nextTurn();
      this.#sliceEnds = performance.now() + SLICE_MS;
    }
  }

  #commit(): void {
    const pending = this.#pending;
    const found = this.#found;
    const sidecars = this.#pendingSidecars;
    this.#pending = [];
    this.#found = [];
    this.#pendingSidecars = [];
    this.#pendingSidecarRows = 0;
    this.#committedAt = performance.now();
    if (pending.length > 0 || found.length > 0 || sidecars.length > 0) {
      const now = Date.now();
      const ids = this.#store.transaction(() => {
        for (const id of found) this.#store.foundAgain(id);
        const stored = new Set(pending.map(({ rootId, folder, file }) => this.#store.put(rootId, folder, file, now)));
        for (const changes of sidecars) this.#putSidecars(changes, stored);
        return stored;
      });
      if (found.length > 0 || ids.size > 0) this.#observer.stored(found.length > 0 ? null : namedTracks(ids));
    }
    this.#observer.progress(this.#counts);
  }

  /** @param tracks the tracks beside the sidecars are added to it, until they are too many to name */
  #putSidecars(changes: SidecarChanges, tracks: Set<number>): void {
    const folderId = this.#store.folder(changes.rootId, changes.folder);
    this.#sidecars.apply(folderId, changes);
    if (tracks.size > MAX_NAMED_TRACKS) return;
    for (const id of this.#sidecars.tracksBeside(folderId, MAX_NAMED_TRACKS + 1)) tracks.add(id);
  }

  /** Marks files of folders that the walk no longer met, and deletes their sidecars; not below unreadable folders. */
  #markMissing(root: ScanRoot, visited: ReadonlySet<string>, unreadable: readonly Buffer[]): void {
    const folders = this.#connection
      .prepare<[number], { id: number; path: Buffer }>('SELECT id, path FROM folder WHERE root_id = ?')
      .all(root.id);
    const now = Date.now();
    this.#store.transaction(() => {
      for (const folder of folders) {
        if (visited.has(folder.path.toString('latin1')) || unreadable.some((path) => isInside(folder.path, path))) {
          continue;
        }
        for (const file of this.#store.known(folder.id)) this.#miss(file.id, now);
        this.#sidecars.forgetFolder(folder.id);
      }
    });
    if (this.#counts.missing > 0) this.#observer.stored(null);
  }

  #miss(fileId: number, now: number): void {
    if (this.#store.markMissing(fileId, now)) this.#counts.missing++;
  }

  /** Whether a root is gone, or empty where it held music: a disk that is not plugged in. Nothing is marked missing. */
  #isOffline(root: ScanRoot): boolean {
    try {
      if (readdirSync(root.path).length > 0) return false;
      const { known } = this.#connection
        .prepare<[number], { known: number }>(
          'SELECT EXISTS (SELECT 1 FROM file JOIN folder ON folder.id = folder_id WHERE root_id = ?) AS known',
        )
        .get(root.id)!;
      if (known === 0) return false;
      this.#errors.push({
        path: root.path,
        message: 'the folder is empty now: is its disk plugged in? Nothing was forgotten',
      });
    } catch (error) {
      this.#errors.push({ path: root.path, message: (error as Error).message });
    }
    return true;
  }
}
