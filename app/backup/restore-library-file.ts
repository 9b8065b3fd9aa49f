/** Puts the pictures and the vectors of a library's backup file into a library folder. */
import type Database from 'better-sqlite3';
import { mkdir } from 'node:fs/promises';
import { EMBEDDER } from '../similarity/embedding.ts';
import { openVectorStore } from '../similarity/vector-store.ts';
import { PictureError, storePicture } from '../storage/art-store.ts';
import { discardFolder } from '../storage/discard-folder.ts';
import { arrivingVectors } from './unfinished-restore.ts';

/** Vectors that are stored at once. */
const BATCH = 5000;

/** Whether a backup holds the whole library, and not the edits alone. */
export function isLibraryFile(backup: Database.Database): boolean {
  const table = backup.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup_picture'");
  return table.get() !== undefined;
}

/** @returns how many pictures were stored */
export async function restorePictures(backup: Database.Database, library: string): Promise<number> {
  let stored = 0;
  for (const bytes of backup.prepare<[], Buffer>('SELECT bytes FROM backup_picture').pluck().iterate()) {
    try {
      await storePicture(library, bytes);
      stored++;
    } catch (error) {
      // A picture in a format that a newer version knows.
      if (!(error instanceof PictureError)) throw error;
    }
  }
  return stored;
}

/**
 * Makes a vector store of the backup's vectors beside the library's own (`takeOverVectors`). Vectors of another embedder are
 * left out: their files are analysed again.
 * @returns the number of its vectors
 */
export async function restoreVectors(backup: Database.Database, library: string): Promise<number> {
  const arriving = arrivingVectors(library);
  await discardFolder(arriving);
  await mkdir(arriving);
  const store = await openVectorStore(arriving);
  const page = backup.prepare<[number, string, number], { id: number; vector: Buffer }>(
    'SELECT file_id AS id, vector FROM backup_vector WHERE file_id > ? AND embedder = ? ORDER BY file_id LIMIT ?',
  );
  let after = 0;
  for (;;) {
    const rows = page.all(after, EMBEDDER.id, BATCH);
    if (rows.length === 0) break;
    await store.put(rows.map(({ id, vector }) => ({ fileId: id, vector: floats(vector) })));
    after = rows.at(-1)!.id;
  }
  const count = store.count();
  await store.close();
  return count;
}

/** Rows lie in SQLite's memory at any address; floats need one that four divides. */
function floats(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
