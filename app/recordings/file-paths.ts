/** Where files lie. */
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** @returns file id → path, without the files that are missing */
export function filePaths(connection: Connection, ids: readonly number[]): Map<number, Buffer> {
  const rows = connection
    .prepare<[string], { id: number; folder: Buffer; name: Buffer }>(`
      SELECT file.id, folder.path AS folder, file.name FROM file JOIN folder ON folder.id = folder_id
      WHERE file.id IN (SELECT value FROM json_each(?)) AND file.missing_since IS NULL`)
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ id, folder, name }) => [id, joinPath(folder, name)]));
}
