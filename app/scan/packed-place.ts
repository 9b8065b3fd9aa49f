/** Places on their way between threads, where a Buffer becomes a plain Uint8Array. */
import type { ScanPlace } from './scan-result.ts';

export interface PackedPlace {
  readonly rootId: number;
  readonly rootPath: Uint8Array;
  readonly path: Uint8Array;
  readonly shallow: boolean;
}

export function packPlace({ root, path, shallow }: ScanPlace): PackedPlace {
  return { rootId: root.id, rootPath: root.path, path, shallow };
}

export function unpackPlace({ rootId, rootPath, path, shallow }: PackedPlace): ScanPlace {
  return { root: { id: rootId, path: bufferOf(rootPath) }, path: bufferOf(path), shallow };
}

/** The same bytes as a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
