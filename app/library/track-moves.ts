/**
 * Moves tracks between files with the same recording: a FLAC that became an MP3. The track takes its edits, its history
 * and its id along; the track that was there goes to the file that it came from. So a move back is a move.
 *
 * A move belongs to a batch of the history, in the same transaction.
 */
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import type { FileColumns, TrackWriter } from './track-writer.ts';

/** Under this name the history shows moves. No edit can have it. */
export const FILE_FIELD = 'file';

export interface TrackMove {
  readonly trackId: number;
  /** The track at the file that the move leads to. */
  readonly otherId: number;
  readonly fromFile: number;
  readonly toFile: number;
}

interface PlacedTrack extends FileColumns {
  readonly id: number;
  readonly fileId: number;
}

export class TrackMoves {
  readonly #tracks: TrackWriter;
  readonly #at;
  readonly #ofTrack;
  readonly #path;
  readonly #effective;
  readonly #deferForeignKeys;
  readonly #place;
  readonly #solved;
  readonly #append;
  readonly #ofBatch;

  constructor(connection: Connection, tracks: TrackWriter) {
    this.#tracks = tracks;
    const placed = 'SELECT id, file_id AS fileId, kind, duration, bitrate, bytes FROM track';
    this.#at = connection.prepare<[number], PlacedTrack>(`${placed} WHERE file_id = ?`);
    this.#ofTrack = connection.prepare<[number], PlacedTrack>(`${placed} WHERE id = ?`);
    this.#path = connection.prepare<[number], { folder: Buffer; name: Buffer }>(
      'SELECT folder.path AS folder, name FROM file JOIN folder ON folder.id = folder_id WHERE file.id = ?',
    );
    this.#effective = connection.prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    );
    this.#deferForeignKeys = () => connection.pragma('defer_foreign_keys = ON');
    this.#place = connection.prepare('UPDATE track SET file_id = ? WHERE id = ?');
    this.#solved = connection.prepare('DELETE FROM mount_problem WHERE track_id IN (?, ?)');
    this.#append = connection.prepare(
      'INSERT INTO track_move (batch_id, track_id, other_id, from_file, to_file) VALUES (?, ?, ?, ?, ?)',
    );
    this.#ofBatch = connection.prepare<[number], TrackMove>(`
      SELECT track_id AS trackId, other_id AS otherId, from_file AS fromFile, to_file AS toFile
      FROM track_move WHERE batch_id = ? ORDER BY id`);
  }

  /** The move of a track to a file; null where there is no such track, or no track at the file but itself. */
  plan(trackId: number, toFile: number): TrackMove | null {
    const track = this.#ofTrack.get(trackId);
    const other = this.#at.get(toFile);
    if (!track || !other || other.id === trackId) return null;
    return { trackId, otherId: other.id, fromFile: track.fileId, toFile };
  }

  /** What takes a move back; null when one of its tracks lies elsewhere by now. */
  back({ trackId, otherId, fromFile, toFile }: TrackMove): TrackMove | null {
    if (this.#at.get(toFile)?.id !== trackId || this.#at.get(fromFile)?.id !== otherId) return null;
    return { trackId, otherId, fromFile: toFile, toFile: fromFile };
  }

  /** Makes a move, inside a transaction. */
  make({ trackId, otherId, fromFile, toFile }: TrackMove, now: number): void {
    const [track, other] = [this.#ofTrack.get(trackId)!, this.#ofTrack.get(otherId)!];
    // For an instant the track lies nowhere, because two tracks cannot have one file.
    this.#deferForeignKeys();
    this.#place.run(-trackId, trackId);
    this.#place.run(fromFile, otherId);
    this.#place.run(toFile, trackId);
    this.#solved.run(trackId, otherId);
    this.#refile(trackId, other, now);
    this.#refile(otherId, track, now);
  }

  /** Notes moves as parts of a batch. */
  append(batch: number, moves: readonly TrackMove[]): void {
    for (const { trackId, otherId, fromFile, toFile } of moves) {
      this.#append.run(batch, trackId, otherId, fromFile, toFile);
    }
  }

  ofBatch(batch: number): TrackMove[] {
    return this.#ofBatch.all(batch);
  }

  /** The path of a file, for the history; null when the file is not known any more. */
  pathOf(fileId: number): string | null {
    const file = this.#path.get(fileId);
    return file ? pathText(joinPath(file.folder, file.name)).path : null;
  }

  #refile(id: number, { kind, duration, bitrate, bytes }: PlacedTrack, now: number): void {
    this.#tracks.refile(id, { kind, duration, bitrate, bytes });
    this.#tracks.retag(id, effectiveTrackOf(this.#effective.get(id)!), now);
  }
}
