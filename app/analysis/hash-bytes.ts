/** Hashes all bytes of a file. Runs in a child process: see `pool.ts`. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AnalysisError, type FileHash } from './analysis.ts';
import { inWords } from '../model/system-errors.ts';

const buffer = Buffer.allocUnsafe(1 << 20);

/** @returns null for a file that was written to meanwhile. @throws AnalysisError (`DECODE_FAILED`) for one that cannot be read */
export function hashBytes(path: Uint8Array): FileHash | null {
  try {
    const file = openSync(Buffer.from(path), 'r');
    try {
      const before = fstatSync(file, { bigint: true });
      const hash = createHash('sha256');
      for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
        hash.update(buffer.subarray(0, read));
      }
      const { size, mtimeNs } = fstatSync(file, { bigint: true });
      return size === before.size && mtimeNs === before.mtimeNs
        ? { hash: hash.digest(), size: Number(size), mtimeNs }
        : null;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new AnalysisError('DECODE_FAILED', inWords(`It cannot be read: ${(error as Error).message}.`));
  }
}
