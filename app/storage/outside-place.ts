/**
 * Folders that Descant fills with files for others: never inside the music, the library or the mount, and never around
 * them, so that no original can be replaced, whatever path is asked for.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';

/** A folder that cannot be written to. */
export class BadPlaceError extends Error {
  readonly code = 'BAD_PLACE';
  readonly path: string;
  constructor(message: string, path: string) {
    super(message);
    this.name = 'BadPlaceError';
    this.path = path;
  }
}

/**
 * The real path of a folder, which need not be there yet.
 * @param taken the folders of the music, the library and the mount
 * @throws BadPlaceError
 */
export async function outsidePlace(path: string, taken: readonly string[]): Promise<string> {
  if (!isAbsolute(path)) throw new BadPlaceError(`${path} is no whole path; begin it with / or ~/`, path);
  const place = await realPathOf(path);
  const clash = taken.find((folder) => isWithin(place, folder) || isWithin(folder, place));
  if (clash === undefined) return place;
  throw new BadPlaceError(
    `${path} and ${clash} lie inside each other; files that Descant writes belong outside of the music, the library and the mount`,
    path,
  );
}

/** Whether a path lies in a folder, or is that folder. Both are real paths. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await realPathOf(dirname(path)), basename(path));
  }
}
