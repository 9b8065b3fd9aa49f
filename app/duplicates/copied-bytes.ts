/**
 * Which copies are the very same file, byte for byte. Only files of one size and with the same audio are read, each once:
 * its hash is kept until the file changes.
 */
import { AnalysisError, type FileHash } from '../analysis/analysis.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';

export interface UnhashedFile {
  readonly fileId: number;
  readonly path: Uint8Array;
}

export interface HashedFile extends FileHash {
  readonly fileId: number;
}

/** SQL: the hash of a file, null where it has none that counts. */
export const HASH_OF_FILE = `
  (SELECT hash FROM file_hash WHERE file_id = file.id AND file_hash.size = file.size AND file_hash.mtime_ns = file.mtime_ns)`;

/** The files of these tracks that may be the very same as that of another of them, and are not hashed. */
export function unhashedCopies(connection: Connection, trackIds: readonly number[]): UnhashedFile[] {
  return connection
    .prepare<[string], { fileId: number; folder: Buffer; name: Buffer }>(`
      WITH copy AS (
        SELECT file.id, folder.path AS folder, file.name, ${HASH_OF_FILE} AS hash,
          count(*) OVER (PARTITION BY file.size, nullif(audio_hash, x'')) AS alike, nullif(audio_hash, x'') AS audio
        FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
          JOIN analysis ON analysis.file_id = file.id
        WHERE track.id IN (SELECT value FROM json_each(?)) AND file.missing_since IS NULL)
      SELECT id AS fileId, folder, name FROM copy WHERE alike > 1 AND audio IS NOT NULL AND hash IS NULL`)
    .all(JSON.stringify(trackIds))
    .map(({ fileId, folder, name }) => ({ fileId, path: joinPath(folder, name) }));
}

export function storeFileHashes(connection: Connection, files: readonly HashedFile[]): void {
  const store = connection.prepare(`
    INSERT OR REPLACE INTO file_hash (file_id, size, mtime_ns, hash) SELECT id, ?, ?, ? FROM file WHERE id = ?`);
  connection.transaction(() => {
    for (const { fileId, size, mtimeNs, hash } of files) store.run(size, mtimeNs, hash, fileId);
  })();
}

interface BytesParts {
  readonly read: { unhashedCopies(tracks: { readonly ids: readonly number[] }): Promise<readonly UnhashedFile[]> };
  readonly write: { storeFileHashes(found: { readonly files: readonly HashedFile[] }): Promise<void> };
  readonly pool: { hashBytes(path: Uint8Array, signal?: AbortSignal): Promise<FileHash | null> };
}

/**
 * Hashes what is needed to tell which of these tracks are the same file. One that cannot be read stays unknown.
 * @throws AnalysisError (`CANCELLED`)
 */
export async function hashCopies(
  { read, write, pool }: BytesParts,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  const unhashed = await read.unhashedCopies({ ids });
  if (unhashed.length === 0) return;
  const files = await Promise.all(
    unhashed.map(async ({ fileId, path }) => {
      try {
        const hashed = await pool.hashBytes(path, signal);
        return hashed === null ? [] : [{ fileId, ...hashed }];
      } catch (error) {
        if (error instanceof AnalysisError && error.code !== 'CANCELLED') return [];
        throw error;
      }
    }),
  );
  await write.storeFileHashes({ files: files.flat() });
}
