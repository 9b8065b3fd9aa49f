/**
 * Files that have gone missing while a copy of their sound is there: the file takes the copy's place, and the copy's
 * track, which has nothing of its own, goes.
 *
 * So a file that was renamed, or copied to another disk and deleted here, keeps its track whatever the order in which a
 * scan meets the two places. A disk that is plugged in at another place keeps its tracks, too: there the old place cannot
 * be read, so the same path below the folder of the library has to tell as well.
 */
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import type { FileColumns, TrackWriter } from '../library/track-writer.ts';
import { UNTOUCHED } from '../library/untouched.ts';
import type { Connection } from '../storage/connection.ts';
import { stampText } from '../storage/file-stamp.ts';
import { ROW_COLUMNS } from './file-record.ts';
import type { ScanRoot } from './scan-result.ts';

/** A missing file and its track. */
interface MissingRow {
  readonly id: number;
  readonly trackId: number;
  readonly audioKey: Buffer | null;
  readonly inode: bigint;
  readonly size: bigint;
  readonly mtime_ns: bigint;
  readonly edited: bigint;
}

interface CopyRow extends FileColumns {
  readonly id: number;
  readonly trackId: number;
}

/** A place of a sound below an unplugged root, and the place below another root where it is now. */
interface OfflineRow {
  readonly id: number;
  readonly oldRoot: Buffer;
  readonly oldFolder: Buffer;
  readonly root: Buffer;
  readonly folder: Buffer;
}

/** A file that is taken for present, with its place. */
export interface PlacedFile {
  readonly root: ScanRoot;
  readonly folder: Buffer;
  readonly name: Buffer;
  /** Text of `stampOfStats`. */
  readonly stamp: string;
}

/** Tracks that were written: the one that has moved, and the one that is no more. */
export interface TakenPlace {
  readonly fileId: number;
  readonly trackId: number;
  readonly removedFile: number;
  readonly removedTrack: number;
}

/** Places that are looked at to find where a sound has come from. */
const MOST_ORIGINS = 16;

/** Copies of one sound that are looked at. */
const MOST_TWINS = 100;

const COPY = `
  SELECT file.id, track.id AS trackId, kind, track.duration, track.bitrate, bytes
  FROM file JOIN track ON track.file_id = file.id`;

/**
 * SQL: the newest copy without edits, among the newest few. Each of many hard links to one file would otherwise be
 * compared with all others.
 */
const newestBlank = (where: string): string => `${COPY}
  WHERE file.id IN (SELECT id FROM file WHERE ${where} AND missing_since IS NULL ORDER BY id DESC LIMIT ${MOST_TWINS})
    AND ${UNTOUCHED} ORDER BY file.id DESC LIMIT 1`;

