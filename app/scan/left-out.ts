/**
 * The folders that scans and the watch leave out: the mount, so that the library does not scan itself, and the library's
 * own folder, whose saves, uploads and backups are no music. A folder in the library's that is a root of its own, as the
 * demo's music is, is walked from there.
 */
import { isInside } from '../storage/path-bytes.ts';
import { bufferOf } from './packed-place.ts';

/** Tells folders that are not entered. */
export type Skip = (path: Buffer) => boolean;

/**
 * @param mount path of the mount; null when nothing is mounted
 * @param library real path of the library folder; null for none
 */
export function leftOut(mount: Uint8Array | null, library: Uint8Array | null): Skip {
  const [mounted, own] = [mount && bufferOf(mount), library && bufferOf(library)];
  return (path) => (mounted !== null && isInside(path, mounted)) || (own !== null && path.equals(own));
}

/** Whether the library's own folder lies between a folder and one around it: walks from the outer one do not reach it. */
export function isParted(inner: Buffer, outer: Buffer, library: Buffer | null): boolean {
  return library !== null && isInside(inner, library) && isInside(library, outer);
}
