/**
 * Stores what a scan has found, many files per transaction, and decides which track a file belongs to.
 *
 * A track belongs to a sound. A row of `file` is one copy of a sound with the place where it lies, or lay last; the
 * row's track, edits and analysis stay with it:
 * - Other sound at a known place is another file. The old one is missing until its sound is found again.
 * - A sound that is found at a new place is a missing file with that sound, if there is one.
 * - A file that goes missing takes the place of a file with the same sound that the same scan has added: it was moved.
 *   A file whose track was edited or played takes the place of any copy that never was: edits and plays stay with the
 *   sound.
 *
 * So no order of moves, swaps and replacements needs a look at more than one file at a time. Audio keys say what sound
 * a file has (`fuse/formats/audio-key.ts`).
 */
import { READER_VERSION } from '../../fuse/formats/reader-version.ts';
import type { TrackWriter } from '../library/track-writer.ts';
import { UNTOUCHED } from '../library/untouched.ts';
import { withoutSync, type Connection } from '../storage/connection.ts';
import { fileColumns, READ_COLUMNS, ROW_COLUMNS, soundOf, trackOf, type FileRecord } from './file-record.ts';
import type { ReturnedFile } from './scan-batch.ts';
import { hasSameAudio, isSameSound, type KnownSound } from './same-sound.ts';

/** What became of a file that was stored. */
export interface StoredFile {
  readonly fileId: number;
  readonly trackId: number;
  /** `moved`: a missing file has been found here, where it did not lie before. */
  readonly outcome: 'added' | 'changed' | 'moved';
  /** The file with other sound that lay here, and is missing now; null for none. */
  readonly displaced: ExistingFile | null;
}

/** A file with its track. */
export interface ExistingFile extends KnownSound {
  readonly id: number;
  readonly trackId: number;
  readonly folderId: number;
  readonly name: Buffer;
  readonly overrides: string;
  readonly analysed: number;
  /** Whether it was edited or played. */
  readonly edited: number;
}

interface StoredFolder {
  readonly id: number;
  /** The names that are taken in a folder that had no row before; null for a folder whose rows tell. */
  readonly taken: Set<string> | null;
}

/** What a transaction knows without asking the database. */
interface SeenState {
  /** The folder of the last file; null before the first one. */
  folder: (StoredFolder & { readonly path: Buffer }) | null;
  anyMissing: boolean;
}

/** How many missing files of one sound are looked at to find the likeliest. */
const MOST_COPIES = 100;

const EXISTING = `
  SELECT file.id, track.id AS trackId, file.folder_id AS folderId, file.name, track.overrides, file.codec,
    file.duration, file.audio_key AS audioKey, json_extract(file.layout, '$.audio.length') AS audioLength,
    EXISTS (SELECT 1 FROM analysis WHERE file_id = file.id) AS analysed,
    NOT (${UNTOUCHED}) AS edited
  FROM file JOIN track ON track.file_id = file.id`;

