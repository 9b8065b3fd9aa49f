/**
 * The reading half of a scan: walks, compares with what the database knows, and reads what is new or changed.
 *
 * It hands over what it finds in batches, which it never needs again, at least every quarter of a second, and gives up
 * its thread every few milliseconds. The batches before the one at hand need not be stored yet: what a folder holds is
 * known from its own rows, which only the batches of this folder change. The exception is a missing file that a batch
 * moves to another place; `ReturnedFile` names the place where it was known, so that storing it can tell.
 */
import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from '../storage/connection.ts';
import { areRoughlyEqual, stampOfStats } from '../storage/file-stamp.ts';
import type { FileWindow } from '../storage/file-window.ts';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import type { BatchFiles, GrowingFiles } from './batch-files.ts';
import { recordOf } from './file-record.ts';
import { KnownFiles, type KnownFile, type KnownFolder } from './known-files.ts';
import { readFile } from './read-file.ts';
import { GrowingBatch, type ScanBatch } from './scan-batch.ts';
import type { ScanPlace } from './scan-result.ts';
import { brokenFile, type ScannedFile } from './scanned-file.ts';
import { recorded, SidecarChanges } from './sidecars.ts';
import { existsAt, isGone, UnreadableFileError } from './unreadable-file.ts';
import { VisitedFolders } from './visited-folders.ts';
import { walk, type WalkedFolder } from './walk.ts';
import type { WalkError } from './walk-folders.ts';

const SLICE_MS = 8;
const HAND_OVER_MS = 250;

/** Takes batches, in the order in which they are to be stored; the reader goes on when it is done. */
export type TakeBatches<Files extends BatchFiles = BatchFiles> = (
  batches: readonly ScanBatch<Files>[],
) => void | Promise<void>;

/** Where the writing half of a scan gets its batches from. */
export interface ScanSource {
  /** How many files of each place are known. */
  known(places: readonly ScanPlace[]): readonly number[] | Promise<readonly number[]>;
  /** Reads a place. @returns ids of the place's folders that it no longer met, without those below unreadable ones */
  read(place: ScanPlace, take: TakeBatches): Promise<readonly number[]>;
  /** The folders whose entries have changed since they were read. */
  changed(): ScanPlace[] | Promise<ScanPlace[]>;
}

export class ScanReader<Files extends GrowingFiles> implements ScanSource {
  readonly #known: KnownFiles;
  readonly #window: FileWindow;
  readonly #skip: (path: Buffer) => boolean;
  readonly #signal: AbortSignal;
  readonly #visited = new VisitedFolders();
  /** Files that are read again also if nothing seems to have changed: reading them clears the problem. */
  readonly #withProblems: ReadonlySet<number>;
  readonly #newFiles: () => Files;
  #batch: GrowingBatch<Files>;
  #take: TakeBatches<Files> = () => {};
  #handedOverAt = performance.now();
  #sliceEnds = performance.now() + SLICE_MS;

  /**
   * @param skip folders that are not entered
   * @param newFiles where the files of the next batch go
   */
  constructor(
    connection: Connection,
    window: FileWindow,
    skip: (path: Buffer) => boolean,
    signal: AbortSignal,
    newFiles: () => Files,
  ) {
    this.#known = new KnownFiles(connection);
    this.#withProblems = this.#known.withProblems();
    this.#window = window;
    this.#skip = skip;
    this.#signal = signal;
    this.#newFiles = newFiles;
    this.#batch = new GrowingBatch(newFiles());
  }

