/** The rows of the pictures in the art store. */
import type { StoredPicture } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';

/** Records a picture whose file is in the art store. A picture that is recorded already stays as it is. */
export function addPicture(connection: Connection, { hash, mime, width, height, length }: StoredPicture): void {
  connection
    .prepare('INSERT OR IGNORE INTO picture (hash, mime, width, height, length, added_at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(hash, mime, width, height, length, Date.now());
}
