/**
 * The LanceDB table of vectors: its columns, and the checksum of each row. LanceDB does not notice a bit that has changed
 * on the disk.
 *
 * Only the child process of `table-process.ts` loads LanceDB. Tables of earlier versions get the column of checksums when
 * they are opened; their rows have none at first.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Table } from '@lancedb/lancedb';
import type { Embedder } from './embedding.ts';
import type { VectorChange } from './vector-log.ts';

/** LanceDB's default is six gigabytes; the search does not use its caches. */
const CACHE_BYTES = 32n << 20n;
/** Ids in one `IN (…)`. */
const DELETE_BATCH = 1000;
/** Rows that are written at once: their numbers are objects until LanceDB has them. */
const PUT_BATCH = 4096;

/** A row to be written. */
interface TableRow {
  readonly fileId: number;
  readonly vector: Float32Array;
}

/** Rows that are whole, one vector behind the other. */
export interface VectorRows {
  readonly ids: Float64Array;
  readonly vectors: Float32Array;
}

/** Whether the folder has a table of the embedder. */
export function hasVectorTable(folder: string, embedder: Embedder): boolean {
  return existsSync(join(folder, `${embedder.id}.lance`));
}

/** CRC-32 of the file's id and the vector's floats, as they lie in memory. */
function checksumOf(fileId: number, vector: Float32Array): number {
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
  // Loaded here: the store uses `isUsable` without LanceDB.
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

/**
 * Reads a table. Damaged rows are removed from it, and rows without a checksum get one.
 * @param onRows called with the rows that are whole; reading goes on when its promise resolves
 * @returns ids of the damaged rows; an id may itself be damaged, so a row with it counts as damaged, too
 * @throws errors of LanceDB
 */
export async function readVectors(
  table: Table,
  { dimension }: Embedder,
  onRows: (rows: VectorRows) => Promise<void>,
): Promise<readonly number[]> {
  const damaged: number[] = [];
  const unchecked: TableRow[] = [];
  for await (const batch of table.query().select(['fileId', 'vector', 'checksum'])) {
    const ids = batch.getChild('fileId')!;
    const checksums = batch.getChild('checksum')!;
    // All lists of a batch have the same length: the numbers are contiguous.
    const numbers: Float32Array = batch.getChild('vector')!.data[0]!.children[0]!.values;
    const rows = { ids: new Float64Array(batch.numRows), vectors: new Float32Array(batch.numRows * dimension) };
    let whole = 0;
    for (let row = 0; row < batch.numRows; row += 1) {
      const fileId = Number(ids.get(row));
      const vector = numbers.subarray(row * dimension, (row + 1) * dimension);
      const checksum = checksums.get(row) as bigint | null;
      const isWhole = checksum === null || Number(checksum) === checksumOf(fileId, vector);
      if (!isWhole || !isUsable(vector, dimension)) damaged.push(fileId);
      else {
        if (checksum === null) unchecked.push({ fileId, vector: vector.slice() });
        rows.ids[whole] = fileId;
        rows.vectors.set(vector, whole * dimension);
        whole += 1;
      }
    }
    await onRows({ ids: rows.ids.subarray(0, whole), vectors: rows.vectors.subarray(0, whole * dimension) });
  }
  await removeRows(table, damaged);
  await putRows(table, unchecked);
  return damaged;
}

/** Makes the changes of a log, as far as later ones do not replace them, and compacts the table. @throws errors of LanceDB */
export async function changeRows(table: Table, changes: readonly VectorChange[]): Promise<void> {
  const last = new Map(changes.map(({ fileId, vector }) => [fileId, vector]));
  const entries = [...last];
  await removeRows(
    table,
    entries.flatMap(([fileId, vector]) => (vector === null ? [fileId] : [])),
  );
  await putRows(
    table,
    entries.flatMap(([fileId, vector]) => (vector === null ? [] : [{ fileId, vector }])),
  );
  // Many small fragments would make the table slow to open.
  await table.optimize({ cleanupOlderThan: new Date() });
}

/** Adds rows, replacing those of the same files. */
async function putRows(table: Table, rows: readonly TableRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += PUT_BATCH) {
    const data = rows.slice(i, i + PUT_BATCH).map(({ fileId, vector }) => ({
      fileId: BigInt(fileId),
      vector: Array.from(vector),
      checksum: BigInt(checksumOf(fileId, vector)),
    }));
    await table.mergeInsert('fileId').whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(data);
  }
}

/** Removes the rows of files. */
async function removeRows(table: Table, fileIds: readonly number[]): Promise<void> {
  for (let i = 0; i < fileIds.length; i += DELETE_BATCH) {
    await table.delete(`\`fileId\` IN (${fileIds.slice(i, i + DELETE_BATCH).join(',')})`);
  }
}
