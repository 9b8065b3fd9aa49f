/** Paths for people and for JSON: bytes that are not UTF-8 cannot be told as text alone. */
import { isUtf8 } from 'node:buffer';

export interface PathText {
  /** With U+FFFD where the bytes are not UTF-8. */
  readonly path: string;
  /** The bytes, where `path` is not all of the truth. */
  readonly pathBase64?: string;
}

/** @param path as bytes: from another thread a Buffer comes as a plain Uint8Array */
export function pathText(path: Uint8Array): PathText {
  const bytes = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  return isUtf8(bytes) ? { path: bytes.toString() } : { path: bytes.toString(), pathBase64: bytes.toString('base64') };
}
