/**
 * Paths as bytes for a decoder that takes text only.
 *
 * A path that is valid UTF-8 is passed as it is. Any other file is opened here, and the decoder gets the path of the
 * open descriptor in /proc.
 */
import { Buffer, isUtf8 } from 'node:buffer';
import { closeSync, openSync } from 'node:fs';

export interface ReadablePath {
  /** Names the file as text until `release`. */
  readonly name: string;
  release(): void;
}

/** Throws what `fs.openSync` throws. The caller must `release` the result. */
export function readablePath(path: Uint8Array): ReadablePath {
  const bytes = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  if (isUtf8(bytes)) return { name: bytes.toString('utf8'), release: () => {} };
  const descriptor = openSync(bytes, 'r');
  const folder = process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd';
  return { name: `${folder}/${descriptor}`, release: () => closeSync(descriptor) };
}
