/** The rows of the pictures in the art store. */
import type { StoredPicture } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';

/**
 * Records a picture whose file is in the art store. One that is recorded already gets the present time: whoever has stored it
 * again is about to name it, and no collection may take it until then (`app/art/unnamed-pictures.ts`).
 */
export function addPicture(connection: Connection, { hash, mime, width, height, length }: StoredPicture): void {
  connection
    .prepare(`
      INSERT INTO picture (hash, mime, width, height, length, added_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET added_at = excluded.added_at`)
    .run(hash, mime, width, height, length, Date.now());
}
