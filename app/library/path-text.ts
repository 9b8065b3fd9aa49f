/** Paths for people and for JSON: bytes that are not UTF-8 cannot be told as text alone. */
import { isUtf8 } from 'node:buffer';

export interface PathText {
  /** With U+FFFD where the bytes are not UTF-8. */
  readonly path: string;
  /** The bytes, where `path` is not all of the truth. */
  readonly pathBase64?: string;
}

/** @param name inside `folder`; both as bytes */
export function pathText(folder: Buffer, name: Buffer): PathText {
  const bytes = folder.length === 1 && folder[0] === 0x2f ? Buffer.concat([folder, name]) : Buffer.concat([folder, Buffer.from('/'), name]);
  return isUtf8(bytes) ? { path: bytes.toString() } : { path: bytes.toString(), pathBase64: bytes.toString('base64') };
}
