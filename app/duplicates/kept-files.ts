/**
 * Files that a track in the trash shares with one that is kept: two paths lead to one file, by a hard link or because a
 * folder is mounted at two places. Whoever deletes the file of the one deletes, or may delete, that of the other.
 */
import { stat } from 'node:fs/promises';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText, type PathText } from '../storage/path-bytes.ts';

/** Files with the same inode number, on whatever disk. */
export interface InodePair {
  readonly trackId: number;
  readonly path: Uint8Array;
  /** Of a track outside of the trash. */
  readonly kept: Uint8Array;
}

export interface KeptFile extends PathText {
  /** The track in the trash; the path is that of the track that is kept. */
  readonly id: number;
}

/** Disks get other numbers after a restart: which disk a file is on is asked again, by `keptFiles`. */
export function inodePairs(connection: Connection, trackIds: readonly number[]): InodePair[] {
  return connection
    .prepare<[string], { trackId: number; folder: Buffer; name: Buffer; keptFolder: Buffer; keptName: Buffer }>(`
      SELECT track.id AS trackId, folder.path AS folder, file.name, kept_folder.path AS keptFolder, kept.name AS keptName
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
        JOIN file AS kept ON kept.inode = file.inode AND kept.id <> file.id AND kept.missing_since IS NULL
        JOIN track AS kept_track ON kept_track.file_id = kept.id AND kept_track.aside < 2
        JOIN folder AS kept_folder ON kept_folder.id = kept.folder_id
      WHERE track.id IN (SELECT value FROM json_each(?)) ORDER BY track.id, kept.id`)
    .all(JSON.stringify(trackIds))
    .map(({ trackId, folder, name, keptFolder, keptName }) => ({
      trackId,
      path: joinPath(folder, name),
      kept: joinPath(keptFolder, keptName),
    }));
}

/** Which of the pairs are one file now, one for each track. Files that cannot be read are none. */
export async function keptFiles(pairs: readonly InodePair[]): Promise<KeptFile[]> {
  const found = new Map<number, KeptFile>();
  for (const { trackId, path, kept } of pairs) {
    if (found.has(trackId) || !(await isOneFile(path, kept))) continue;
    found.set(trackId, { id: trackId, ...pathText(kept) });
  }
  return [...found.values()];
}

async function isOneFile(one: Uint8Array, other: Uint8Array): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([one, other].map((path) => stat(Buffer.from(path), { bigint: true })));
    return a!.dev === b!.dev && a!.ino === b!.ino;
  } catch {
    return false;
  }
}
