/** The rows of sidecar files. */
import type { Connection } from '../storage/connection.ts';
import type { KnownSidecar, SidecarChanges } from './sidecars.ts';
import { signed } from './store-files.ts';

export class SidecarStore {
  readonly #known;
  readonly #put;
  readonly #remove;
  readonly #forget;
  readonly #tracks;

  constructor(connection: Connection) {
    this.#known = connection.prepare<[number], KnownSidecar>(`
      SELECT id, name, size || ':' || mtime_ns || ':' || ctime_ns || ':' || inode AS stamp FROM sidecar WHERE folder_id = ?`);
    this.#put = connection.prepare(`
      INSERT INTO sidecar (folder_id, name, device, inode, size, mtime_ns, ctime_ns) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (folder_id, name) DO UPDATE SET device = excluded.device, inode = excluded.inode, size = excluded.size, mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns`);
    this.#remove = connection.prepare('DELETE FROM sidecar WHERE id = ?');
    this.#forget = connection.prepare('DELETE FROM sidecar WHERE folder_id = ?');
    this.#tracks = connection
      .prepare<[number, number], number>(
        'SELECT track.id FROM file JOIN track ON track.file_id = file.id WHERE folder_id = ? AND present = 1 LIMIT ?',
      )
      .pluck();
  }

  known(folderId: number): KnownSidecar[] {
    return this.#known.all(folderId);
  }

  /** One that changed keeps its id. */
  apply(folderId: number, changes: SidecarChanges): void {
    for (const id of changes.gone) this.#remove.run(id);
    for (const { name, stats } of changes.found) {
      this.#put.run(folderId, name, signed(stats.dev), signed(stats.ino), stats.size, stats.mtimeNs, stats.ctimeNs);
    }
  }

  /** The folder is gone. */
  forgetFolder(folderId: number): void {
    this.#forget.run(folderId);
  }

  /** Ids of up to `limit` tracks that lie in the folder now. */
  tracksBeside(folderId: number, limit: number): number[] {
    return this.#tracks.all(folderId, limit);
  }
}
