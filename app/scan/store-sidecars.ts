/** The rows of sidecar files. */
import type { Connection } from '../storage/connection.ts';
import type { ChangedSidecars } from './sidecars.ts';
import { STAMP_COLUMNS, stampColumns } from '../storage/file-stamp.ts';

export class SidecarStore {
  readonly #put;
  readonly #remove;
  readonly #forget;
  readonly #tracks;

  constructor(connection: Connection) {
    this.#put = connection.prepare(`
      INSERT INTO sidecar (folder_id, name, ${STAMP_COLUMNS.join(', ')})
      VALUES (@folderId, @name, ${STAMP_COLUMNS.map((column) => `@${column}`).join(', ')})
      ON CONFLICT (folder_id, name)
        DO UPDATE SET ${STAMP_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`);
    this.#remove = connection.prepare('DELETE FROM sidecar WHERE id = ?');
    this.#forget = connection.prepare('DELETE FROM sidecar WHERE folder_id = ?');
    this.#tracks = connection
      .prepare<[number], number>(
        'SELECT track.id FROM file JOIN track ON track.file_id = file.id WHERE folder_id = ? AND present = 1',
      )
      .pluck();
  }

  /** Writes the changes of a folder. A sidecar that changed keeps its id. */
  apply(folderId: number, changes: ChangedSidecars): void {
    for (const id of changes.gone) this.#remove.run(id);
    for (const { name, stats } of changes.found) {
      this.#put.run({ folderId, name, ...stampColumns(stats) });
    }
  }

  /** Deletes the rows of a folder that is gone. */
  forgetFolder(folderId: number): void {
    this.#forget.run(folderId);
  }

  /** Ids of the tracks that lie in the folder now. */
  tracksBeside(folderId: number): number[] {
    return this.#tracks.all(folderId);
  }
}
