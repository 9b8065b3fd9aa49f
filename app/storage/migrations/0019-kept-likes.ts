/**
 * Version 19: the tracks that are similar in sound to those which kept queries name by `like:`, such as the queries of
 * smart playlists and of views. Derived: the service fills it (`app/service/kept-likes.ts`).
 */
import type { Connection } from '../connection.ts';

export function keptLikes(connection: Connection): void {
  connection.exec(`
    CREATE TABLE similar_track (
      track_id INTEGER NOT NULL,
      similar_id INTEGER NOT NULL,
      PRIMARY KEY (track_id, similar_id)
    ) STRICT, WITHOUT ROWID;
  `);
}
