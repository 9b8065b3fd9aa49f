/** What the database knows of the folders of a root and of what lies in them, for comparison with what a walk finds. */
import { READER_VERSION } from '../../fuse/formats/reader-version.ts';
import type { Connection } from '../storage/connection.ts';
import { roughStampColumns, stampText, type RoughStamp } from '../storage/file-stamp.ts';
import { rangeBelow } from '../storage/path-bytes.ts';
import type { KnownSidecar } from './sidecars.ts';

/** A file that lies or lay at a place. */
export interface KnownFile extends RoughStamp {
  readonly id: number;
  readonly name: Buffer;
  /** When it was found missing; null while it is there. */
  readonly missingSince: number | null;
  /** Whether its audio key is yet to be read: 0 or 1. */
  readonly keyless: number;
  /** Whether an earlier version of the readers has read it: 0 or 1. */
  readonly outdated: number;
}

/** A folder that has a row. */
export interface KnownFolder {
  readonly id: number;
  /** Whether sidecar files of it are known: 0 or 1. */
  readonly sidecars: number;
}

export class KnownFiles {
  readonly #files;
  readonly #stamp;
  readonly #count;
  readonly #folder;
  readonly #foldersAt;
  readonly #sidecars;
  readonly #withProblems;

  constructor(connection: Connection) {
    this.#files = connection.prepare<[number], KnownFile>(`
      SELECT id, name, ${roughStampColumns('file')}, missing_since AS missingSince,
        audio_key IS NULL AND error IS NULL AS keyless, reader_version < ${READER_VERSION} AS outdated
      FROM file WHERE folder_id = ?`);
    this.#stamp = connection.prepare<[number], string>(`SELECT ${stampText('file')} FROM file WHERE id = ?`).pluck();
    this.#count = connection
      .prepare<[number, Buffer, Buffer, Buffer], number>(`
        SELECT count(*) FROM folder JOIN file ON file.folder_id = folder.id
          WHERE root_id = ? AND (path = ? OR (path > ? AND path < ?)) AND missing_since IS NULL`)
      .pluck();
    this.#folder = connection.prepare<[Buffer, number], KnownFolder>(`
      SELECT id, EXISTS (SELECT 1 FROM sidecar WHERE folder_id = folder.id) AS sidecars FROM folder
        WHERE path = ? AND root_id = ?`);
    this.#foldersAt = connection.prepare<[number, Buffer, Buffer, Buffer], { id: number; path: Buffer }>(
      'SELECT id, path FROM folder WHERE root_id = ? AND (path = ? OR (path > ? AND path < ?))',
    );
    this.#sidecars = connection.prepare<[number], KnownSidecar>(
      `SELECT id, name, ${stampText('sidecar')} AS stamp FROM sidecar WHERE folder_id = ?`,
    );
    this.#withProblems = connection
      .prepare<[], number>('SELECT file_id FROM mount_problem JOIN track ON track.id = track_id')
      .pluck();
  }

  /** What is known of `path`; null when the root has no such folder yet. */
  folder(rootId: number, path: Buffer): KnownFolder | null {
    return this.#folder.get(path, rootId) ?? null;
  }

  /** The folders of a root that have rows: `path` and those below it. */
  foldersAt(rootId: number, path: Buffer): { readonly id: number; readonly path: Buffer }[] {
    const [first, end] = rangeBelow(path);
    return this.#foldersAt.all(rootId, path, first, end);
  }

  /** The files that lie or lay in a folder. Of several with one name the one that is there comes last, if it is. */
  files(folderId: number): KnownFile[] {
    const files = this.#files.all(folderId);
    // Sorted here, because SQLite takes as long to prepare for sorting a few rows as to read them.
    return files.every(({ missingSince }) => missingSince === null) ? files : files.toSorted(byPresence);
  }

  /** The exact stamp of a file, as text to compare with that of `stampOfStats`. */
  stamp(fileId: number): string {
    return this.#stamp.get(fileId)!;
  }

  /** How many files are there in a folder, with those below it or alone. */
  count(rootId: number, path: Buffer, { shallow }: { shallow: boolean }): number {
    const [first, end] = shallow ? [path, path] : rangeBelow(path);
    return this.#count.get(rootId, path, first, end)!;
  }

  /** The files that the mount could not serve. */
  withProblems(): ReadonlySet<number> {
    return new Set(this.#withProblems.all());
  }

  sidecars(folderId: number): KnownSidecar[] {
    return this.#sidecars.all(folderId);
  }
}

/** Missing files before those that are there, and the longest missing ones first. */
function byPresence(a: KnownFile, b: KnownFile): number {
  const [left, right] = [a.missingSince ?? Infinity, b.missingSince ?? Infinity];
  return left === right ? a.id - b.id : left - right;
}
