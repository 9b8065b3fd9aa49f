/**
 * The newest changes of a vector store, in a file that is only appended to: LanceDB, which needs 100 MB as soon as it is
 * loaded, then takes over many of them at once.
 *
 * The file holds records of one size, each with a checksum: the checksum, what the record does, the file's id, and its
 * vector, in the byte order of the machine. What `append` has acknowledged is on the disk. A kill while it is written
 * leaves a part of a record, or records without their bytes, at the end: `openVectorLog` cuts them off.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** What follows the checksum: the kind of the record, and the id as a double. */
const KIND_AT = 4;
const ID_AT = 8;
const VECTOR_AT = 16;
const PUT = 1;
const REMOVE = 2;

/** What becomes of the vector of a file: null where it is removed. */
export interface VectorChange {
  readonly fileId: number;
  readonly vector: Float32Array | null;
}

export interface LoggedVectors {
  /** From old to new. */
  readonly changes: readonly VectorChange[];
  /** Number of damaged records that others follow. */
  readonly damaged: number;
  /** Size of the records up to the last one that is whole, in bytes. */
  readonly bytes: number;
}

/** The path of an embedder's log. */
export function vectorLogPath(folder: string, embedderId: string): string {
  return `${folder}/${embedderId}.log`;
}

/** The changes in a log's bytes. @param dimension numbers of each vector */
export function readVectorLog(bytes: Buffer, dimension: number): LoggedVectors {
  const size = recordBytes(dimension);
  const changes: VectorChange[] = [];
  let damaged = 0;
  let end = 0;
  for (let at = 0; at + size <= bytes.length; at += size) {
    const record = bytes.subarray(at, at + size);
    const kind = record.readUInt32LE(KIND_AT);
    if (crc32(record.subarray(KIND_AT)) !== record.readUInt32LE(0) || (kind !== PUT && kind !== REMOVE)) continue;
    // The damaged ones between this record and the one before it.
    damaged += (at - end) / size;
    end = at + size;
    const vector = kind === PUT ? new Float32Array(Uint8Array.from(record.subarray(VECTOR_AT)).buffer) : null;
    changes.push({ fileId: record.readDoubleLE(ID_AT), vector });
  }
  return { changes, damaged, bytes: end };
}

export class VectorLog {
  readonly #file: FileHandle;
  readonly #dimension: number;
  #records: number;

  constructor(file: FileHandle, dimension: number, records: number) {
    this.#file = file;
    this.#dimension = dimension;
    this.#records = records;
  }

  /** Number of changes, damaged ones included. */
  get records(): number {
    return this.#records;
  }

  /** Adds changes; they are on the disk when the promise resolves. Where writing fails, none of them is kept. */
  async append(changes: readonly VectorChange[]): Promise<void> {
    const size = recordBytes(this.#dimension);
    const bytes = Buffer.alloc(changes.length * size);
    for (const [i, { fileId, vector }] of changes.entries()) {
      const record = bytes.subarray(i * size, (i + 1) * size);
      record.writeUInt32LE(vector === null ? REMOVE : PUT, KIND_AT);
      record.writeDoubleLE(fileId, ID_AT);
      if (vector !== null) record.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), VECTOR_AT);
      record.writeUInt32LE(crc32(record.subarray(KIND_AT)), 0);
    }
    const end = this.#records * size;
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await this.#file.write(bytes, done, bytes.length - done, end + done)).bytesWritten;
      }
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(end).catch(() => {});
      throw error;
    }
    this.#records += changes.length;
  }

  /** Forgets all changes: LanceDB has them. */
  async clear(): Promise<void> {
    await this.#file.truncate(0);
    await this.#file.datasync();
    this.#records = 0;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * Opens or makes the log at a path, whose folder exists.
 * @param dimension numbers of each vector
 * @returns the log, and what it holds
 */
export async function openVectorLog(
  path: string,
  dimension: number,
): Promise<{ readonly log: VectorLog; readonly logged: LoggedVectors }> {
  const { file, isNew } = await openFile(path);
  try {
    if (isNew) await syncFolder(dirname(path));
    const logged = readVectorLog(await file.readFile(), dimension);
    await file.truncate(logged.bytes);
    return { log: new VectorLog(file, dimension, logged.bytes / recordBytes(dimension)), logged };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<{ file: FileHandle; isNew: boolean }> {
  try {
    return { file: await open(path, 'r+'), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { file: await open(path, 'wx+', 0o600), isNew: true };
  }
}

/** Makes the name of a new file durable. */
async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  await directory.sync().finally(() => directory.close());
}

function recordBytes(dimension: number): number {
  return VECTOR_AT + dimension * Float32Array.BYTES_PER_ELEMENT;
}