export class Copies {
  readonly #tracks: TrackWriter;
  readonly #waiting;
  readonly #anyBefore;
  readonly #atOfflineRoot;
  readonly #copyById;
  readonly #twins;
  readonly #missing;
  readonly #copy;
  readonly #keylessCopy;
  readonly #leave;
  readonly #take;
  readonly #delete;
  readonly #track;

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#tracks = tracks;
    this.#waiting = connection
      .prepare<[number, number], number>(`
        SELECT file.id FROM file JOIN track ON track.file_id = file.id JOIN folder ON folder.id = file.folder_id
        WHERE file.id > ? AND missing_since IS NOT NULL AND root_id IS NOT NULL AND NOT (${UNTOUCHED})
          AND EXISTS (SELECT 1 FROM file AS copy WHERE copy.audio_key = file.audio_key AND copy.missing_since IS NULL)
        ORDER BY file.id LIMIT ?`)
      .pluck();
    this.#anyBefore = connection.prepare('SELECT 1 FROM file WHERE id < ? LIMIT 1');
    this.#twins = connection.prepare<
      [number, number],
      Omit<PlacedFile, 'root'> & { rootId: number; rootPath: Buffer }
    >(`
      SELECT root.id AS rootId, root.path AS rootPath, folder.path AS folder, twin.name, ${stampText('twin')} AS stamp
      FROM file JOIN file AS twin ON twin.audio_key = file.audio_key AND twin.id < ?
        JOIN folder ON folder.id = twin.folder_id JOIN root ON root.id = folder.root_id
      WHERE file.id = ? AND twin.missing_since IS NULL LIMIT ${MOST_ORIGINS}`);
    this.#atOfflineRoot = connection.prepare<[number, number], OfflineRow>(`
      SELECT old.id, old_root.path AS oldRoot, old_folder.path AS oldFolder, root.path AS root, folder.path AS folder
      FROM file JOIN folder ON folder.id = file.folder_id JOIN root ON root.id = folder.root_id
        JOIN file AS old ON old.audio_key = file.audio_key AND old.name = file.name AND old.missing_since IS NULL
        JOIN folder AS old_folder ON old_folder.id = old.folder_id JOIN root AS old_root ON old_root.id = old_folder.root_id
      WHERE file.id = ? AND old_root.id = ? LIMIT ${MOST_ORIGINS}`);
    this.#copyById = connection.prepare<[number], CopyRow>(
      `${COPY} WHERE file.id = ? AND missing_since IS NULL AND ${UNTOUCHED}`,
    );
    this.#missing = connection
      .prepare<[number], MissingRow>(`
        SELECT file.id, track.id AS trackId, audio_key AS audioKey, inode, size, mtime_ns, NOT (${UNTOUCHED}) AS edited
        FROM file JOIN track ON track.file_id = file.id WHERE file.id = ? AND missing_since IS NOT NULL`)
      .safeIntegers();
    // The newest: what a scan has just added.
    this.#copy = connection.prepare<[Buffer], CopyRow>(newestBlank('audio_key = ?'));
    this.#keylessCopy = connection.prepare<[bigint, bigint, bigint], CopyRow>(
      newestBlank('inode = ? AND size = ? AND mtime_ns = ?'),
    );
    this.#leave = connection.prepare('UPDATE file SET missing_since = 0 WHERE id = ?');
    this.#take = connection.prepare(`
      UPDATE file SET missing_since = NULL, folder_id = copy.folder_id, name = copy.name,
        ${ROW_COLUMNS.map((column) => `${column} = copy.${column}`).join(', ')}
      FROM file AS copy WHERE file.id = @id AND copy.id = @copy`);
    this.#delete = connection.prepare('DELETE FROM file WHERE id = ?');
    this.#track = connection.prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    );
  }

  /** Missing files with edits, of whose sound there is a copy, in order of id: those behind `after`. */
  waiting(after: number, limit: number): number[] {
    return this.#waiting.all(after, limit);
  }

  /** Whether the library knows a file whose id is less than `id`. */
  anyBefore(id: number): boolean {
    return this.#anyBefore.get(id) !== undefined;
  }

  /** The files with the sound of `fileId` that are taken for present, of those whose ids are less than `before`. */
  twins(fileId: number, before: number): PlacedFile[] {
    return this.#twins
      .all(before, fileId)
      .map(({ rootId, rootPath, ...twin }) => ({ root: { id: rootId, path: rootPath }, ...twin }));
  }

  /** The file of an unplugged root that lay at the same path below it, with the sound of `fileId`. */
  originAt(rootId: number, fileId: number): number | null {
    const origin = this.#atOfflineRoot.all(fileId, rootId).find(isSamePlaceBelow);
    return origin?.id ?? null;
  }

  /** Gives a missing file the place of `copyId`, if that is not edited. @returns null when the file stays missing */
  takePlaceOf(copyId: number, fileId: number, now: number): TakenPlace | null {
    const missing = this.#missing.get(fileId);
    const copy = this.#copyById.get(copyId);
    return missing && copy ? this.#move(missing, copy, now) : null;
  }

  /**
   * Gives a missing file the place of a copy that is not edited.
   * @param added files that the scan has added: a copy among them is the file itself, which has moved. Any other copy
   *   gives way only to a file with edits.
   * @returns null when the file stays missing
   */
  takePlace(fileId: number, added: ReadonlySet<number>, now: number): TakenPlace | null {
    const missing = this.#missing.get(fileId);
    if (!missing) return null;
    const copy =
      missing.audioKey === null
        ? this.#keylessCopy.get(missing.inode, missing.size, missing.mtime_ns)
        : this.#copy.get(missing.audioKey);
    if (!copy || (missing.edited === 0n && !added.has(copy.id))) return null;
    return this.#move(missing, copy, now);
  }

  #move(missing: MissingRow, copy: CopyRow, now: number): TakenPlace {
    const [fileId, trackId] = [Number(missing.id), Number(missing.trackId)];
    this.#leave.run(copy.id);
    this.#take.run({ id: fileId, copy: copy.id });
    this.#tracks.remove(copy.trackId);
    this.#delete.run(copy.id);
    this.#tracks.refile(trackId, copy);
    this.#tracks.retag(trackId, effectiveTrackOf(this.#track.get(trackId)!), now);
    return { fileId, trackId, removedFile: copy.id, removedTrack: copy.trackId };
  }
}

/**
 * Whether both folders have the same path below their roots, or would if one root were some folders higher. A file in the
 * root itself has no folder that could tell so.
 */
function isSamePlaceBelow({ oldRoot, oldFolder, root, folder }: OfflineRow): boolean {
  const [here, there] = [below(root, folder), below(oldRoot, oldFolder)];
  return here === there || (here !== '' && there !== '' && (here.endsWith(there) || there.endsWith(here)));
}

/** The path of a folder below its root, with a slash in front; empty for the root itself. */
function below(root: Buffer, folder: Buffer): string {
  const path = folder.toString('latin1').slice(root.length);
  return path === '' || path.startsWith('/') ? path : `/${path}`;
}
