/**
 * One scan, from its first folder to its last commit.
 *
 * It runs in the writer's thread in slices of a few milliseconds, so that the thread serves edits in between, and
 * commits at least every quarter of a second, so that readers see rows while it runs.
 */
import { readdirSync, statSync, type BigIntStats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_NAMED_TRACKS, namedTracks } from '../model/changed-tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { stampOfStats } from '../storage/file-stamp.ts';
import type { FileWindow } from '../storage/file-window.ts';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import type { Copies } from './copies.ts';
import { KnownFiles, type KnownFile, type KnownFolder } from './known-files.ts';
import { readFile } from './read-file.ts';
import type { ScanCounts, ScanObserver, ScanPlace, ScanResult, ScanRoot } from './scan-result.ts';
import { brokenFile, type ScannedFile } from './scanned-file.ts';
import { recorded, SidecarChanges } from './sidecars.ts';
import type { FileStore } from './store-files.ts';
import type { SidecarStore } from './store-sidecars.ts';
import { existsAt, isGone, UnreadableFileError } from './unreadable-file.ts';
import { VisitedFolders } from './visited-folders.ts';
import { walk, type WalkedFolder, type WalkError } from './walk.ts';

const SLICE_MS = 8;
const COMMIT_FILES = 512;
/** Larger than COMMIT_FILES: a sidecar is one row, a file also has a track and an entry in the full-text index. */
const COMMIT_SIDECARS = 2048;
const COMMIT_MS = 250;
/** Errors beyond these are only counted. */
const MAX_ERRORS = 1000;

/** What a pass writes to. */
export interface ScanStores {
  readonly connection: Connection;
  readonly files: FileStore;
  readonly copies: Copies;
  readonly sidecars: SidecarStore;
}

interface PendingFile {
  readonly rootId: number;
  readonly folder: Buffer;
  readonly file: ScannedFile;
}

/** What waits for the next commit, in the order in which it is written. */
class Pending {
  /** Missing files that are in their place again. */
  readonly found: number[] = [];
  readonly keys: { readonly fileId: number; readonly key: Buffer }[] = [];
  readonly files: PendingFile[] = [];
  /** Files that are not in their place. */
  readonly gone: number[] = [];
  readonly sidecars: SidecarChanges[] = [];
  sidecarRows = 0;

  get isLarge(): boolean {
    const rows = this.found.length + this.keys.length + this.files.length + this.gone.length;
    return rows >= COMMIT_FILES || this.sidecarRows >= COMMIT_SIDECARS;
  }

  get isEmpty(): boolean {
    const { found, keys, files, gone, sidecars } = this;
    return [found, keys, files, gone, sidecars].every(({ length }) => length === 0);
  }
}

export class ScanPass {
  readonly #connection: Connection;
  readonly #known: KnownFiles;
  readonly #files: FileStore;
  readonly #copies: Copies;
  readonly #sidecars: SidecarStore;
  readonly #window: FileWindow;
  readonly #observer: ScanObserver;
  readonly #signal: AbortSignal;
  readonly #skip: (path: Buffer) => boolean;
  readonly #rootExists;
  readonly #counts: ScanCounts = { total: null, done: 0, added: 0, changed: 0, moved: 0, missing: 0, failed: 0 };
  readonly #errors: WalkError[] = [];
  /** Files that this pass has added. */
  readonly #added = new Set<number>();
  /** Files that were there before this pass, and of which it has found no trace so far. */
  readonly #missed = new Set<number>();
  readonly #visited = new VisitedFolders();
  #pending = new Pending();
  #committedAt = performance.now();
  #sliceEnds = performance.now() + SLICE_MS;

  constructor(
    stores: ScanStores,
    window: FileWindow,
    observer: ScanObserver,
    signal: AbortSignal,
    skip: (path: Buffer) => boolean,
  ) {
    this.#connection = stores.connection;
    this.#known = new KnownFiles(stores.connection);
    this.#files = stores.files;
    this.#copies = stores.copies;
    this.#sidecars = stores.sidecars;
    this.#window = window;
    this.#observer = observer;
    this.#signal = signal;
    this.#skip = skip;
    this.#rootExists = stores.connection.prepare<[number], number>('SELECT 1 FROM root WHERE id = ?').pluck();
  }

