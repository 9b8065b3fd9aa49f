/**
 * Tracks that the mount could not serve, until a scan has read their originals again; and the generations of tracks.
 */
import type { Connection } from '../storage/connection.ts';

/** Notes why a track could not be served; a later problem of the same track replaces it. Unknown tracks are ignored. */
export function noteMountProblem(connection: Connection, trackId: number, message: string): void {
  connection
    .prepare('INSERT OR REPLACE INTO mount_problem (track_id, at, message) SELECT id, ?, ? FROM track WHERE id = ?')
    .run(Date.now(), message, trackId);
}

/**
 * The generation of a track: the mount serves each one under an inode generation of its own. 0 for an unknown track.
 */
export function generationOf(connection: Connection, trackId: number): number {
  return connection.prepare<[number], number>('SELECT generation FROM track WHERE id = ?').pluck().get(trackId) ?? 0;
}
