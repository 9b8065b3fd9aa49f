/**
 * The LanceDB table of vectors: its columns, and the checksum of each row.
 *
 * Tables of earlier versions get the column of checksums when they are opened; their rows have none at first.
 */
import { mkdir } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Table } from '@lancedb/lancedb';
import type { Embedder } from './embedding.ts';
import { VectorSet } from './vector-set.ts';

/** LanceDB's default is six gigabytes; the search does not use its caches. */
const CACHE_BYTES = 32n << 20n;
/** Ids in one `IN (…)`. */
const DELETE_BATCH = 1000;

/** CRC-32 of the file's id and the vector's floats, as they lie in memory. */
export function checksumOf(fileId: number, vector: Float32Array): number {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return crc32(bytes, crc32(String(fileId)));
}

/** Whether these are numbers that an embedder could have made. */
export function isUsable(vector: Float32Array, dimension: number): boolean {
  return vector.length === dimension && vector.every(Number.isFinite) && vector.some((value) => value !== 0);
}

/** Opens or makes the embedder's table in a folder, whose path is absolute. @throws errors of LanceDB */
export async function openVectorTable(folder: string, embedder: Embedder): Promise<Table> {
  await mkdir(folder, { recursive: true });
  // Loaded on first use: loading LanceDB and Arrow is slow, and the library must open at once.
  const [lancedb, arrow] = await Promise.all([import('@lancedb/lancedb'), import('apache-arrow')]);
  const connection = await lancedb.connect(folder, {}, new lancedb.Session(CACHE_BYTES, CACHE_BYTES));
  if ((await connection.tableNames()).includes(embedder.id)) {
    const table = await connection.openTable(embedder.id);
    if (!(await table.schema()).fields.some(({ name }) => name === 'checksum')) {
      await table.addColumns([{ name: 'checksum', valueSql: 'CAST(NULL AS BIGINT)' }]);
    }
    return table;
  }
  const item = new arrow.Field('item', new arrow.Float32(), true);
  const schema = new arrow.Schema([
    new arrow.Field('fileId', new arrow.Int64(), false),
    new arrow.Field('vector', new arrow.FixedSizeList(embedder.dimension, item), false),
    new arrow.Field('checksum', new arrow.Int64(), true),
  ]);
  return connection.createEmptyTable(embedder.id, schema, { mode: 'create' });
}

/** What a table holds. */
export interface StoredVectors {
  /** All that is whole. */
  readonly vectors: VectorSet;
  /** Ids of the rows that are not; an id may itself be damaged. */
  readonly damaged: readonly number[];
  /** The rows without a checksum; `vectors` has them, too. */
  readonly unchecked: readonly { readonly fileId: number; readonly vector: Float32Array }[];
}

/** @throws errors of LanceDB */
export async function readVectors(table: Table, { dimension }: Embedder): Promise<StoredVectors> {
  const vectors = new VectorSet(dimension);
  const damaged: number[] = [];
  const unchecked: { fileId: number; vector: Float32Array }[] = [];
  for await (const batch of table.query().select(['fileId', 'vector', 'checksum'])) {
    const ids = batch.getChild('fileId')!;
    const checksums = batch.getChild('checksum')!;
    // All lists of a batch have the same length: the numbers are contiguous.
    const numbers: Float32Array = batch.getChild('vector')!.data[0]!.children[0]!.values;
    for (let row = 0; row < batch.numRows; row += 1) {
      const fileId = Number(ids.get(row));
      const vector = numbers.subarray(row * dimension, (row + 1) * dimension);
      const checksum = checksums.get(row) as bigint | null;
      const isWhole = checksum === null || Number(checksum) === checksumOf(fileId, vector);
      if (!isWhole || !isUsable(vector, dimension)) damaged.push(fileId);
      else {
        if (checksum === null) unchecked.push({ fileId, vector: vector.slice() });
        vectors.set(fileId, vector);
      }
    }
  }
  for (const fileId of damaged) vectors.delete(fileId);
  return { vectors, damaged, unchecked };
}

/** Removes the rows of files. @param onRemoved called after each part of them */
export async function removeRows(
  table: Table,
  fileIds: readonly number[],
  onRemoved: (fileIds: readonly number[]) => void = () => {},
): Promise<void> {
  for (let i = 0; i < fileIds.length; i += DELETE_BATCH) {
    const batch = fileIds.slice(i, i + DELETE_BATCH);
    await table.delete(`\`fileId\` IN (${batch.join(',')})`);
    onRemoved(batch);
  }
}
