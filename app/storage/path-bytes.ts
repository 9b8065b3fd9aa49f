/**
 * Paths as bytes. File names on Linux are bytes that need not be UTF-8, so the library stores and opens paths as
 * Buffers, and makes text of them only for display and for JSON.
 */
import { isUtf8 } from 'node:buffer';

const SLASH_BYTE = 0x2f;
const DOT_BYTE = 0x2e;
const SLASH = Buffer.of(SLASH_BYTE);

/** Longest extension that counts as one, with its dot: `.accurip`. */
const LONGEST_EXTENSION = 8;

export interface PathText {
  /** With U+FFFD where the bytes are not UTF-8. */
  readonly path: string;
  /** The exact bytes; present only where `path` cannot express them. */
  readonly pathBase64?: string;
}

const isRoot = (folder: Uint8Array): boolean => folder.length === 1 && folder[0] === SLASH_BYTE;

/** The path of the entry `name` in `folder`. */
export function joinPath(folder: Uint8Array, name: Uint8Array): Buffer {
  return isRoot(folder) ? Buffer.concat([SLASH, name]) : Buffer.concat([folder, SLASH, name]);
}

/** Whether `path` is `folder` or lies below it. Both are absolute and normalised. */
export function isInside(path: Buffer, folder: Buffer): boolean {
  if (path.length < folder.length || path.compare(folder, 0, folder.length, 0, folder.length) !== 0) return false;
  return path.length === folder.length || path[folder.length] === SLASH_BYTE || isRoot(folder);
}

/** All paths below `folder` as a range, both ends exclusive: in the order of bytes they lie between `/` and `0`. */
export function rangeBelow(folder: Uint8Array): [Buffer, Buffer] {
  const path = isRoot(folder) ? Buffer.of() : folder;
  return [Buffer.concat([path, SLASH]), Buffer.concat([path, Buffer.of(SLASH_BYTE + 1)])];
}

/** Lower-case extension without the dot; empty when there is none. */
export function extensionOf(name: Buffer): string {
  const dot = name.lastIndexOf(DOT_BYTE);
  return dot <= 0 || name.length - dot > LONGEST_EXTENSION ? '' : name.toString('latin1', dot + 1).toLowerCase();
}

/** The same for a name as text. */
export function extensionOfText(name: string): string {
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return '';
  const extension = name.slice(dot + 1);
  // Bytes count, and text beyond ASCII has more of them.
  if (!/^[\x20-\x7e]*$/.test(extension)) return extensionOf(Buffer.from(name));
  return extension.length >= LONGEST_EXTENSION ? '' : extension.toLowerCase();
}

/** @param path as bytes: a Buffer that comes from another thread is a plain Uint8Array */
export function pathText(path: Uint8Array): PathText {
  const bytes = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  return isUtf8(bytes) ? { path: bytes.toString() } : { path: bytes.toString(), pathBase64: bytes.toString('base64') };
}