export class FileStore {
  readonly #connection: Connection;
  readonly #tracks: TrackWriter;
  /** What holds until the end of the running transaction; null outside of one. */
  #seen: SeenState | null = null;
  readonly #findFolder;
  readonly #insertFolder;
  readonly #adoptFolder;
  readonly #isTaken;
  readonly #present;
  readonly #anyMissing;
  readonly #missingHere;
  readonly #missingSound;
  readonly #missingKeyless;
  readonly #insert;
  readonly #update;
  readonly #setKey;
  readonly #solved;
  readonly #forgetAnalysis;
  readonly #foundAgain;
  readonly #setPresent;
  readonly #miss;

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#connection = connection;
    this.#tracks = tracks;
    this.#findFolder = connection.prepare<[Buffer], { id: number; rootId: number | null }>(
      'SELECT id, root_id AS rootId FROM folder WHERE path = ?',
    );
    this.#insertFolder = connection.prepare('INSERT INTO folder (root_id, path) VALUES (?, ?)');
    this.#adoptFolder = connection.prepare('UPDATE folder SET root_id = ? WHERE id = ?');
    this.#isTaken = connection
      .prepare<[number, Buffer], number>(
        'SELECT 1 FROM file WHERE folder_id = ? AND name = ? AND missing_since IS NULL',
      )
      .pluck();
    this.#present = connection.prepare<[number, Buffer], ExistingFile>(
      `${EXISTING} WHERE folder_id = ? AND name = ? AND missing_since IS NULL`,
    );
    this.#anyMissing = connection
      .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM file WHERE missing_since IS NOT NULL)')
      .pluck();
    this.#missingHere = connection.prepare<[number, Buffer], ExistingFile>(
      `${EXISTING} WHERE folder_id = ? AND name = ? AND missing_since IS NOT NULL
        ORDER BY missing_since DESC, file.id DESC LIMIT ${MOST_COPIES}`,
    );
    this.#missingSound = connection.prepare<[Buffer, number, Buffer, bigint, Buffer], ExistingFile>(`
      ${EXISTING} WHERE file.id IN
        (SELECT id FROM file WHERE audio_key = ? AND missing_since IS NOT NULL LIMIT ${MOST_COPIES})
      ORDER BY folder_id = ? AND name = ? DESC, edited DESC, inode = ? DESC, name = ? DESC, missing_since DESC, file.id
      LIMIT 1`);
    this.#missingKeyless = connection.prepare<[bigint, bigint, bigint], ExistingFile>(`
      ${EXISTING} WHERE inode = ? AND size = ? AND mtime_ns = ? AND audio_key IS NULL AND missing_since IS NOT NULL
      ORDER BY missing_since DESC LIMIT 1`);
    this.#insert = connection.prepare(
      `INSERT INTO file (folder_id, name, ${ROW_COLUMNS.join(', ')})
        VALUES (?, ?, ${ROW_COLUMNS.map(() => '?').join(', ')})`,
    );
    this.#update = connection.prepare(
      `UPDATE file SET missing_since = NULL, folder_id = @folder_id, name = @name,
        ${ROW_COLUMNS.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
    );
    this.#setKey = connection.prepare('UPDATE file SET audio_key = ? WHERE id = ?');
    this.#solved = connection.prepare('DELETE FROM mount_problem WHERE track_id = ?');
    this.#forgetAnalysis = connection.prepare('DELETE FROM analysis WHERE file_id = ?');
    this.#foundAgain = connection.prepare(
      'UPDATE OR IGNORE file SET missing_since = NULL WHERE id = ? AND folder_id = ? AND name = ?',
    );
    this.#setPresent = connection
      .prepare<[number, number], number>('UPDATE track SET present = ? AND aside = 0 WHERE file_id = ? RETURNING id')
      .pluck();
    this.#miss = connection.prepare('UPDATE file SET missing_since = ? WHERE id = ? AND missing_since IS NULL');
  }

  /**
   * The id of `path`'s row: created if needed, moved from another root or from none. Two plain statements instead of an
   * upsert, which SQLite runs in a savepoint: each savepoint writes the pending entries of the full-text index.
   */
  folder(rootId: number, path: Buffer): number {
    return this.#folder(rootId, path).id;
  }

  /**
   * Runs `work` as one transaction, without waiting for the disk: what a power cut takes is found again by the next scan,
   * and an edit that is committed meanwhile has everything in front of it on the disk, too.
   */
  transaction<Result>(work: () => Result): Result {
    this.#seen = { folder: null, anyMissing: this.#anyMissing.get() !== 0 };
    try {
      return withoutSync(this.#connection, this.#connection.transaction(work));
    } finally {
      this.#seen = null;
    }
  }

  /** Stores a file at its place: as the file that is known there, as a missing one with its sound, or as a new one. */
  put(rootId: number, folderPath: Buffer, file: FileRecord, now: number): StoredFile {
    const folder = this.#folderOf(rootId, folderPath);
    const folderId = folder.id;
    const here = this.#isPlaceTaken(folder, file.name) ? (this.#present.get(folderId, file.name) ?? null) : null;
    if (here && (isSameSound(here, soundOf(file)) || isBlank(here))) return this.#put(here, folderId, file, now, null);
    const missing = this.#missing(folderId, file);
    if (here) this.markMissing(here.id, now);
    return missing ? this.#put(missing, folderId, file, now, here) : this.#add(folderId, file, now, here);
  }

  /**
   * A missing file has been found again, unchanged.
   * @returns its track where it is in its place now; null where it has moved on, or another file has taken the place
   */
  foundAgain({ id, folderId, name }: Pick<ReturnedFile, 'id' | 'folderId' | 'name'>): number | null {
    if (this.#foundAgain.run(id, folderId, name).changes === 0) return null;
    const trackId = this.#setPresent.get(1, id)!;
    this.#tracks.outdate(trackId);
    return trackId;
  }

  /** A file was not found. Its row, edits and analysis stay. @returns its track; null where it was missing before */
  markMissing(fileId: number, now: number): number | null {
    if (this.#miss.run(now, fileId).changes === 0) return null;
    if (this.#seen) this.#seen.anyMissing = true;
    return this.#setPresent.get(0, fileId)!;
  }

  /** The audio key of a file that was stored without one. */
  setKey(fileId: number, key: Buffer): void {
    this.#setKey.run(key, fileId);
  }

  /** The folder of a file: files of one folder come one after the other. */
  #folderOf(rootId: number, path: Buffer): StoredFolder {
    const last = this.#seen?.folder;
    if (last?.path.equals(path)) return last;
    const folder = this.#folder(rootId, path);
    if (this.#seen) this.#seen.folder = { path, ...folder };
    return folder;
  }

  #folder(rootId: number, path: Buffer): StoredFolder {
    const known = this.#findFolder.get(path);
    if (!known) return { id: Number(this.#insertFolder.run(rootId, path).lastInsertRowid), taken: new Set() };
    if (known.rootId !== rootId) this.#adoptFolder.run(rootId, known.id);
    return { id: known.id, taken: null };
  }

  /** Whether a file lies at a place where one is to be stored. Most places are free, and need not be looked up. */
  #isPlaceTaken({ id, taken }: StoredFolder, name: Buffer): boolean {
    // The probe of one index costs a tenth of the query that joins what belongs to a file.
    if (taken === null) return this.#isTaken.get(id, name) !== undefined;
    const text = name.latin1Slice(0, name.length);
    const isTaken = taken.has(text);
    taken.add(text);
    return isTaken;
  }

  /** The missing file that is found in `file`: one with its sound, or one of this place that may be it. */
  #missing(folderId: number, file: FileRecord): ExistingFile | undefined {
    // Most scans find no file missing, and a first scan adds many.
    if (!(this.#seen?.anyMissing ?? this.#anyMissing.get() !== 0)) return undefined;
    const { audio_key, inode, size, mtime_ns } = file.row;
    if (audio_key !== null) {
      const found = this.#missingSound.get(audio_key, folderId, file.name, inode, file.name);
      if (found) return found;
    }
    const sound = soundOf(file);
    return (
      this.#missingHere.all(folderId, file.name).find((one) => isSameSound(one, sound) || isBlank(one)) ??
      this.#missingKeyless.get(inode, size, mtime_ns)
    );
  }

  #add(folderId: number, file: FileRecord, now: number, displaced: ExistingFile | null): StoredFile {
    const { row, content } = file;
    const values = READ_COLUMNS.map((column) => row[column]);
    const { lastInsertRowid } = this.#insert.run(folderId, file.name, values, READER_VERSION, now);
    const fileId = Number(lastInsertRowid);
    const trackId = this.#tracks.insert({ fileId, content, now, ...fileColumns(file) });
    return { fileId, trackId, outcome: 'added', displaced };
  }

  #put(
    known: ExistingFile,
    folderId: number,
    file: FileRecord,
    now: number,
    displaced: ExistingFile | null,
  ): StoredFile {
    const { id, trackId } = known;
    const { row, name } = file;
    // A broken file keeps the key and the analysis of its sound: it may be whole again.
    const key = row.error === null ? row.audio_key : known.audioKey;
    const read = { ...row, audio_key: key, reader_version: READER_VERSION, scanned_at: now };
    this.#update.run({ ...read, id, folder_id: folderId, name });
    if (row.error === null && !hasSameAudio(known, soundOf(file))) this.#forgetAnalysis.run(id);
    this.#solved.run(trackId);
    this.#tracks.refile(trackId, fileColumns(file));
    this.#tracks.retag(trackId, trackOf(file, known.overrides), now);
    const stayed = known.folderId === folderId && known.name.equals(name);
    return { fileId: id, trackId, outcome: stayed ? 'changed' : 'moved', displaced };
  }
}

/** Whether nothing would be lost with a track: it was never edited, played nor analysed. */
function isBlank(file: ExistingFile): boolean {
  return file.edited === 0 && file.analysed === 0 && file.overrides === '{}';
}