  known(places: readonly ScanPlace[]): number[] {
    return places.map((place) => this.#known.count(place.root.id, place.path, place));
  }

  async read(place: ScanPlace, take: TakeBatches<Files>): Promise<readonly number[]> {
    this.#take = take;
    const { root, path, shallow } = place;
    const visited = new Set<string>();
    const unreadable: Buffer[] = [];
    const onError = (error: WalkError): void => {
      this.#batch.errors.push(error);
      unreadable.push(error.path);
    };
    const exists = existsAt(path);
    if (exists) {
      for (const folder of walk(root.path, { from: path, shallow, skip: this.#skip, onError })) {
        if (this.#signal.aborted) break;
        visited.add(folder.path.toString('latin1'));
        this.#visited.add(root, folder);
        await this.#readFolder(folder, this.#known.folder(root.id, folder.path));
      }
    }
    await this.#handOver();
    if (this.#signal.aborted || (shallow && exists)) return [];
    return this.#known
      .foldersAt(root.id, path)
      .filter((one) => !visited.has(one.path.toString('latin1')))
      .filter((one) => !unreadable.some((folder) => isInside(one.path, folder)))
      .map(({ id }) => id);
  }

  changed(): ScanPlace[] {
    return this.#visited.changed();
  }

  async #readFolder(folder: WalkedFolder, row: KnownFolder | null): Promise<void> {
    const known = Map.groupBy(row === null ? [] : this.#known.files(row.id), ({ name }) => name.toString('latin1'));
    let holdsAudio = false;
    for (const name of folder.names) {
      if (this.#signal.aborted) return;
      const key = name.toString('latin1');
      const isAudio = this.#readFile(folder.path, name, known.get(key) ?? [], row);
      // To wait for what is there costs a rescan as much as to compare a file.
      if (typeof isAudio === 'boolean' ? isAudio : await isAudio) holdsAudio = true;
      known.delete(key);
      this.#batch.done++;
      const paused = this.#pace();
      if (paused) await paused;
    }
    for (const files of known.values()) {
      for (const { id, missingSince } of files) if (missingSince === null) this.#batch.gone.push(id);
    }
    await this.#readSidecars(folder.path, holdsAudio ? recorded(folder.sidecars) : [], row);
  }

  /** Finds the files beside a folder's audio; none for a folder without audio. */
  async #readSidecars(folder: Buffer, names: readonly Buffer[], row: KnownFolder | null): Promise<void> {
    if (names.length === 0 && !row?.sidecars) return;
    const changes = new SidecarChanges(folder, row?.sidecars ? this.#known.sidecars(row.id) : []);
    for (const name of names) {
      if (this.#signal.aborted) return;
      changes.look(name);
      const paused = this.#pace();
      if (paused) await paused;
    }
    if (changes.count > 0) this.#batch.addSidecars(changes);
  }

  /**
   * Reads a file unless its stamp is known, and the readers find in it what they found then.
   * @param known the files that lie or lay at this place, the one that is there last
   * @returns whether the file exists and is taken for audio, or may be
   */
  #readFile(
    folder: Buffer,
    name: Buffer,
    known: readonly KnownFile[],
    row: KnownFolder | null,
  ): boolean | Promise<boolean> {
    const path = joinPath(folder, name);
    const fail = (error: unknown): boolean => this.#fail(error as Error, folder, name, known.length === 0);
    try {
      if (row !== null && known.length > 0 && !this.#withProblems.has(known.at(-1)!.id)) {
        const last = known.at(-1)!;
        const isKnown = last.missingSince === null && !last.keyless && !last.outdated;
        if (isKnown && areRoughlyEqual(statSync(path), last)) return true;
        const stamp = stampOfStats(statSync(path, { bigint: true }));
        const unchanged = (last.missingSince === null ? [last] : known).findLast(
          ({ id }) => this.#known.stamp(id) === stamp,
        );
        if (unchanged) {
          const { id, missingSince, keyless, outdated } = unchanged;
          if (missingSince !== null) this.#batch.returned.push({ id, folderId: row.id, folder, name });
          if (keyless) return this.#readKey(id, path, name, stamp).catch(fail);
          // One that has returned, or whose key is yet to be stored, is read by the scan after this one.
          if (missingSince !== null || !outdated) return true;
        }
      }
      const file = readFile(this.#window, path, name);
      return file instanceof Promise
        ? file.then((read) => this.#add(folder, read)).catch(fail)
        : this.#add(folder, file);
    } catch (error) {
      return fail(error);
    }
  }

  /** @param file null for none @returns whether there is a file */
  #add(folder: Buffer, file: ScannedFile | null): boolean {
    if (!file) return false;
    if (file.error) this.#batch.failed++;
    this.#batch.files.add(folder, recordOf(file));
    return true;
  }

  /** A file could not be read. @returns as `#readFile` does */
  #fail(error: Error, folder: Buffer, name: Buffer, isNew: boolean): boolean {
    if (!(error instanceof UnreadableFileError) && isGone(error)) return false;
    const path = joinPath(folder, name);
    this.#batch.errors.push({ path, message: error.message });
    this.#batch.failed++;
    if (isNew) this.#addUnreadable(folder, name, path, error.message);
    return true;
  }

  /** Reads the audio key of a file that was stored before there were keys. */
  async #readKey(fileId: number, path: Buffer, name: Buffer, stamp: string): Promise<true> {
    const file = await readFile(this.#window, path, name);
    if (file?.audioKey && stampOfStats(file.stats) === stamp) this.#batch.keys.push({ fileId, key: file.audioKey });
    return true;
  }

  /** A row for a new file that cannot be read, with a stamp that no file has: the next scan tries again. */
  #addUnreadable(folder: Buffer, name: Buffer, path: Buffer, message: string): void {
    try {
      const stats = statSync(path, { bigint: true });
      const file = brokenFile(name, Object.assign(stats, { mtimeNs: 0n, ctimeNs: 0n }), message);
      this.#batch.files.add(folder, recordOf(file));
    } catch {
      // Not even its size is known: there is nothing to show but the error.
    }
  }

  /**
   * Whether the batch is to be handed over, because it is large or HAND_OVER_MS have passed, or the thread to be given
   * up at the end of a slice. @returns what the reader has to wait for
   */
  #pace(): Promise<void> | null {
    const now = performance.now();
    if (this.#batch.isLarge || now - this.#handedOverAt >= HAND_OVER_MS || now >= this.#sliceEnds) {
      return this.#pause(now);
    }
    return null;
  }

  async #pause(now: number): Promise<void> {
    if (this.#batch.isLarge || now - this.#handedOverAt >= HAND_OVER_MS) await this.#handOver();
    if (now >= this.#sliceEnds) {
      await nextTurn();
      this.#sliceEnds = performance.now() + SLICE_MS;
    }
  }

  async #handOver(): Promise<void> {
    const batch = this.#batch;
    this.#batch = new GrowingBatch(this.#newFiles());
    this.#handedOverAt = performance.now();
    await this.#take([batch]);
  }
}
