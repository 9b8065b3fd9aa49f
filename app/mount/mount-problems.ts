/**
 * Tracks that the mount could not serve, until a scan has read their originals again; and the generations of tracks.
 */
import type { Connection } from '../storage/connection.ts';

/**
 * Notes why a track could not be served; a later problem of the same track replaces it.
 * @returns path of the folder of its original; null for an unknown track, of which nothing is noted
 */
export function noteMountProblem(connection: Connection, trackId: number, message: string): Uint8Array | null {
  connection
    .prepare('INSERT OR REPLACE INTO mount_problem (track_id, at, message) SELECT id, ?, ? FROM track WHERE id = ?')
    .run(Date.now(), message, trackId);
  const folder = connection
    .prepare<[number], Uint8Array>(
      `SELECT folder.path FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
       WHERE track.id = ?`,
    )
    .pluck()
    .get(trackId);
  return folder ?? null;
}

/**
 * The generation of a track: the mount serves each one under an inode generation of its own. 0 for an unknown track.
 */
export function generationOf(connection: Connection, trackId: number): number {
  return connection.prepare<[number], number>('SELECT generation FROM track WHERE id = ?').pluck().get(trackId) ?? 0;
}