  result(): ScanResult {
    return { ...this.#counts, cancelled: this.#signal.aborted, errors: this.#errors };
  }

  /** A first walk that only counts, so that progress can state the time left. */
  async #count({ root, path, shallow }: ScanPlace): Promise<void> {
    let total = this.#counts.total ?? 0;
    for (const folder of walk(root.path, { from: path, shallow, skip: this.#skip, onError: () => {} })) {
      total += folder.names.length;
      await this.#commitAndYield();
      if (this.#signal.aborted) return;
    }
    this.#counts.total = total;
  }

  /** Scans places, and once more where files may have been moved to while the scan went on. */
  async scanAll(places: readonly ScanPlace[]): Promise<void> {
    for (const place of places) await this.#count(place);
    for (const place of places) await this.#scan(place);
    if (this.#missed.size > 0) for (const place of this.#visited.changed()) await this.#scan(place);
  }

  async #scan(place: ScanPlace): Promise<void> {
    const { root } = place;
    if (this.#signal.aborted || this.#isOffline(root)) return;
    const visited = new Set<string>();
    const unreadable: Buffer[] = [];
    const onError = (error: WalkError): void => {
      this.#fail(error);
      unreadable.push(error.path);
    };
    const exists = existsAt(place.path);
    if (exists) {
      for (const folder of walk(root.path, { from: place.path, shallow: place.shallow, skip: this.#skip, onError })) {
        if (this.#signal.aborted) break;
        visited.add(folder.path.toString('latin1'));
        this.#visited.add(root, folder);
        await this.#scanFolder(root, folder, this.#known.folder(root.id, folder.path));
      }
    }
    this.#commit();
    if (this.#signal.aborted || (place.shallow && exists)) return;
    await this.#markMissing(place, visited, unreadable);
  }

  /**
   * After some places of the library: a file with the sound of one that was added may have lain in a folder that was
   * not among them. Where it is gone, it is missing.
   */
  async missCopiesElsewhere(): Promise<void> {
    for (const added of this.#added) {
      for (const { id, rootId, rootPath, folder, name } of this.#copies.twins(added)) {
        if (existsAt(joinPath(folder, name)) || this.#isOffline({ id: rootId, path: rootPath })) continue;
        this.#pending.gone.push(id);
      }
      await this.#commitAndYield();
    }
    this.#commit();
  }

  /** After all that: files that are missing while a copy of them is there may have moved to its place. */
  async findMoved(): Promise<void> {
    if (this.#signal.aborted) return;
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

  async #takePlaces(fileIds: readonly number[]): Promise<void> {
    const now = Date.now();
    const taken = this.#files.transaction(() =>
      fileIds.map((id) => this.#copies.takePlace(id, this.#added, now)).filter((one) => one !== null),
    );
    for (const { fileId, removedFile } of taken) {
      this.#counts.moved++;
      if (this.#added.delete(removedFile)) this.#counts.added--;
      this.#missed.delete(fileId);
    }
    this.#counts.missing = this.#missed.size;
    const tracks = new Set(taken.flatMap(({ trackId, removedTrack }) => [trackId, removedTrack]));
    if (tracks.size > 0) this.#observer.stored(namedTracks(tracks));
    await this.#commitAndYield();
  }

  async #scanFolder(root: ScanRoot, folder: WalkedFolder, row: KnownFolder | null): Promise<void> {
    const known = Map.groupBy(row === null ? [] : this.#known.files(row.id), ({ name }) => name.toString('latin1'));
    let holdsAudio = false;
    for (const name of folder.names) {
      if (this.#signal.aborted) return;
      const key = name.toString('latin1');
      if (await this.#scanFile(root.id, folder.path, name, known.get(key) ?? [])) holdsAudio = true;
      known.delete(key);
      this.#counts.done++;
      await this.#commitAndYield();
    }
    for (const files of known.values()) this.#goneAmong(files);
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
    this.#pending.sidecars.push(changes);
    this.#pending.sidecarRows += changes.count;
  }

  /**
   * Reads a file unless its stamp is known.
   * @param known the files that lie or lay at this place, the one that is there last
   * @returns whether the file exists and is taken for audio, or may be
   */
  async #scanFile(rootId: number, folder: Buffer, name: Buffer, known: readonly KnownFile[]): Promise<boolean> {
    const path = joinPath(folder, name);
    let stats: BigIntStats | null = null;
    try {
      if (known.length > 0) {
        stats = statSync(path, { bigint: true });
        const stamp = stampOfStats(stats);
        const unchanged = known.at(-1)!.missing ? known.findLast((file) => file.stamp === stamp) : known.at(-1)!;
        if (unchanged?.stamp === stamp) {
          if (unchanged.missing) this.#pending.found.push(unchanged.id);
          if (unchanged.keyless) await this.#readKey(unchanged.id, path, name, stamp);
          return true;
        }
      }
      const file = await readFile(this.#window, path, name);
      if (!file) return false;
      if (file.error) this.#counts.failed++;
      this.#pending.files.push({ rootId, folder, file });
      return true;
    } catch (error) {
      if (!(error instanceof UnreadableFileError) && isGone(error as NodeJS.ErrnoException)) return false;
      this.#fail({ path, message: (error as Error).message });
      this.#counts.failed++;
      if (known.length === 0) this.#addUnreadable(rootId, folder, name, path, (error as Error).message);
      return true;
    }
  }

  /** Reads the audio key of a file that was stored before there were keys. */
  async #readKey(fileId: number, path: Buffer, name: Buffer, stamp: string): Promise<void> {
    const file = await readFile(this.#window, path, name);
    if (file?.audioKey && stampOfStats(file.stats) === stamp) this.#pending.keys.push({ fileId, key: file.audioKey });
  }

  /** A row for a new file that cannot be read, with a stamp that no file has: the next scan tries again. */
  #addUnreadable(rootId: number, folder: Buffer, name: Buffer, path: Buffer, message: string): void {
    try {
      const stats = statSync(path, { bigint: true });
      const file = brokenFile(name, Object.assign(stats, { mtimeNs: 0n, ctimeNs: 0n }), message);
      this.#pending.files.push({ rootId, folder, file });
    } catch {
      // Not even its size is known: there is nothing to show but the error.
    }
  }

  #fail(error: WalkError): void {
    if (this.#errors.length < MAX_ERRORS) this.#errors.push(error);
  }

  #goneAmong(files: readonly KnownFile[]): void {
    for (const { id, missing } of files) if (!missing) this.#pending.gone.push(id);
  }

  /** Commits when enough is pending or COMMIT_MS have passed, and yields the thread at the end of a slice. */
  async #commitAndYield(): Promise<void> {
    const now = performance.now();
    if (this.#pending.isLarge || now - this.#committedAt >= COMMIT_MS) this.#commit();
    if (now >= this.#sliceEnds) {
      await nextTurn();
      this.#sliceEnds = performance.now() + SLICE_MS;
    }
  }

  #commit(): void {
    const pending = this.#pending;
    this.#pending = new Pending();
    this.#committedAt = performance.now();
    if (!pending.isEmpty) {
      const [tracks, areNamed] = this.#files.transaction(() => this.#write(pending, Date.now()));
      if (!areNamed) this.#observer.stored(null);
      else if (tracks.size > 0) this.#observer.stored(namedTracks(tracks));
    }
    this.#observer.progress(this.#counts);
  }

  /** @returns the tracks that were written, and whether these are all */
  #write({ found, keys, files, gone, sidecars }: Pending, now: number): [Set<number>, boolean] {
    const tracks = new Set<number>();
    let unnamed = 0;
    for (const id of found) {
      if (this.#files.foundAgain(id)) unnamed++;
      this.#missed.delete(id);
    }
    for (const { fileId, key } of keys) this.#files.setKey(fileId, key);
    for (const { rootId, folder, file } of files) {
      // The folder may have been taken out of the library since the file was read.
      if (!this.#rootExists.get(rootId)) continue;
      for (const track of this.#put(rootId, folder, file, now)) tracks.add(track);
    }
    for (const id of gone) {
      if (!this.#files.markMissing(id, now)) continue;
      this.#missed.add(id);
      unnamed++;
    }
    this.#counts.missing = this.#missed.size;
    for (const changes of sidecars) if (this.#rootExists.get(changes.rootId)) this.#putSidecars(changes, tracks);
    return [tracks, unnamed === 0];
  }

  /** @returns the tracks that were written */
  #put(rootId: number, folder: Buffer, file: ScannedFile, now: number): number[] {
    const { fileId, trackId, outcome, displaced } = this.#files.put(rootId, folder, file, now);
    this.#counts[outcome]++;
    if (outcome === 'added') this.#added.add(fileId);
    this.#missed.delete(fileId);
    if (displaced === null) return [trackId];
    this.#missed.add(displaced.id);
    return [trackId, displaced.trackId];
  }

  /** @param tracks the tracks beside the sidecars are added to it, until they are too many to name */
  #putSidecars(changes: SidecarChanges, tracks: Set<number>): void {
    const folderId = this.#files.folder(changes.rootId, changes.folder);
    this.#sidecars.apply(folderId, changes);
    if (tracks.size > MAX_NAMED_TRACKS) return;
    for (const id of this.#sidecars.tracksBeside(folderId, MAX_NAMED_TRACKS + 1)) tracks.add(id);
  }

  /** Marks files of folders that the walk no longer met, and deletes their sidecars; not below unreadable folders. */
  async #markMissing(
    { root, path }: ScanPlace,
    visited: ReadonlySet<string>,
    unreadable: readonly Buffer[],
  ): Promise<void> {
    for (const folder of this.#known.foldersAt(root.id, path)) {
      if (visited.has(folder.path.toString('latin1')) || unreadable.some((path) => isInside(folder.path, path))) {
        continue;
      }
      this.#goneAmong(this.#known.files(folder.id));
      this.#sidecars.forgetFolder(folder.id);
      await this.#commitAndYield();
    }
    this.#commit();
  }

  /** Whether a root is gone, or empty where it held music: a disk that is not plugged in. Nothing is marked missing. */
  #isOffline(root: ScanRoot): boolean {
    try {
      if (readdirSync(root.path).some((name) => !name.startsWith('.') && name !== 'lost+found')) return false;
      const { known } = this.#connection
        .prepare<[number], { known: number }>(
          'SELECT EXISTS (SELECT 1 FROM file JOIN folder ON folder.id = folder_id WHERE root_id = ?) AS known',
        )
        .get(root.id)!;
      if (known === 0) return false;
      this.#fail({
        path: root.path,
        message: 'the folder is empty now: is its disk plugged in? Nothing was forgotten',
      });
    } catch (error) {
      this.#fail({ path: root.path, message: (error as Error).message });
    }
    return true;
  }
}
